"""When somebody can come: three answers for each slot, weeks in which not at all."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.lib.fields import RefusingForm
from osnowa.timetable.models import Asking, Tick, WeeklySlot
from osnowa.timetable.rules.times import weeks
from osnowa.ui import words

NO = "no"
ANSWERS = (
    (Tick.Answer.YES.value, pgettext_lazy("tick", "I can")),
    (Tick.Answer.IF_NEED_BE.value, pgettext_lazy("tick", "If need be")),
    (NO, pgettext_lazy("tick", "I cannot")),
)


@dataclass(frozen=True)
class Line:
    """One slot with its name in the form and what is chosen."""

    slot: WeeklySlot
    name: str
    chosen: str


class DatesForm(RefusingForm):
    """`weeks` holds the Mondays of closed weeks; each slot has a field of its own, "slot-ID"."""

    weeks = forms.MultipleChoiceField(
        label=_("Weeks in which you cannot come at all"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("The weeks have changed meanwhile. Choose again.")},
    )

    def __init__(
        self,
        *args: Any,
        asking: Asking,
        slots: Iterable[WeeklySlot],
        ticks: dict[int, str],
        closed: Iterable[dt.date],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"weeks": [monday.isoformat() for monday in closed]}
        self.slots = list(slots)
        self.ticks = ticks
        self.fields["weeks"].choices = [  # type: ignore[attr-defined]
            (monday.isoformat(), words.span(monday, monday + dt.timedelta(days=6)))
            for monday in weeks(asking.starts_on, asking.ends_on)
        ]
        for slot in self.slots:
            self.fields[f"slot-{slot.pk}"] = forms.ChoiceField(choices=ANSWERS, required=False)

    @property
    def days(self) -> list[tuple[str, list[Line]]]:
        """Weekday by weekday, for the tables."""
        found: dict[str, list[Line]] = {}
        for slot in self.slots:
            name = f"slot-{slot.pk}"
            chosen = self.data.get(name) if self.is_bound else self.ticks.get(slot.pk)
            found.setdefault(slot.weekday_name, []).append(Line(slot, name, chosen or NO))
        return list(found.items())

    @property
    def closed_weeks(self) -> list[str]:
        """Weeks in which the person cannot come, as they were kept, in words."""
        kept = self.initial["weeks"]
        return [str(label) for value, label in self.fields["weeks"].choices if value in kept]  # type: ignore[attr-defined]

    @property
    def answers(self) -> tuple[tuple[str, Any], ...]:
        return ANSWERS

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = {slot.pk: data.get(f"slot-{slot.pk}") or NO for slot in self.slots}
        return {
            "ticks": {pk: answer for pk, answer in chosen.items() if answer != NO},
            "closed": [dt.date.fromisoformat(monday) for monday in data.get("weeks", [])],
        }
