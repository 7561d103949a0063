"""A quick plan without OR-Tools: each cycle gets its best dates around those of the others, a few rounds of it.

For one cycle alone the dates are the best there are (dynamic programming over its days); that the cycles take rooms and
leaders from each other is only tried out. So it is a good first plan, not a proof.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from osnowa.timetable.rules.problem import YES, Choice, Course, Leader, Problem
from osnowa.timetable.rules.wishes import attended

ORDERS, TRIES = 4, 40
ROUNDS = 5
BELOW_FLOOR = 2  # as in rules.model
HELPED = 2  # how much more a person of an organisation below the floor counts


@dataclass
class Taken:
    """What the cycles planned so far occupy."""

    sizes: dict[int, list[int]] = field(default_factory=dict)  # by time
    leaders: dict[int, set[int]] = field(default_factory=dict)  # by time
    minutes: dict[tuple[int, int], int] = field(default_factory=dict)  # by leader and week
    people: dict[int, set[int]] = field(default_factory=dict)  # by time: who is at another cycle then

    def add(self, problem: Problem, course: Course, choice: Choice, sign: int = 1) -> None:
        at = problem.times[choice.time]
        key = (choice.leader, at.week)
        self.minutes[key] = self.minutes.get(key, 0) + sign * course.minutes
        sizes, leaders = self.sizes.setdefault(choice.time, []), self.leaders.setdefault(choice.time, set())
        people = self.people.setdefault(choice.time, set())
        coming = {person for person, _percent in problem.coming(course.key, choice.time)}
        if sign > 0:
            sizes.append(course.size)
            leaders.add(choice.leader)
            people |= coming
        else:
            sizes.remove(course.size)
            leaders.discard(choice.leader)
            people -= coming


@dataclass(frozen=True)
class Day:
    """A day on which a session may be (`time`, `leader`) or stays (`fixed`)."""

    day: int
    worth: float
    time: int = -1
    leader: int = 0
    fixed: bool = False


def quick_plan(problem: Problem, orders: int = ORDERS, tries: int = TRIES) -> list[Choice] | None:
    """A plan that keeps every rule, or None where this way finds none (there may be one).

    `orders`: in how many orders the cycles get their turn; the first lets those with the fewest possible times choose
    first, the others are drawn (by the problem's seed). The best of the plans is then improved, `tries` times.
    """
    candidates = {course.key: problem.candidates(course) for course in problem.courses}
    order = sorted(problem.courses, key=lambda course: (len(candidates[course.key]), course.key))
    chance = random.Random(problem.seed)  # noqa: S311  the same problem gets the same plan
    best: tuple[float, list[Choice]] | None = None
    for _n in range(orders if len(order) > 1 else 1):
        plan = _in_turn(problem, order, candidates)
        if plan is not None and (best is None or worth(problem, plan) > best[0]):
            best = (worth(problem, plan), plan)
        order = chance.sample(order, len(order))
    return improved(problem, best[1], tries) if best is not None else None


def worth(problem: Problem, plan: list[Choice]) -> float:
    """What the search weighs, but for reluctant leaders: attendance, less what organisations lack to the floor."""
    got = attended(problem, plan)
    by_organisation: dict[int, list[int]] = {}
    for (_course, person), sessions in got.items():
        by_organisation.setdefault(problem.person[person].organisation, []).extend(sessions)
    by_organisation.pop(0, None)
    lacking = sum(max(0, problem.floor * len(rows) - sum(rows)) for rows in by_organisation.values())
    return sum(map(sum, got.values())) - BELOW_FLOOR * lacking


def improved(problem: Problem, plan: list[Choice], tries: int) -> list[Choice]:
    """A plan at least as good: again and again two or three cycles give up their dates and choose anew, in turn."""
    chance = random.Random(problem.seed)  # noqa: S311  the same problem gets the same plan
    candidates = {course.key: problem.candidates(course) for course in problem.courses}
    best, best_worth = plan, worth(problem, plan)
    for _n in range(tries if len(problem.courses) > 1 else 0):
        again = chance.sample(problem.courses, min(len(problem.courses), chance.choice((2, 2, 3))))
        keys = {course.key for course in again}
        kept: dict[int, list[Choice]] = {}
        for choice in best:
            if choice.course not in keys:
                kept.setdefault(choice.course, []).append(choice)
        found = _in_turn(problem, again, candidates, kept, rounds=2)
        if found is not None and (value := worth(problem, found)) > best_worth:
            best, best_worth = found, value
    return best


def _in_turn(
    problem: Problem,
    order: Sequence[Course],
    candidates: dict[int, list[int]],
    kept: dict[int, list[Choice]] | None = None,
    rounds: int = ROUNDS,
) -> list[Choice] | None:
    """Each cycle of the order takes its best dates, `rounds` times around; those of `kept` stay as they are."""
    taken = Taken()
    plan = dict(kept or {})
    courses = {course.key: course for course in problem.courses}
    for key, choices in plan.items():
        for choice in choices:
            taken.add(problem, courses[key], choice)
    for round_ in range(rounds):
        changed = False
        for course in order:
            lacking = _below_floor(problem, plan) if round_ or kept else set()
            before = plan.get(course.key, [])
            for choice in before:
                taken.add(problem, course, choice, -1)
            found = _best_of(problem, course, candidates[course.key], taken, lacking)
            if found is None:
                if not before:
                    return None
                found = before
            changed |= found != before
            plan[course.key] = found
            for choice in found:
                taken.add(problem, course, choice)
        if not changed and round_:
            break
    return sorted(
        (choice for choices in plan.values() for choice in choices), key=lambda c: (c.course, c.time)
    )


def _below_floor(problem: Problem, plan: dict[int, list[Choice]]) -> set[int]:
    """Organisations whose people can come to less than the floor, as the plan stands."""
    got: dict[int, int] = {}
    all_of: dict[int, int] = {}
    for course in problem.courses:
        chosen = plan.get(course.key, [])
        for person in course.people:
            organisation = problem.person[person].organisation
            all_of[organisation] = all_of.get(organisation, 0) + len(chosen)
        for choice in chosen:
            for person, percent in problem.coming(course.key, choice.time):
                organisation = problem.person[person].organisation
                got[organisation] = got.get(organisation, 0) + percent
    return {key for key, count in all_of.items() if key and got.get(key, 0) < problem.floor * count}


def _best_of(
    problem: Problem, course: Course, candidates: Iterable[int], taken: Taken, lacking: set[int]
) -> list[Choice] | None:
    best: dict[int, Day] = {}
    able = [leader for leader in problem.leaders if course.key in leader.courses]
    for time in candidates:
        at = problem.times[time]
        if not _room_left(problem, course, time, taken):
            continue
        leader = _leader_at(problem, course, able, time, taken)
        if leader is None:
            continue
        elsewhere = taken.people.get(time, set())
        value = float(
            sum(
                percent * (HELPED if problem.person[person].organisation in lacking else 1)
                for person, percent in problem.coming(course.key, time)
                if person not in elsewhere
            )
        )
        value -= (YES - problem.can_lead(leader, time)) / 10
        if at.day not in best or value > best[at.day].worth:
            best[at.day] = Day(at.day, value, time, leader.key)
    days = [*best.values(), *(Day(fixed.day, 0, fixed=True) for fixed in course.fixed)]
    chosen = _chain(sorted(days, key=lambda day: (day.day, day.fixed)), course)
    if chosen is None:
        return None
    found = [Choice(course.key, day.time, day.leader) for day in chosen if not day.fixed]
    return found if _within_hours(problem, course, found, taken) else None


def _room_left(problem: Problem, course: Course, time: int, taken: Taken) -> bool:
    """Rooms nest: whatever takes many seats could take few, so that counting from the largest down is enough."""
    if not problem.rooms:
        return True
    sizes = [*taken.sizes.get(time, ()), course.size]
    return all(sum(other >= size for other in sizes) <= problem.rooms_at(time, size) for size in sizes)


def _leader_at(
    problem: Problem, course: Course, able: Sequence[Leader], time: int, taken: Taken
) -> Leader | None:
    week = problem.times[time].week
    busy = taken.leaders.get(time, set())
    free = [
        leader
        for leader in able
        if leader.key not in busy
        and problem.can_lead(leader, time)
        and (not leader.most_minutes or _minutes(leader, week, taken) + course.minutes <= leader.most_minutes)
    ]
    return min(
        free,
        key=lambda leader: (-problem.can_lead(leader, time), _minutes(leader, week, taken), leader.key),
        default=None,
    )


def _minutes(leader: Leader, week: int, taken: Taken) -> int:
    return dict(leader.led).get(week, 0) + taken.minutes.get((leader.key, week), 0)


def _within_hours(problem: Problem, course: Course, found: list[Choice], taken: Taken) -> bool:
    """Two sessions of one cycle in one week may be too much for a leader who had hours left for one."""
    by_key = {leader.key: leader for leader in problem.leaders}
    added: dict[tuple[int, int], int] = {}
    for choice in found:
        key = (choice.leader, problem.times[choice.time].week)
        added[key] = added.get(key, 0) + course.minutes
    return all(
        not by_key[leader].most_minutes
        or _minutes(by_key[leader], week, taken) + minutes <= by_key[leader].most_minutes
        for (leader, week), minutes in added.items()
    )


def _chain(days: list[Day], course: Course) -> list[Day] | None:  # noqa: C901, PLR0912  one table, filled once
    """The most attended sequence of `sessions` free days through all fixed ones, each `near` to `far` days on."""
    length = course.sessions + len(course.fixed)
    if length == 0:
        return []
    best: list[dict[int, tuple[float, int]]] = [{} for _ in range(length)]
    for i, day in enumerate(days):
        if not any(other.fixed for other in days[:i]):
            best[0][i] = (day.worth, -1)
    for k in range(1, length):
        for i, day in enumerate(days):
            found: tuple[float, int] | None = None
            for j in range(i - 1, -1, -1):
                before = days[j]
                gap = day.day - before.day
                both_stay = day.fixed and before.fixed
                if not both_stay and gap > course.far:
                    break
                if j in best[k - 1] and (both_stay or gap >= course.near):
                    worth = best[k - 1][j][0] + day.worth
                    if found is None or worth > found[0]:
                        found = (worth, j)
                if before.fixed:
                    break  # nobody passes over a session that stays
            if found is not None:
                best[k][i] = found
    ends = [
        (worth, i)
        for i, (worth, _before) in best[length - 1].items()
        if not any(other.fixed for other in days[i + 1 :])
    ]
    if not ends:
        return None
    _worth, i = max(ends, key=lambda end: (end[0], -end[1]))  # the earlier of two that are as good
    chosen = []
    for k in range(length - 1, -1, -1):
        chosen.append(days[i])
        i = best[k][i][1]
    return chosen[::-1]
