"""What the host types to set up an office."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.coworking.models import Resource, Space
from osnowa.lib.fields import RefusingForm, day_field, line_field, number_field, paragraph, time_field

LONGEST_DAY = 24 * 60


class SpaceForm(RefusingForm):
    """What the public page says about an office."""

    name = line_field(
        gettext_lazy("Name of the office"), 120, gettext_lazy("Write what the office is called.")
    )
    address = line_field(
        gettext_lazy("Address"),
        200,
        gettext_lazy("Write the address."),
        help_text=gettext_lazy("Street, floor, door: so that somebody finds it alone."),
    )
    description = line_field(
        gettext_lazy("What it is and for whom"),
        3000,
        widget=paragraph(4),
        help_text=gettext_lazy("Equipment too."),
    )
    accessibility = line_field(
        gettext_lazy("Accessibility"),
        2000,
        widget=paragraph(3),
        help_text=gettext_lazy("Entrance, lift, toilet, induction loop, parking, assistance dog."),
    )
    house_rules = line_field(
        gettext_lazy("House rules"),
        6000,
        widget=paragraph(6),
        help_text=gettext_lazy("One rule per line. Changed rules get a new version and today's date."),
    )
    weeks_ahead = number_field(
        gettext_lazy("How many weeks ahead one can book"), gettext_lazy("Write a number from 1 to 52."), 1, 52
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("The office is on the public pages and takes bookings"), required=False
    )

    @staticmethod
    def initial_of(space: Space) -> dict[str, Any]:
        return {name: getattr(space, name) for name in SpaceForm.base_fields}


class OpeningHoursForm(RefusingForm):
    """Two hours for each day of the week; both empty: closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in WEEKDAYS.items():
            self.fields[f"opens_{weekday}"] = time_field(
                _("%(day)s, from") % {"day": str(name).capitalize()}, "", required=False
            )
            self.fields[f"closes_{weekday}"] = time_field(_("to"), "", required=False)

    def pairs(self) -> list[tuple[Any, Any]]:
        return [(self[f"opens_{weekday}"], self[f"closes_{weekday}"]) for weekday in WEEKDAYS]

    def clean(self) -> dict[str, Any]:
        for weekday in WEEKDAYS:
            opens, closes = (
                self.cleaned_data.get(f"opens_{weekday}"),
                self.cleaned_data.get(f"closes_{weekday}"),
            )
            if (opens is None) != (closes is None) and not self.errors:
                empty = f"opens_{weekday}" if opens is None else f"closes_{weekday}"
                self.add_error(empty, _("Write both hours, or neither on a day when the office is closed."))
        return self.cleaned_data

    @property
    def hours(self) -> dict[int, tuple[dt.time, dt.time]]:
        data = self.cleaned_data
        return {
            weekday: (data[f"opens_{weekday}"], data[f"closes_{weekday}"])
            for weekday in WEEKDAYS
            if data.get(f"opens_{weekday}") is not None
        }

    @staticmethod
    def initial_of(space: Space) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        for row in space.opening_hours.all():
            initial[f"opens_{row.weekday}"], initial[f"closes_{row.weekday}"] = row.opens, row.closes
        return initial


class ClosedDayForm(RefusingForm):
    """A day on which the office stays closed."""

    on = day_field(gettext_lazy("Day"), gettext_lazy("Write the day."))
    reason = line_field(
        gettext_lazy("Why"),
        120,
        gettext_lazy("Write why: people read it on the page and in the e-mail."),
        help_text=gettext_lazy("For example: stocktaking. Public holidays need not be added."),
    )


class ResourceForm(RefusingForm):
    """A desk or a room."""

    name = line_field(gettext_lazy("Name"), 80, gettext_lazy("Write what it is called."))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Resource.Kind.choices, widget=forms.RadioSelect
    )
    note = line_field(
        gettext_lazy("In two or three words"), 80, help_text=gettext_lazy("For example: by the window.")
    )
    capacity = number_field(
        gettext_lazy("For how many people"), gettext_lazy("Write how many people fit."), 1, 500
    )
    min_minutes = number_field(
        gettext_lazy("Shortest booking, in minutes"),
        gettext_lazy("Write the number of minutes."),
        15,
        LONGEST_DAY,
    )
    max_minutes = number_field(
        gettext_lazy("Longest booking, in minutes"),
        gettext_lazy("Write the number of minutes."),
        15,
        LONGEST_DAY,
    )
    buffer_minutes = number_field(
        gettext_lazy("Break after each booking, in minutes"),
        gettext_lazy("Write 0 where there is none."),
        0,
        180,
        help_text=gettext_lazy("For airing and cleaning; nobody can book it."),
    )
    order = number_field(gettext_lazy("Place on the list"), gettext_lazy("Write a number."), 0, 999)
    is_active = forms.BooleanField(label=gettext_lazy("Can be booked"), required=False)

    @staticmethod
    def initial_of(resource: Resource) -> dict[str, Any]:
        return {name: getattr(resource, name) for name in ResourceForm.base_fields}

    @staticmethod
    def usual(order: int) -> dict[str, Any]:
        return {
            "kind": Resource.Kind.DESK,
            "capacity": 1,
            "min_minutes": 60,
            "max_minutes": 480,
            "buffer_minutes": 0,
            "order": order,
            "is_active": True,
        }
