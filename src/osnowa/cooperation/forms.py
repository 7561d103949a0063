"""What members and the team type. Texts are plain; the deeds say what they refuse, at the field that it is about."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.cooperation.models import Announcement, Answer, Topic
from osnowa.cooperation.rules import LONGEST_DAYS, RENEWED_DAYS
from osnowa.lib import clock
from osnowa.lib.fields import RefusingForm, day_field, line_field, paragraph
from osnowa.people.models import Organisation
from osnowa.programme.models import Programme

OFFERS, NEEDS = "oferty", "potrzeby"
KIND_IN_ADDRESS = {OFFERS: Announcement.Kind.OFFER, NEEDS: Announcement.Kind.NEED}


def new_key() -> str:
    return secrets.token_urlsafe(18)


def _choice(label: Any, choices: Any, missing: Any, **more: Any) -> forms.ChoiceField:
    more.setdefault("widget", forms.RadioSelect)
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={"required": missing, "invalid_choice": missing},
        **more,
    )


class OrganisationField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


def _organisation_field(mine: Sequence[Organisation], label: Any) -> OrganisationField:
    missing = _("Choose in whose name you write.")
    return OrganisationField(
        label=label,
        queryset=Organisation.objects.filter(pk__in=[one.pk for one in mine]).order_by("sort_key"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class SearchForm(forms.Form):
    """In the address of the board: rodzaj, temat, q."""

    q = forms.CharField(
        label=_("Word or organisation"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"maxlength": None, "type": "search", "autocomplete": "off"}),
    )
    rodzaj = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", pgettext_lazy("announcements", "offers and needs")),
            (OFFERS, _("offers")),
            (NEEDS, _("needs")),
        ],
    )
    temat = forms.ChoiceField(
        label=_("Topic"),
        required=False,
        choices=[("", pgettext_lazy("topics", "all")), *Topic.choices],
    )


class WordsForm(RefusingForm):
    """What may still be changed once it hangs on the board."""

    title = line_field(
        _("Title"),
        120,
        _("Write in a few words what it is about."),
        help_text=_("For example: We lend a projector and a screen."),
    )
    body = line_field(
        _("What you offer or need"),
        3000,
        _("Write what you offer or need."),
        widget=paragraph(7),
        help_text=_(
            "What exactly, when, where and on what terms. Everybody can read this, so leave out telephone numbers "
            "and e-mail addresses."
        ),
    )
    topic = _choice(_("Topic"), Topic.choices, _("Choose a topic."), widget=forms.Select)
    valid_until = day_field(
        _("Last day on the board"),
        _("Write the last day on the board."),
        help_text=_("A week before it we write you an e-mail. You can renew it with one click."),
    )


class AnnouncementForm(WordsForm):
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    kind = _choice(
        _("What is it?"),
        [
            (Announcement.Kind.OFFER, _("We offer something")),
            (Announcement.Kind.NEED, _("We need something")),
        ],
        _("Choose whether you offer or need something."),
    )

    field_order = ["kind", "organisation", "programme", "title", "body", "topic", "valid_until"]

    def __init__(
        self, *args: Any, mine: Sequence[Organisation], programmes: Sequence[Programme], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "submission_key": new_key(),
            "valid_until": clock.today() + dt.timedelta(days=RENEWED_DAYS),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        self.only_organisation = mine[0] if len(mine) == 1 else None
        self.only_programme = programmes[0] if len(programmes) == 1 else None
        if len(mine) > 1:
            self.fields["organisation"] = _organisation_field(mine, _("In whose name?"))
        if len(programmes) > 1:
            self.fields["programme"] = forms.ModelChoiceField(
                label=_("In which programme?"),
                queryset=Programme.objects.filter(pk__in=[one.pk for one in programmes]),
                required=False,
                empty_label=_("in none"),
            )
        self.fields["valid_until"].widget.attrs["max"] = clock.today() + dt.timedelta(days=LONGEST_DAYS)
        self.order_fields(self.field_order)

    @property
    def organisation(self) -> Organisation:
        return self.only_organisation or self.cleaned_data["organisation"]  # type: ignore[no-any-return]

    @property
    def programme(self) -> Programme | None:
        return self.only_programme or self.cleaned_data.get("programme")


class AnswerForm(RefusingForm):
    body = line_field(
        _("Your answer"),
        1500,
        _("Write a few words: who you are and what you propose."),
        widget=paragraph(6),
        help_text=_(
            "Only the organisation that announced it reads this. When it accepts, you both see each other's "
            "name, e-mail and telephone."
        ),
    )

    def __init__(self, *args: Any, mine: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_organisation = mine[0] if len(mine) == 1 else None
        if len(mine) > 1:
            self.fields["organisation"] = _organisation_field(mine, _("In whose name?"))
            self.order_fields(["organisation", "body"])

    @property
    def organisation(self) -> Organisation:
        return self.only_organisation or self.cleaned_data["organisation"]  # type: ignore[no-any-return]


class CloseForm(RefusingForm):
    outcome = _choice(_("How did it end?"), Announcement.Outcome.choices, _("Choose how it ended."))


class DeclineForm(RefusingForm):
    because = line_field(
        _("A word for the other side"),
        300,
        widget=paragraph(3),
        help_text=_("For example: somebody else was first. They get it by e-mail."),
    )


class CameOfForm(RefusingForm):
    came_of = _choice(_("What came of it?"), Answer.CameOf.choices, _("Choose what came of it."))
    on = day_field(_("On which day?"), _("Write the day on which it happened."))
    said = line_field(
        _("In a few words"),
        300,
        help_text=_("Both sides see this. Leave out names of people."),
    )


class HideForm(RefusingForm):
    because = line_field(
        _("Why"),
        300,
        _("Write why: the author gets this sentence by e-mail."),
        widget=paragraph(3),
        help_text=_("The author gets this sentence by e-mail."),
    )
