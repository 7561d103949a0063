"""What a member types to book, and what the host types for somebody else."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from osnowa.coworking.models import Resource, Space
from osnowa.coworking.queries.spaces import resources_of
from osnowa.lib import clock
from osnowa.lib.fields import RefusingForm, day_field, line_field, time_field
from osnowa.people.models import Account, Organisation
from osnowa.people.permissions import organisations_of
from osnowa.programme.models import Programme
from osnowa.ui import words

STEP = 900  # seconds: quarters of an hour


def new_key() -> str:
    return uuid4().hex


def organisation_input() -> forms.TextInput:
    """For an organisation's name: known ones are suggested while one types."""
    return forms.TextInput(
        attrs={
            "maxlength": None,
            "list": "organisations",
            "autocomplete": "off",
            "hx-get": reverse_lazy("people:suggestions"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": "#organisations",
            "hx-sync": "this:replace",
        }
    )


class ResourceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Resource) -> str:  # type: ignore[override]
        return f"{obj.name} ({obj.note})" if obj.note else obj.name


def _lengths(resources: Iterable[Resource]) -> str:
    """How short and how long bookings may be: "1–4 h: Sala. 1–8 h: Biurko 1, Biurko 2"."""
    named: dict[tuple[int, int], list[str]] = {}
    for one in resources:
        named.setdefault((one.min_minutes, one.max_minutes), []).append(one.name)
    said = {
        f"{words.decimal(least / 60, 2)}–{words.decimal(most / 60, 2)} h": names
        for (least, most), names in named.items()
    }
    if len(said) == 1:
        return gettext("A booking lasts %(hours)s.") % {"hours": next(iter(said))}
    return " ".join(f"{hours}: {', '.join(names)}." for hours, names in said.items())


class TimeAndPlaceForm(RefusingForm):
    """Which desk or room, on which day, from when to when."""

    resource = ResourceField(
        label=_("Desk or room"),
        queryset=Resource.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose a desk or a room."),
            "invalid_choice": _("This place cannot be booked now. Choose another one."),
        },
    )
    day = day_field(_("Day"), _("Write the day."))
    starts = time_field(
        _("From"), _("Write from what hour."), help_text=_("On the quarter of an hour: 9:00, 9:15.")
    )
    ends = time_field(_("To"), _("Write until what hour."))
    purpose = line_field(_("What for"), 200, help_text=_("A few words; only the office's host reads them."))
    submission_key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    programme = forms.ModelChoiceField(
        label=_("For which programme"), queryset=Programme.objects.none(), required=False, empty_label=None
    )

    def __init__(self, *args: Any, space: Space, programmes: Iterable[Programme] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resource"].queryset = resources_of(space)  # type: ignore[attr-defined]
        self.fields["ends"].help_text = _lengths(self.fields["resource"].queryset)  # type: ignore[attr-defined]
        for name in ("starts", "ends"):
            self.fields[name].widget.attrs["step"] = STEP
        choices = list(programmes)
        if len(choices) > 1:
            self.fields["programme"].queryset = Programme.objects.filter(  # type: ignore[attr-defined]
                pk__in=[one.pk for one in choices]
            )
        else:
            del self.fields["programme"]

    def clean(self) -> dict[str, Any]:
        starts_at, ends_at = self.moment("day", "starts"), self.moment("day", "ends")
        return {**self.cleaned_data, "starts_at": starts_at, "ends_at": ends_at}

    @staticmethod
    def asked(data: Any, space: Space) -> dict[str, Any]:
        """What the link from the grid says; whatever of it makes no sense is left out."""
        asked: dict[str, Any] = {"submission_key": new_key(), "day": clock.today()}
        if str(data.get("zasob", "")).isdecimal():
            asked["resource"] = resources_of(space).filter(pk=int(data["zasob"])).first()
        for name, key, read in (
            ("day", "dzien", dt.date.fromisoformat),
            ("starts", "od", dt.time.fromisoformat),
            ("ends", "do", dt.time.fromisoformat),
        ):
            try:
                asked[name] = read(str(data[key]))
            except (KeyError, ValueError):
                continue
        return asked


class BookingForm(TimeAndPlaceForm):
    """A member's. The organisation is asked for only where there are several."""

    organisation = forms.ModelChoiceField(
        label=_("For which organisation"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose your organisation."),
            "invalid_choice": _("Choose your organisation."),
        },
    )
    field_order = ("resource", "day", "starts", "ends", "organisation", "programme", "purpose")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(pk__in=organisations_of(account)).order_by("sort_key", "pk")
        self.only = own[0] if len(own) == 1 else None
        if self.only is not None:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        return data if self.only is None else {**data, "organisation": self.only}


class BookForSomebodyForm(TimeAndPlaceForm):
    """The host's: somebody rang, or stands at the desk."""

    name = line_field(
        _("First and last name"),
        150,
        _("Write the person's name."),
        help_text=_("Of the person who will come."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={
            "invalid": _("Write an e-mail address with @ and its ending, for example anna@example.pl."),
        },
        help_text=_("They get a confirmation with a calendar file. Without an address there is no letter."),
    )
    organisation = line_field(
        _("Organisation or group"),
        250,
        _("Write the organisation or group."),
        help_text=_("Name, KRS or NIP."),
        widget=organisation_input(),
    )
    field_order = (
        "name",
        "email",
        "organisation",
        "resource",
        "day",
        "starts",
        "ends",
        "programme",
        "purpose",
    )
