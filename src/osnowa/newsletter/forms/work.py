"""What the team fills in about readers: search, a list of addresses, topics, groups, series of letters, a selector."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from osnowa.lib import text
from osnowa.lib.fields import RefusingForm, line_field, number_field, paragraph
from osnowa.newsletter.forms.reading import lists_field
from osnowa.newsletter.models import MailingList, Segment, Sequence, SequenceStep
from osnowa.newsletter.queries import readers as reading
from osnowa.newsletter.queries import segments as segment_queries
from osnowa.newsletter.rules import mail_records
from osnowa.newsletter.rules import segments as rules
from osnowa.programme.models import Programme, Role

STATE_WORDS = {
    reading.ACTIVE: pgettext_lazy("state of a reader", "gets letters"),
    reading.WAITING: pgettext_lazy("state of a reader", "not confirmed yet"),
    reading.PAUSED: pgettext_lazy("state of a reader", "paused"),
    reading.STOPPED: pgettext_lazy("state of a reader", "letters came back"),
    reading.ENDED: pgettext_lazy("state of a reader", "unsubscribed"),
}
Anchor = SequenceStep.Anchor


class SearchForm(forms.Form):
    """In the address of the list: q, stan, temat."""

    q = line_field(gettext_lazy("Piece of an address"), 254)
    stan = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", pgettext_lazy("readers", "all")), *STATE_WORDS.items()],
    )
    temat = forms.ModelChoiceField(
        label=gettext_lazy("Topic"),
        required=False,
        queryset=MailingList.objects.none(),
        empty_label=pgettext_lazy("topics", "all"),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["temat"].queryset = reading.lists_for(programme)  # type: ignore[attr-defined]


class SheetForm(RefusingForm):
    """A file of addresses, and where these people agreed."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "XLSX or CSV, the first row names the columns. Needed: the e-mail address. If there is a column “zgoda” "
            "(yes or no, or the day), it is read too."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
    origin = line_field(
        gettext_lazy("Where did these people agree to the newsletter?"),
        500,
        gettext_lazy("Write where the consents come from. Without that nobody may be written to."),
        help_text=gettext_lazy(
            "For example: paper lists from the fair on 12 May 2026, kept in our office. It stays as their proof."
        ),
    )
    has_proof = forms.BooleanField(
        label=gettext_lazy("We hold the consent of each of them and can show it"),
        required=False,
        help_text=gettext_lazy(
            "Then they get the newsletter at once. Otherwise each gets one letter asking whether they want it."
        ),
    )
    lists = lists_field(gettext_lazy("What should they get?"))

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = reading.lists_for(programme).filter(closed_at=None)
        self.fields["lists"].queryset = offered  # type: ignore[attr-defined]
        if not offered.exists():
            del self.fields["lists"]


class ListForm(RefusingForm):
    """A topic that readers choose."""

    title = line_field(
        gettext_lazy("Name"),
        120,
        gettext_lazy("Write what readers will get."),
        help_text=gettext_lazy("As readers see it: “Dates of workshops”."),
    )
    description = line_field(
        gettext_lazy("In a sentence"),
        300,
        help_text=gettext_lazy("How often and what: “Once a month, tools that we have tried.”"),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Readers may choose it themselves"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Otherwise only the team puts people on it."),
    )


def _many(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
    )


