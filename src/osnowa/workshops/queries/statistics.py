"""Workshops in numbers, for the team: the figures that count towards indicators, cycle by cycle, day by day."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme.evidence import Breakdown, Counting, breakdowns
from osnowa.programme.models import Programme
from osnowa.workshops.evidence import COUNTINGS
from osnowa.workshops.evidence.attendance import organisations_reached_lines, people_attended_lines
from osnowa.workshops.evidence.groups import DIMENSIONS
from osnowa.workshops.models import Attendance, Certificate, Cycle, Enrolment, Session
from osnowa.workshops.rules import hours
from osnowa.workshops.rules import statistics as rules

State = Enrolment.State


@dataclass(frozen=True)
class Total:
    counting: Counting
    value: Decimal


@dataclass
class CycleInNumbers:
    """One cycle. `signed_up`: in the period; `placed`: with a place now; `people`, `organisations`: that came in it;
    `returning`: those of the people who had come to another cycle of the programme before.

    `ends`: None until every session is closed, or where the last one lies outside the period.
    """

    cycle: Cycle
    sessions: int = 0
    sessions_held: int = 0
    hours: Decimal = Decimal(0)
    signed_up: int = 0
    placed: int = 0
    people: int = 0
    returning: int = 0
    organisations: int = 0
    certificates: int = 0
    ends: rules.Ends | None = None

    @property
    def fill(self) -> int | None:
        """Percent of the places that are taken."""
        return rules.percent(self.placed, self.cycle.capacity)


@dataclass(frozen=True)
class SessionInNumbers:
    """A closed session: how many were expected (marked), and how many of them came."""

    session: Session
    expected: int
    came: int

    @property
    def day(self) -> dt.date:
        return self.session.starts_at.astimezone(clock.WARSAW).date()

    @property
    def percent(self) -> int | None:
        return rules.percent(self.came, self.expected)


@dataclass(frozen=True)
class Statistics:
    period: Period
    totals: list[Total]
    cycles: list[CycleInNumbers]
    sessions: list[SessionInNumbers]
    sign_ups: list[tuple[dt.date, int]]
    people: list[Breakdown]
    organisations: list[Breakdown]

    @property
    def is_empty(self) -> bool:
        return not self.cycles and not self.sign_ups and not any(total.value for total in self.totals)


@dataclass
class _Marks:
    """What closed attendance lists say of one cycle: inside the period, and whole."""

    people: set[int] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)
    hours: Decimal = Decimal(0)
    minutes: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def statistics(programme: Programme, period: Period) -> Statistics:
    """Everything about the workshops of the programme in the period, both days included.

    Sessions count by the day on which they begin, sign-ups and certificates by the day on which they were made. The
    number of questions does not grow with cycles, sessions or people.
    """
    in_numbers, sessions = _sessions(programme, period)
    sign_ups = _sign_ups(programme, period, in_numbers)
    held = _marked(programme, period, in_numbers, sessions)
    papers = (
        Certificate.objects.filter(
            programme=programme,
            revoked_at__isnull=True,
            issued_at__gte=period.starts_at,
            issued_at__lt=period.ends_before,
        )
        .order_by()
        .values_list("enrolment__cycle")
        .annotate(n=Count("pk"))
    )
    for cycle, count in papers:
        in_numbers[cycle].certificates = count
    shown = [one for one in in_numbers.values() if one.sessions or one.signed_up or one.certificates]
    return Statistics(
        period,
        [Total(counting, counting.total(programme, period)) for counting in COUNTINGS],
        shown,
        held,
        sign_ups,
        breakdowns((fact for fact in people_attended_lines(programme, period) if fact.counts), DIMENSIONS),
        breakdowns(
            (fact for fact in organisations_reached_lines(programme, period) if fact.counts), DIMENSIONS
        ),
    )


def _sessions(
    programme: Programme, period: Period
) -> tuple[dict[int, CycleInNumbers], dict[int, list[Session]]]:
    """Cycle -> its numbers so far, by number of the cycle; cycle -> all its sessions, by date."""
    in_numbers = {
        cycle.pk: CycleInNumbers(cycle)
        for cycle in Cycle.objects.filter(programme=programme).order_by("number")
    }
    sessions: dict[int, list[Session]] = {pk: [] for pk in in_numbers}
    for session in Session.objects.filter(cycle__programme=programme).order_by("starts_at", "pk"):
        session.cycle = in_numbers[session.cycle_id].cycle
        sessions[session.cycle_id].append(session)
        if _begins_in(session, period):
            in_numbers[session.cycle_id].sessions += 1
    return in_numbers, sessions


def _sign_ups(
    programme: Programme, period: Period, in_numbers: dict[int, CycleInNumbers]
) -> list[tuple[dt.date, int]]:
    """Days with sign-ups and how many, oldest first; fills in sign-ups and places of the cycles."""
    by_day: Counter[dt.date] = Counter()
    rows = Enrolment.objects.filter(cycle__programme=programme).values_list("cycle", "state", "created_at")
    for cycle, state, created_at in rows.iterator(2000):
        if state == State.PLACED:
            in_numbers[cycle].placed += 1
        day = created_at.astimezone(clock.WARSAW).date()
        if day in period:
            in_numbers[cycle].signed_up += 1
            by_day[day] += 1
    return sorted(by_day.items())


def _marked(
    programme: Programme,
    period: Period,
    in_numbers: dict[int, CycleInNumbers],
    sessions: dict[int, list[Session]],
) -> list[SessionInNumbers]:
    """Closed sessions of the period, by date; fills in who came, hours and drop-out of the cycles."""
    expected: Counter[int] = Counter()
    came: Counter[int] = Counter()
    of_cycle: dict[int, _Marks] = {pk: _Marks() for pk in in_numbers}
    first: dict[int, tuple[dt.datetime, int, int]] = {}  # person -> the session with which it began
    by_id = {session.pk: session for rows in sessions.values() for session in rows}
    marks = Attendance.objects.filter(
        session__cycle__programme=programme, session__closed_at__isnull=False
    ).values_list(
        "session",
        "enrolment",
        "enrolment__person",
        "enrolment__membership__organisation",
        "mark",
        "minutes_missed",
    )
    for pk, enrolment, person, organisation, mark, missed in marks.iterator(2000):
        session = by_id.get(pk)
        if session is None:  # called off
            continue
        expected[pk] += 1
        if mark not in Attendance.CAME:
            continue
        came[pk] += 1
        found = of_cycle[session.cycle_id]
        minutes = hours.minutes_attended(session.starts_at, session.ends_at, missed)
        found.minutes[enrolment] += minutes
        began = (session.starts_at, session.cycle.number, session.cycle_id)
        first[person] = min(first.get(person, began), began)
        if _begins_in(session, period):
            found.people.add(person)
            found.hours += hours.as_hours(minutes)
            if organisation is not None:
                found.organisations.add(organisation)
    placed: dict[int, set[int]] = defaultdict(set)
    for cycle, enrolment in Enrolment.objects.filter(
        cycle__programme=programme, state=State.PLACED
    ).values_list("cycle", "pk"):
        placed[cycle].add(enrolment)
    for pk, numbers in in_numbers.items():
        found, own = of_cycle[pk], sessions[pk]
        numbers.people, numbers.organisations = len(found.people), len(found.organisations)
        numbers.returning = sum(1 for person in found.people if first[person][-1] != pk)
        numbers.hours = found.hours
        numbers.sessions_held = sum(1 for one in own if came[one.pk] and _begins_in(one, period))
        if own and all(one.closed_at for one in own) and _begins_in(own[-1], period):
            whole = sum(hours.minutes_between(one.starts_at, one.ends_at) for one in own)
            numbers.ends = rules.ends(
                placed[pk] | set(found.minutes), found.minutes, whole, numbers.cycle.share_for_certificate
            )
    held = [
        SessionInNumbers(one, expected[one.pk], came[one.pk])
        for one in by_id.values()
        if one.closed_at and _begins_in(one, period)
    ]
    return sorted(held, key=lambda row: (row.session.starts_at, row.session.pk))


def _begins_in(session: Session, period: Period) -> bool:
    return period.starts_at <= session.starts_at < period.ends_before
