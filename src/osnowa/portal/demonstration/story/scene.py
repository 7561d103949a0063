"""What the parts of the story share: the days, the dice, the timeline, and who and what has entered so far."""

import datetime as dt
import random
from dataclasses import dataclass, field

from osnowa.lib import clock
from osnowa.people.models import Account, Organisation
from osnowa.portal.demonstration.calendar import Calendar, CycleDays, last_working_day
from osnowa.portal.demonstration.cycles_later import EIGHT_CYCLES
from osnowa.portal.demonstration.names import COORDINATOR, Member, People
from osnowa.portal.demonstration.story.crowd import Crowd
from osnowa.portal.demonstration.story.timeline import Timeline
from osnowa.programme.models import InformationClause, Programme
from osnowa.workshops.models import Cycle, Enrolment

MINUTE = dt.timedelta(minutes=1)


@dataclass
class Scene:
    """Filled by the deeds as they happen. The same `today` and dice tell the same story."""

    calendar: Calendar
    timeline: Timeline
    dice: random.Random
    people: People
    crowd: Crowd
    cycle_days: dict[int, CycleDays]
    accounts: dict[str, Account] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    cycles: dict[int, Cycle] = field(default_factory=dict)
    enrolments: dict[tuple[int, int], Enrolment] = field(
        default_factory=dict
    )  # by cycle and order of arrival
    members: list[tuple[Organisation, Account]] = field(default_factory=list)  # who may speak for whom
    _programme: Programme | None = None
    _clause: InformationClause | None = None

    @classmethod
    def set(cls, now: dt.datetime, today: dt.date, seed: int = 2017) -> "Scene":
        calendar = Calendar(today)
        dice = random.Random(seed)  # noqa: S311  a story, not a secret
        people = People(dice)
        return cls(
            calendar=calendar,
            timeline=Timeline(now),
            dice=dice,
            people=people,
            crowd=Crowd(people),
            cycle_days=calendar.cycles([len(cycle.sessions) for cycle in EIGHT_CYCLES]),
        )

    @property
    def setup_at(self) -> dt.datetime:
        """Nine o'clock on the last working day before the programme begins."""
        return clock.moment(last_working_day(self.calendar.period.start), dt.time(9))

    @property
    def programme(self) -> Programme:
        if self._programme is None:
            raise LookupError("The programme has not been set up yet.")
        return self._programme

    @programme.setter
    def programme(self, programme: Programme) -> None:
        self._programme = programme

    @property
    def clause(self) -> InformationClause:
        if self._clause is None:
            raise LookupError("The information clause has not been published yet.")
        return self._clause

    @clause.setter
    def clause(self, clause: InformationClause) -> None:
        self._clause = clause

    def account(self, member: Member) -> Account:
        return self.accounts[member.email]

    @property
    def coordinator(self) -> Account:
        return self.account(COORDINATOR)