class SegmentForm(RefusingForm):
    """Whom to choose. Inside a criterion one is enough, between criteria all must hold."""

    name = line_field(
        gettext_lazy("Name of the group"),
        120,
        gettext_lazy("Give the group a name, so that it can be found again."),
        help_text=gettext_lazy("For example: rural women's circles around Suwałki."),
    )
    lists = _many(gettext_lazy("Topic"))
    programmes = _many(gettext_lazy("Takes part in the programme"))
    roles = _many(gettext_lazy("Role"))
    kinds = _many(gettext_lazy("Kind of organisation"))
    tools = _many(gettext_lazy("Tool in use"))
    places = _many(gettext_lazy("Seat of the organisation"))
    FIRST = (rules.LISTS, rules.PROGRAMMES, rules.ROLES)

    def __init__(
        self, *args: Any, programme: Programme, segment: Segment | None = None, **kwargs: Any
    ) -> None:
        if segment is not None:
            known = {name: [str(value) for value in values] for name, values in segment.filter.items()}
            kwargs["initial"] = {"name": segment.name, **known}
        super().__init__(*args, **kwargs)
        roles = [
            (rules.PARTICIPANT, _("has a place in a cycle")),
            (rules.MEMBER, _("acts for an organisation")),
            *((role.value, str(role.label)) for role in Role),
        ]
        choices = {**segment_queries.choices(programme), rules.ROLES: roles}
        for name in rules.CRITERIA:
            if choices[name]:
                self.fields[name].choices = choices[name]  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    @property
    def first_criteria(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def more_criteria(self) -> list[forms.BoundField]:
        """Folded on the page, unless something in them is ticked."""
        return [self[name] for name in rules.CRITERIA if name in self.fields and name not in self.FIRST]

    @property
    def has_more_ticked(self) -> bool:
        return any(field.value() or field.errors for field in self.more_criteria)

    @property
    def chosen(self) -> dict[str, list[Any]]:
        """What is ticked, in the shape that `rules.segments` understands."""
        return rules.tidy({name: self.cleaned_data.get(name, []) for name in rules.CRITERIA})


class SequenceForm(RefusingForm):
    kind = forms.ChoiceField(label=gettext_lazy("What is it tied to?"), choices=Sequence.Kind)
    name = line_field(gettext_lazy("Name"), 120, gettext_lazy("Give the series a name."))


class StepForm(RefusingForm):
    """One letter: when, and in whose words."""

    when = forms.ChoiceField(label=gettext_lazy("When?"))
    days = number_field(
        gettext_lazy("How many days?"),
        gettext_lazy("Write a number of days, 0 is the same day."),
        0,
        90,
        initial=0,
    )
    subject = line_field(gettext_lazy("Subject"), 150, gettext_lazy("Write the subject."))
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=4000,
        widget=paragraph(10),
        error_messages={
            "required": gettext_lazy("Write the letter."),
            "max_length": gettext_lazy("Shorten this to %(limit_value)d characters, it has %(show_value)d."),
        },
    )
    BEFORE_FIRST, AFTER_FIRST, AFTER_LAST, AFTER_YES = (
        "before_first",
        "after_first",
        "after_last",
        "after_yes",
    )
    WHENS = {
        BEFORE_FIRST: (Anchor.FIRST_SESSION, -1, gettext_lazy("days before the first session")),
        AFTER_FIRST: (Anchor.FIRST_SESSION, 1, gettext_lazy("days after the first session")),
        AFTER_LAST: (Anchor.LAST_SESSION, 1, gettext_lazy("days after the last session")),
        AFTER_YES: (Anchor.CONFIRMED, 1, gettext_lazy("days after the confirmation")),
    }

    def __init__(
        self, *args: Any, sequence: Sequence, step: SequenceStep | None = None, **kwargs: Any
    ) -> None:
        if step is not None:
            kwargs["initial"] = {
                "when": self._when(step),
                "days": abs(step.days),
                "subject": step.subject,
                "body": step.body,
            }
        super().__init__(*args, **kwargs)
        is_welcome = sequence.kind == Sequence.Kind.WELCOME
        self.fields["when"].choices = [  # type: ignore[attr-defined]
            (name, words)
            for name, (anchor, _sign, words) in self.WHENS.items()
            if (anchor == Anchor.CONFIRMED) == is_welcome
        ]

    def _when(self, step: SequenceStep) -> str:
        return next(
            name
            for name, (anchor, sign, _words) in self.WHENS.items()
            if anchor == step.anchor and (step.days >= 0 if sign > 0 else step.days < 0)
        )

    def clean_body(self) -> str:
        return "\n".join(line.rstrip() for line in self.cleaned_data["body"].splitlines()).strip()

    @property
    def anchor_and_days(self) -> tuple[str, int]:
        anchor, sign, _words = self.WHENS[self.cleaned_data["when"]]
        return anchor, sign * self.cleaned_data["days"]


class SelectorForm(RefusingForm):
    """The word by which a mail provider signs letters; empty: DKIM is not looked at."""

    selector = line_field(
        gettext_lazy("Selector of the DKIM key"),
        63,
        help_text=gettext_lazy(
            "A word from your mail provider, for example “default” or “s1”. It stands after “s=” in the line "
            "DKIM-Signature of a letter. Without it the DKIM key is not checked."
        ),
    )

    def clean_selector(self) -> str:
        selector = text.clean(self.cleaned_data["selector"])
        if selector and not mail_records.SELECTOR.fullmatch(selector):
            raise forms.ValidationError(_("A selector has only letters, digits, dots and dashes."))
        return selector
