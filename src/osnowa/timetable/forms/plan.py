"""What a draft is asked: the period, the floor, and for each cycle how many sessions, how long, how far apart."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.lib.fields import RefusingForm, day_field, number_field
from osnowa.timetable.models import Plan, PlannedCycle
from osnowa.timetable.queries.plans import Wanted
from osnowa.timetable.rules.times import LONGEST, MOST_SESSIONS, SHORTEST
from osnowa.workshops.models import Cycle

TIMES = (
    (0, _("no time: take the quick way")),
    (15, _("15 seconds")),
    (60, _("a minute")),
    (180, _("three minutes")),
    (600, _("ten minutes")),
)
USUAL = {"sessions": 4, "minutes": 180, "near": 5, "far": 14}


@dataclass(frozen=True)
class Part:
    """The fields of one cycle."""

    cycle: Cycle
    include: BoundField
    sessions: BoundField
    minutes: BoundField
    near: BoundField
    far: BoundField
    move: BoundField | None


class PlanForm(RefusingForm):
    submission_key = forms.UUIDField(widget=forms.HiddenInput)
    starts_on = day_field(_("From"), _("Write the first day."))
    ends_on = day_field(_("To"), _("Write the last day."))
    floor = number_field(
        _("Each organisation can come to at least so many percent of its sessions"),
        _("Write a percentage from 0 to 100."),
        0,
        100,
        help_text=_("A wish, not a wall: the draft names the organisations that get less."),
    )
    seconds = forms.TypedChoiceField(
        label=pgettext_lazy("timetable", "Search for"),
        choices=TIMES,
        coerce=int,
        help_text=_("The first draft comes sooner, and you can stop at any time."),
    )

    def __init__(self, *args: Any, cycles: Sequence[Cycle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycles = list(cycles)
        for cycle in self.cycles:
            self._add(cycle)

    def _add(self, cycle: Cycle) -> None:
        key = cycle.pk
        missing = _("Write a number.")
        self.fields[f"include-{key}"] = forms.BooleanField(label=_("Plan this cycle"), required=False)
        self.fields[f"sessions-{key}"] = number_field(_("Sessions in all"), missing, 1, MOST_SESSIONS)
        self.fields[f"minutes-{key}"] = number_field(_("Minutes of a session"), missing, SHORTEST, LONGEST)
        self.fields[f"near-{key}"] = number_field(_("At least so many days apart"), missing, 1, 365)
        self.fields[f"far-{key}"] = number_field(_("At most so many days apart"), missing, 1, 365)
        if cycle.sessions_count:  # type: ignore[attr-defined]  # from queries.cycles_to_plan
            self.fields[f"move-{key}"] = forms.BooleanField(
                label=_("Sessions that lie ahead may move"), required=False
            )

    @property
    def parts(self) -> list[Part]:
        return [
            Part(
                cycle,
                self[f"include-{cycle.pk}"],
                self[f"sessions-{cycle.pk}"],
                self[f"minutes-{cycle.pk}"],
                self[f"near-{cycle.pk}"],
                self[f"far-{cycle.pk}"],
                self[f"move-{cycle.pk}"] if f"move-{cycle.pk}" in self.fields else None,
            )
            for cycle in self.cycles
        ]

    @staticmethod
    def initial_of(
        cycles: Sequence[Cycle], last: Plan | None, period: tuple[dt.date, dt.date]
    ) -> dict[str, Any]:
        """What the last draft asked; for cycles new to it, what their sessions say, or what is usual."""
        asked = {row.cycle_id: row for row in last.cycles.all()} if last is not None else {}
        found: dict[str, Any] = {
            "submission_key": uuid4(),
            "starts_on": last.starts_on if last else period[0],
            "ends_on": last.ends_on if last else period[1],
            "floor": last.floor if last else 40,
            "seconds": last.seconds if last else 60,
        }
        for cycle in cycles:
            row = asked.get(cycle.pk)
            there: int = cycle.sessions_count  # type: ignore[attr-defined]
            found |= _of_cycle(cycle, row, there)
            found[f"include-{cycle.pk}"] = row is not None or (last is None and not there)
        return found

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        wanted = []
        for cycle in self.cycles:
            key = cycle.pk
            numbers = [f"{name}-{key}" for name in ("sessions", "minutes", "near", "far")]
            if not data.get(f"include-{key}"):
                for name in numbers:
                    self.errors.pop(name, None)  # nobody asked about it
            elif not any(name in self.errors for name in numbers):
                sessions, minutes, near, far = (data[name] for name in numbers)
                move = bool(data.get(f"move-{key}"))
                wanted.append(Wanted(cycle, sessions, minutes, near, far, may_move=move))
        if not wanted and not self.errors:
            self.add_error(None, _("Choose at least one cycle."))
        return {**data, "wanted": wanted}


def _of_cycle(cycle: Cycle, row: PlannedCycle | None, there: int) -> dict[str, Any]:
    key = cycle.pk
    if row is not None:
        return {
            f"sessions-{key}": max(row.sessions, there),
            f"minutes-{key}": row.minutes,
            f"near-{key}": row.near_days,
            f"far-{key}": row.far_days,
            f"move-{key}": row.may_move,
        }
    return {
        f"sessions-{key}": max(there, USUAL["sessions"]),
        f"minutes-{key}": USUAL["minutes"],
        f"near-{key}": USUAL["near"],
        f"far-{key}": USUAL["far"],
    }
