"""Words of Wagtail's editor that its own Polish does not have yet, so that ours has them: see locale/pl."""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("The page could not be created due to validation errors."),
    gettext_noop("The page could not be saved due to validation errors."),
    gettext_noop("The page could not be saved as it is locked."),
    gettext_noop("Go to the first error"),
    gettext_noop("Autosave is paused"),
    gettext_noop("Toggle checks"),
    gettext_noop("This data explained"),
    gettext_noop("The slug '%(page_slug)s' is already in use within the parent page."),
)
