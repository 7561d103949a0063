"""What an organisation says of itself to everybody, and how the team heard that it agreed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.people.forms.fields import day
from osnowa.people.forms.speaking import Refusable
from osnowa.people.models import PublicPage


class PublicPageForm(Refusable):
    """Filled in by the organisation itself. The length is the deed's rule, so that it can say it."""

    about = forms.CharField(
        label=_("What you do"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": None}),
        help_text=_(
            "One or two sentences, up to 400 characters. Without them the aims from the register are shown."
        ),
    )


class NotedPublicPageForm(PublicPageForm):
    """Noted by the coordinator: when the organisation agreed, and in which way."""

    way = forms.ChoiceField(
        label=_("How did the organisation agree?"),
        choices=[choice for choice in PublicPage.Way.choices if choice[0] != PublicPage.Way.ITSELF],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the organisation agreed."),
            "invalid_choice": _("Choose how the organisation agreed."),
        },
    )
    given_on = day(_("When?"), required=True, missing=_("Write the day on which the organisation agreed."))

    field_order = ["way", "given_on", "about"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].label = _("What it does")
        self.fields["given_on"].initial = clock.today
