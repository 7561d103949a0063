"""What a plan gives and what it leaves unmet, by name of the wish and number of people. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from osnowa.timetable.rules.problem import IF_NEED_BE, YES, Choice, Course, Problem


class Wish(StrEnum):
    FLOOR = "floor"  # an organisation can come to less than the floor
    HALF = "half"  # people who can come to less than half of their cycle
    SILENT = "silent"  # people who have not answered
    IF_NEED_BE = "if_need_be"  # sessions that a leader takes if need be
    UNASKED = "unasked"  # a leader who has not answered and was taken as free
    CLASH = "clash"  # people with two cycles at one time


@dataclass(frozen=True)
class Unmet:
    """`about`: key of an organisation (FLOOR), a cycle (HALF, SILENT) or a leader (IF_NEED_BE, UNASKED).

    `people`: how many it concerns (sessions for IF_NEED_BE). `percent`: what they get, for FLOOR.
    """

    wish: Wish
    about: int = 0
    people: int = 0
    percent: int = 0


@dataclass(frozen=True)
class Outcome:
    """`expected` of `most` people come, both in percent of a person; `unmet`, the gravest first."""

    expected: int
    most: int
    unmet: tuple[Unmet, ...]


def attended(problem: Problem, choices: Iterable[Choice]) -> dict[tuple[int, int], list[int]]:
    """(cycle, person) -> what each session is worth to them, 0, 50 or 100; at two cycles at once one of them is 0."""
    found: dict[tuple[int, int], list[int]] = {
        (course.key, person): [] for course in problem.courses for person in course.people
    }
    at: dict[tuple[int, int], int] = {}
    for choice in sorted(choices, key=lambda choice: (choice.time, choice.course)):
        here = dict(problem.coming(choice.course, choice.time))
        course = next(one for one in problem.courses if one.key == choice.course)
        for person in course.people:
            percent = here.get(person, 0)
            if percent:
                seen = at.get((person, choice.time), 0)
                at[person, choice.time] = max(seen, percent)
                percent = max(0, percent - seen)
            found[choice.course, person].append(percent)
    for course in problem.courses:
        for fixed in course.fixed:
            here = dict(problem.coming_to_fixed(course, fixed))
            for person in course.people:
                found[course.key, person].append(here.get(person, 0))
    return found


def clashes(problem: Problem, choices: Iterable[Choice]) -> int:
    """How many people would have to be at two cycles at once, at least once."""
    seen: dict[int, set[int]] = {}
    twice: set[int] = set()
    for choice in choices:
        coming = {person for person, _percent in problem.coming(choice.course, choice.time)}
        twice |= coming & seen.setdefault(choice.time, set())
        seen[choice.time] |= coming
    return len(twice)


def outcome(problem: Problem, choices: Iterable[Choice]) -> Outcome:
    """What the plan is worth and which wishes it does not meet."""
    choices = list(choices)
    got = attended(problem, choices)
    unmet = [
        *_below_floor(problem, got),
        *_less_than_half(problem, got),
        *([Unmet(Wish.CLASH, people=n)] if (n := clashes(problem, choices)) else []),
        *_leaders(problem, choices),
        *(Unmet(Wish.SILENT, course.key, course.silent) for course in problem.courses if course.silent),
    ]
    return Outcome(sum(map(sum, got.values())), problem.most, tuple(unmet))


def _below_floor(problem: Problem, got: dict[tuple[int, int], list[int]]) -> list[Unmet]:
    by_organisation: dict[int, list[int]] = {}
    people: dict[int, set[int]] = {}
    for (_course, person), sessions in got.items():
        organisation = problem.person[person].organisation
        if organisation:
            by_organisation.setdefault(organisation, []).extend(sessions)
            people.setdefault(organisation, set()).add(person)
    rows = [
        Unmet(Wish.FLOOR, organisation, len(people[organisation]), sum(sessions) // len(sessions))
        for organisation, sessions in by_organisation.items()
        if sessions and sum(sessions) < problem.floor * len(sessions)
    ]
    return sorted(rows, key=lambda row: (row.percent, row.about))


def _less_than_half(problem: Problem, got: dict[tuple[int, int], list[int]]) -> list[Unmet]:
    rows = []
    for course in problem.courses:
        few = [
            person
            for person in course.people
            if (sessions := got[course.key, person]) and 2 * sum(sessions) < YES * len(sessions)
        ]
        if few:
            rows.append(Unmet(Wish.HALF, course.key, len(few)))
    return rows


def _leaders(problem: Problem, choices: list[Choice]) -> list[Unmet]:
    by_key = {leader.key: leader for leader in problem.leaders}
    reluctant: dict[int, int] = {}
    unasked: dict[int, int] = {}
    for choice in choices:
        leader = by_key[choice.leader]
        if leader.presence is None:
            unasked[leader.key] = unasked.get(leader.key, 0) + 1
        elif problem.can_lead(leader, choice.time) == IF_NEED_BE:
            reluctant[leader.key] = reluctant.get(leader.key, 0) + 1
    return [
        *(Unmet(Wish.IF_NEED_BE, key, count) for key, count in reluctant.items()),
        *(Unmet(Wish.UNASKED, key, count) for key, count in unasked.items()),
    ]


def broken_rules(problem: Problem, choices: Iterable[Choice]) -> list[str]:
    """Rules that a plan breaks, as words for tests and for the check before it is kept; empty is right."""
    choices = list(choices)
    found = []
    for course in problem.courses:
        mine = [choice for choice in choices if choice.course == course.key]
        if len(mine) != course.sessions:
            found.append(f"cycle {course.key}: {len(mine)} sessions")
        allowed = set(problem.candidates(course))
        found += [f"cycle {course.key}: time {choice.time}" for choice in mine if choice.time not in allowed]
        found += _gaps(problem, course, mine)
    for n in {choice.time for choice in choices}:
        here = [choice for choice in choices if choice.time == n]
        sizes = [next(one.size for one in problem.courses if one.key == choice.course) for choice in here]
        if problem.rooms and any(
            sum(other >= size for other in sizes) > problem.rooms_at(n, size) for size in sizes
        ):
            found.append(f"time {n}: rooms")
        if len({choice.leader for choice in here}) < len(here):
            found.append(f"time {n}: a leader twice")
    return found + _hours(problem, choices)


def _gaps(problem: Problem, course: Course, mine: list[Choice]) -> list[str]:
    stays = {fixed.day for fixed in course.fixed}
    days = sorted([*(problem.times[choice.time].day for choice in mine), *stays])
    return [
        f"cycle {course.key}: {after - before} days"
        for before, after in pairwise(days)
        if not course.near <= after - before <= course.far and not {before, after} <= stays
    ]


def _hours(problem: Problem, choices: list[Choice]) -> list[str]:
    length = {course.key: course.minutes for course in problem.courses}
    found = []
    for leader in problem.leaders:
        led = dict(leader.led)
        for choice in choices:
            if choice.leader == leader.key:
                if choice.course not in leader.courses or not problem.can_lead(leader, choice.time):
                    found.append(f"leader {leader.key}: time {choice.time}")
                week = problem.times[choice.time].week
                led[week] = led.get(week, 0) + length[choice.course]
        if leader.most_minutes and any(
            minutes > leader.most_minutes
            for week, minutes in led.items()
            if minutes > dict(leader.led).get(week, 0)
        ):
            found.append(f"leader {leader.key}: hours")
    return found


def rooms_for(problem: Problem, choices: Iterable[Choice]) -> dict[Choice, int]:
    """Which room each session gets (0 where none is named): the smallest that is large enough, smallest group first."""
    size = {course.key: course.size for course in problem.courses}
    by_time: dict[int, list[Choice]] = {}
    for choice in choices:
        by_time.setdefault(choice.time, []).append(choice)
    found: dict[Choice, int] = {}
    for time, here in by_time.items():
        free = sorted(
            (room for room in problem.rooms if time in room.free), key=lambda r: (r.capacity, r.key)
        )
        for choice in sorted(here, key=lambda choice: (size[choice.course], choice.course)):
            room = next((room for room in free if room.capacity >= size[choice.course]), None)
            if room is not None:
                free.remove(room)
            found[choice] = room.key if room is not None else 0
    return found
