"""What the team types into an issue. Texts are plain; the deeds say what they refuse, at the field that it is about."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.lib.fields import RefusingForm, day_field, line_field, number_field, paragraph, time_field
from osnowa.newsletter.models import Issue, IssueItem, MailingList, Segment
from osnowa.newsletter.queries.issues import Candidate

WORDS_HINT = _(
    "An empty line begins a new paragraph, a hyphen at the beginning of a line makes a list. Write a link like this: "
    "[guide to passwords](https://...)."
)


class IssueForm(RefusingForm):
    title = line_field(
        _("Subject"),
        150,
        _("Write the subject: what this letter is about."),
        help_text=_("Up to 60 letters. For example: Three workshops in May and a guide to passwords"),
    )
    preheader = line_field(
        _("Line beside the subject"),
        150,
        help_text=_("Mail programs show it in the list of letters, after the subject."),
    )
    opening = line_field(_("Words at the beginning"), 4000, widget=paragraph(7), help_text=WORDS_HINT)
    closing = line_field(_("Words at the end"), 4000, widget=paragraph(4))
    language = forms.ChoiceField(
        label=_("Language of these words"),
        widget=forms.RadioSelect,
        help_text=_("The frame around them, with the link to unsubscribe, is in each reader's language."),
    )
    is_public = forms.BooleanField(
        label=_("Show it in the archive on the site once it is sent"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]


class PickForm(RefusingForm):
    """Things of the site to put into the issue."""

    picked = forms.MultipleChoiceField(
        label=_("What is in this issue?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick at least one thing."),
            "invalid_choice": _("One of these things is not public any more. Choose again."),
        },
    )
    with_pictures = forms.BooleanField(
        label=_("Show the pictures of these texts"),
        required=False,
        help_text=_("The first picture of each text, where it has one, with the description from the text."),
    )

    def __init__(self, *args: Any, candidates: list[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picked"].choices = [(one.key, one.words) for one in candidates]  # type: ignore[attr-defined]


class ItemForm(RefusingForm):
    """Own words for one item."""

    heading = line_field(_("Heading"), 150)
    words = line_field(
        pgettext_lazy("item of an issue", "Text"), 2000, widget=paragraph(6), help_text=WORDS_HINT
    )

    def __init__(self, *args: Any, item: IssueItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item is None or item.kind == IssueItem.Kind.WORDS:
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = _("Write what you want to tell.")
        else:
            self.fields["heading"].help_text = _("Left empty, the thing's own title stands there.")
            self.fields["words"].help_text = _("Left empty, the thing's own first sentences stand there.")


class ReadersForm(RefusingForm):
    """To whom an issue goes: "all", "list-3", "segment-4"."""

    readers = forms.ChoiceField(
        label=_("Who gets it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who gets it."),
            "invalid_choice": _("This group is gone. Choose another one."),
        },
    )

    def __init__(
        self, *args: Any, groups: list[tuple[MailingList | Segment | None, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {key_of(group): group for group, _count in groups}
        choices = [(key_of(group), words_of(group, count)) for group, count in groups]
        self.fields["readers"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> MailingList | Segment | None:
        return self.by_key[self.cleaned_data["readers"]]


def key_of(group: MailingList | Segment | None) -> str:
    if group is None:
        return "all"
    return f"{'list' if isinstance(group, MailingList) else 'segment'}-{group.pk}"


def words_of(group: MailingList | Segment | None, count: int) -> str:
    if group is None:
        return str(_("All who confirmed (%(count)d)") % {"count": count})
    if isinstance(group, MailingList):
        return str(_("Topic: %(name)s (%(count)d)") % {"name": group.title, "count": count})
    return str(_("Group: %(name)s (%(count)d)") % {"name": group.name, "count": count})


class ScheduleForm(RefusingForm):
    day = day_field(_("Day"), _("Write the day."))
    time = time_field(
        _("Hour"), _("Write the hour."), help_text=_("On weekdays before noon most people read.")
    )
    window_hours = number_field(
        _("How many hours late may it still go?"),
        _("Write a number of hours."),
        1,
        168,
        help_text=_("If the server was off for longer, the issue waits and asks you."),
    )

    @property
    def send_at(self) -> dt.datetime | None:
        return self.moment("day", "time")


def initial_schedule(issue: Issue) -> dict[str, Any]:
    """Tomorrow at ten, or what was chosen."""
    local = issue.send_at.astimezone(clock.WARSAW) if issue.send_at else None
    return {
        "day": local.date() if local else clock.today() + dt.timedelta(days=1),
        "time": local.time() if local else dt.time(10),
        "window_hours": issue.window_hours,
    }
