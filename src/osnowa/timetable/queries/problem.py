"""From a plan's rows to the question that the rules answer, and back to rows."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from osnowa.coworking.models import BookingSlot
from osnowa.coworking.queries.spaces import calendar_of
from osnowa.lib import clock, text
from osnowa.timetable.models import Plan, PlannedCycle, PlannedSession, Room
from osnowa.timetable.queries.means import Leading, busy_spans, leaders_of, rooms_of
from osnowa.timetable.queries.slots import COUNTED, presences, slots_of
from osnowa.timetable.rules import problem as rules
from osnowa.timetable.rules.problem import Choice, Problem
from osnowa.timetable.rules.times import Slot, minutes_of, time_of, times
from osnowa.workshops.models import Enrolment, Session

A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """A session that stays where it is: one that is there already, or a pinned one of the draft."""

    cycle_id: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    room_id: int
    leader_id: int
    session_id: int | None
    is_pinned: bool


def problem_of(plan: Plan) -> Problem:
    """Everything that the plan asks, as values. Days up to today are past asking."""
    first = max(plan.starts_on, clock.today() + A_DAY)
    slots = [Slot(row.pk, row.weekday, row.starts, row.ends) for row in slots_of(plan.programme)]
    all_times = times(slots, first, plan.ends_on) if first <= plan.ends_on else ()
    cycles = list(plan.cycles.select_related("cycle").order_by("cycle__number"))
    rooms = list(rooms_of(plan.programme))
    stays = kept(plan, cycles, rooms)
    wanted = {row.cycle_id for row in cycles}
    enrolments = list(
        Enrolment.objects.filter(cycle__in=wanted, state__in=COUNTED, person__erased_at=None)
        .order_by("cycle", "number")
        .values_list("cycle_id", "person_id", "membership__organisation_id")
    )
    leaders = leaders_of(plan.programme)
    said = presences(
        plan.programme,
        {person for _cycle, person, _organisation in enrolments}
        | {one.account.person_id for one in leaders if one.account.person_id},
    )
    movable = set(
        Session.objects.filter(pk__in=[s for s in movable_of(cycles) if s]).values_list("pk", flat=True)
    )
    return Problem(
        times=all_times,
        courses=tuple(
            _course(row, [one for one in stays if one.cycle_id == row.cycle_id], enrolments, said)
            for row in cycles
        ),
        rooms=tuple(_rooms(plan, rooms, all_times, stays, movable)),
        leaders=tuple(_leaders(leaders, wanted, all_times, stays, said, movable)),
        people=tuple(
            rules.Participant(person, organisation or 0, said[person])
            for person, organisation in {
                person: organisation for _cycle, person, organisation in enrolments
            }.items()
            if person in said
        ),
        floor=plan.floor,
        seed=plan.pk or 1,
    )


def movable_of(cycles: Iterable[PlannedCycle]) -> list[int]:
    """Sessions that the plan may give another date: open, ahead, of cycles that allow it."""
    allowed = [row.cycle_id for row in cycles if row.may_move]
    return list(
        Session.objects.filter(cycle__in=allowed, closed_at=None, starts_at__gt=clock.now())
        .order_by("starts_at", "number")
        .values_list("pk", flat=True)
    )


def kept(plan: Plan, cycles: list[PlannedCycle], rooms: list[Room]) -> list[Kept]:
    """What the search must leave alone: sessions that are there, and pinned ones."""
    movable = set(movable_of(cycles))
    names = {text.fold(room.name): room.pk for room in rooms}
    found = [
        Kept(
            session.cycle_id,
            session.starts_at,
            session.ends_at,
            names.get(text.fold(session.where), 0),
            0,
            session.pk,
            is_pinned=False,
        )
        for session in Session.objects.filter(cycle__in=[row.cycle_id for row in cycles]).select_related(
            "cycle"
        )
        if session.pk not in movable
    ]
    there = {one.session_id for one in found}
    found += [
        Kept(
            row.cycle_id,
            row.starts_at,
            row.ends_at,
            row.room_id or 0,
            row.leader_id or 0,
            row.session_id,
            is_pinned=True,
        )
        for row in plan.sessions.filter(is_pinned=True)
        if row.session_id is None or row.session_id not in there
    ]
    return sorted(found, key=lambda one: one.starts_at)


def _course(
    row: PlannedCycle,
    stays: list[Kept],
    enrolments: list[tuple[int, int, int]],
    said: dict[int, rules.Presence],
) -> rules.Course:
    people = [person for cycle, person, _organisation in enrolments if cycle == row.cycle_id]
    return rules.Course(
        key=row.cycle_id,
        sessions=max(0, row.sessions - len(stays)),
        minutes=row.minutes,
        near=row.near_days,
        far=row.far_days,
        size=row.cycle.capacity,
        people=tuple(person for person in people if person in said),
        silent=sum(person not in said for person in people),
        fixed=tuple(
            rules.Fixed(*_on_wall(one.starts_at, one.ends_at), room=one.room_id, leader=one.leader_id)
            for one in stays
        ),
    )


def _on_wall(starts_at: dt.datetime, ends_at: dt.datetime) -> tuple[int, int, int]:
    """Day, first and last minute on the wall clock; what passes midnight ends with its day."""
    start, end = starts_at.astimezone(clock.WARSAW), ends_at.astimezone(clock.WARSAW)
    last = minutes_of(end.time()) if end.date() == start.date() else 24 * 60
    return start.date().toordinal(), minutes_of(start.time()), last


def moments(time: rules.Time, minutes: int) -> tuple[dt.datetime, dt.datetime]:
    """When a session of so many minutes at that time begins and ends (UTC)."""
    day = dt.date.fromordinal(time.day)
    return clock.moment(day, time_of(time.starts)), clock.moment(day, time_of(time.starts + minutes))


def _taken(all_times: tuple[rules.Time, ...], spans: Iterable[tuple[dt.datetime, dt.datetime]]) -> set[int]:
    """Positions of the times that any of the spans meets."""
    by_day: dict[int, list[tuple[int, int]]] = {}
    for starts_at, ends_at in spans:
        day, first, last = _on_wall(starts_at, ends_at)
        by_day.setdefault(day, []).append((first, last))
    return {
        n
        for n, time in enumerate(all_times)
        if any(time.starts < last and first < time.ends for first, last in by_day.get(time.day, ()))
    }


def _rooms(
    plan: Plan, rooms: list[Room], all_times: tuple[rules.Time, ...], stays: list[Kept], movable: set[int]
) -> Iterable[rules.Room]:
    if not rooms or not all_times:
        for room in rooms:
            yield rules.Room(room.pk, room.capacity, ())
        return
    first = clock.moment(dt.date.fromordinal(all_times[0].day), dt.time())
    last = clock.moment(dt.date.fromordinal(all_times[-1].day) + A_DAY, dt.time())
    elsewhere = (
        Session.objects.filter(cycle__programme=plan.programme, starts_at__lt=last, ends_at__gt=first)
        .exclude(pk__in=movable)
        .select_related("cycle")
    )
    held: dict[str, list[tuple[dt.datetime, dt.datetime]]] = {}
    for session in elsewhere:
        held.setdefault(text.fold(session.where), []).append((session.starts_at, session.ends_at))
    for room in rooms:
        spans = list(held.get(text.fold(room.name), []))
        spans += [(one.starts_at, one.ends_at) for one in stays if one.room_id == room.pk and one.is_pinned]
        if room.resource_id is not None:
            quarter = dt.timedelta(minutes=15)
            booked = BookingSlot.objects.filter(resource=room.resource_id, slot__gte=first, slot__lt=last)
            spans += [(slot, slot + quarter) for slot in booked.values_list("slot", flat=True)]
        taken = _taken(all_times, spans)
        only = {slot.pk for slot in room.slots.all()}
        is_open = _open_hours(room)
        yield rules.Room(
            room.pk,
            room.capacity,
            tuple(
                n
                for n, time in enumerate(all_times)
                if n not in taken and (not only or time.slot in only) and is_open(time)
            ),
        )


def _open_hours(room: Room) -> Callable[[rules.Time], bool]:
    """Is the office open for the whole of a time? Rooms elsewhere always are."""
    if room.resource is None:
        return lambda _time: True
    calendar = calendar_of(room.resource.space)
    known: dict[int, tuple[int, int]] = {}

    def is_open(time: rules.Time) -> bool:
        if time.day not in known:
            day = calendar.day(dt.date.fromordinal(time.day))
            known[time.day] = (
                (minutes_of(day.opens), minutes_of(day.closes))
                if day.is_open and day.opens and day.closes
                else (0, 0)
            )
        opens, closes = known[time.day]
        return opens <= time.starts and time.ends <= closes

    return is_open


def _leaders(  # noqa: PLR0917  everything that takes a leader's time
    leaders: list[Leading],
    wanted: set[int],
    all_times: tuple[rules.Time, ...],
    stays: list[Kept],
    said: dict[int, rules.Presence],
    movable: set[int],
) -> Iterable[rules.Leader]:
    able = [one for one in leaders if any(cycle.pk in wanted for cycle in one.cycles)]
    if not all_times:
        return
    first = clock.moment(dt.date.fromordinal(all_times[0].day) - 7 * A_DAY, dt.time())
    last = clock.moment(dt.date.fromordinal(all_times[-1].day) + 7 * A_DAY, dt.time())
    busy = busy_spans([one.account.pk for one in able], first, last, without=movable)
    for one in able:
        spans = [(starts_at, ends_at) for key, starts_at, ends_at in busy if key == one.account.pk]
        spans += [(kept_.starts_at, kept_.ends_at) for kept_ in stays if kept_.leader_id == one.account.pk]
        led: dict[int, int] = {}
        for starts_at, ends_at in spans:
            week = rules.monday_of(_on_wall(starts_at, ends_at)[0])
            led[week] = led.get(week, 0) + int((ends_at - starts_at).total_seconds() // 60)
        yield rules.Leader(
            key=one.account.pk,
            courses=tuple(cycle.pk for cycle in one.cycles if cycle.pk in wanted),
            presence=said.get(one.account.person_id or 0),
            busy=tuple(sorted(_taken(all_times, spans))),
            most_minutes=60 * (one.most_hours or 0),
            led=tuple(sorted(led.items())),
        )


def choices_kept(plan: Plan, problem: Problem) -> list[Choice]:
    """The draft's own sessions as the search chose them, for going on after a break; only what still has its time."""
    place = {(time.day, time.starts): n for n, time in enumerate(problem.times)}
    found = []
    for row in plan.sessions.filter(stays=False, is_pinned=False):
        day, starts, _ends = _on_wall(row.starts_at, row.ends_at)
        if (day, starts) in place and row.leader_id:
            found.append(Choice(row.cycle_id, place[day, starts], row.leader_id))
    return found


