"""What the coordinator types: slots, the question, rooms, who leads."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from osnowa.coworking.models import Resource
from osnowa.lib import clock
from osnowa.lib.fields import RefusingForm, day_field, line_field, number_field, time_field
from osnowa.programme.models import Programme
from osnowa.timetable.models import Asking, Room, WeeklySlot
from osnowa.timetable.queries.means import Leading, rooms_of_office
from osnowa.timetable.queries.slots import slots_of
from osnowa.workshops.models import Cycle

MOST_SEATS, MOST_HOURS = 2000, 60


class SlotsForm(RefusingForm):
    """The same hours on several days of the week."""

    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"),
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day of the week.")},
    )
    starts = time_field(_("From"), _("Write the hour at which it begins."))
    ends = time_field(_("To"), _("Write the hour at which it ends."))

    def clean_weekdays(self) -> list[int]:
        return [int(day) for day in self.cleaned_data["weekdays"]]


class AskingForm(RefusingForm):
    starts_on = day_field(_("First day that you plan"), _("Write the first day."))
    ends_on = day_field(_("Last day"), _("Write the last day."))
    answer_until = day_field(
        _("People can answer until"),
        _("Write until when people can answer."),
        help_text=_("A week is mostly enough."),
    )

    @staticmethod
    def initial_of(asking: Asking | None) -> dict[str, Any]:
        today = clock.today()
        if asking is None or asking.ends_on < today:
            monday = today + dt.timedelta(days=14 - today.weekday())
            return {
                "starts_on": monday,
                "ends_on": monday + dt.timedelta(days=13 * 7 - 1),
                "answer_until": today + dt.timedelta(days=7),
            }
        return {
            "starts_on": asking.starts_on,
            "ends_on": asking.ends_on,
            "answer_until": max(asking.answer_until, today),
        }


class ResourceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.space.name}"


class SlotsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class CyclesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class RoomForm(RefusingForm):
    resource = ResourceField(
        label=_("Room of the office"),
        queryset=Resource.objects.none(),
        required=False,
        empty_label=_("none: a room elsewhere"),
        help_text=_("The planner then keeps to the office's hours and bookings."),
    )
    name = line_field(
        _("Name and address"), 200, help_text=_("As people will read it. Of an office room it can be empty.")
    )
    capacity = number_field(_("Seats"), _("Write how many people it seats."), 1, MOST_SEATS)
    slots = SlotsField(
        label=_("Only in these slots"),
        queryset=WeeklySlot.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: always."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [resource.pk for resource in rooms_of_office(programme)]
        queryset = Resource.objects.filter(pk__in=offered).select_related("space")
        self.fields["resource"].queryset = queryset  # type: ignore[attr-defined]
        self.fields["slots"].queryset = slots_of(programme)  # type: ignore[attr-defined]
        if not offered:
            del self.fields["resource"]

    @staticmethod
    def initial_of(room: Room | None) -> dict[str, Any]:
        if room is None:
            return {}
        return {
            "resource": room.resource_id,
            "name": room.name,
            "capacity": room.capacity,
            "slots": [slot.pk for slot in room.slots.all()],
        }


class LeaderForm(RefusingForm):
    cycles = CyclesField(
        label=_("Can lead"),
        queryset=Cycle.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    most_hours = forms.IntegerField(
        label=_("Hours a week at the most"),
        min_value=1,
        max_value=MOST_HOURS,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a whole number."),
            "min_value": _("Write %(limit_value)s or more."),
            "max_value": _("Write %(limit_value)s or less."),
        },
        help_text=_("Empty: no limit."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        queryset = Cycle.objects.filter(programme=programme).order_by("number")
        self.fields["cycles"].queryset = queryset  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(leading: Leading) -> dict[str, Any]:
        return {"cycles": [cycle.pk for cycle in leading.cycles], "most_hours": leading.most_hours}