def rows_of(
    plan: Plan, problem: Problem, choices: Iterable[Choice], rooms: dict[Choice, int]
) -> list[PlannedSession]:
    """The sessions of a draft as rows: those that stay, pinned ones, and the chosen; movable ones keep their order."""
    cycles = list(plan.cycles.select_related("cycle"))
    stays = kept(plan, cycles, list(rooms_of(plan.programme)))
    courses = {course.key: course for course in problem.courses}
    rows = []
    for one in stays:
        fixed = rules.Fixed(*_on_wall(one.starts_at, one.ends_at))
        rows.append(
            PlannedSession(
                plan=plan,
                cycle_id=one.cycle_id,
                session_id=one.session_id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                room_id=one.room_id or None,
                leader_id=one.leader_id or None,
                expected=sum(p for _key, p in problem.coming_to_fixed(courses[one.cycle_id], fixed)),
                is_pinned=one.is_pinned,
                stays=not one.is_pinned,
            )
        )
    pinned = {one.session_id for one in stays}
    for row in cycles:
        free = [
            pk
            for pk in Session.objects.filter(pk__in=movable_of([row]))
            .order_by("starts_at", "number")
            .values_list("pk", flat=True)
            if pk not in pinned
        ]
        mine = sorted((c for c in choices if c.course == row.cycle_id), key=lambda choice: choice.time)
        for n, choice in enumerate(mine):
            starts_at, ends_at = moments(problem.times[choice.time], courses[choice.course].minutes)
            rows.append(
                PlannedSession(
                    plan=plan,
                    cycle_id=row.cycle_id,
                    session_id=free[n] if n < len(free) else None,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    room_id=rooms.get(choice) or None,
                    leader_id=choice.leader,
                    expected=problem.worth(choice.course, choice.time),
                )
            )
    return rows
