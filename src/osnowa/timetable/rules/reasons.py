"""Why there can be no plan, found by counting: the plain reasons first, before anything is searched. Plain Python."""

from dataclasses import dataclass
from enum import StrEnum

from osnowa.timetable.rules.problem import Course, Problem


class Rule(StrEnum):
    """What can stand in the way. Each but the first four can be found by the search only."""

    SLOTS = "slots"  # no weekly slot is as long as the session
    LEADERS = "leaders"  # nobody can lead the cycle
    SEATS = "seats"  # no room is large enough
    DAYS = "days"  # fewer possible days than sessions
    NEAR = "near"  # the least time between sessions
    FAR = "far"  # the most time between sessions
    ROOMS = "rooms"  # rooms are taken by each other's sessions
    SHARED = "shared"  # leaders are taken by each other's sessions
    HOURS = "hours"  # the most hours of a leader in a week


@dataclass(frozen=True)
class Reason:
    """`about`: the key of a cycle, of a leader for HOURS and SHARED, 0 for ROOMS. `have`, `need`: counts."""

    rule: Rule
    about: int = 0
    have: int = 0
    need: int = 0


def reasons(problem: Problem) -> list[Reason]:
    """What makes a plan impossible for one cycle alone; empty where nothing that simple does."""
    found = []
    for course in problem.courses:
        reason = _reason(problem, course)
        if reason is not None:
            found.append(reason)
    return found


def _reason(problem: Problem, course: Course) -> Reason | None:  # noqa: PLR0911  one line for each reason
    if not course.sessions:
        return None
    long_enough = [n for n, time in enumerate(problem.times) if time.ends - time.starts >= course.minutes]
    if not long_enough:
        return Reason(Rule.SLOTS, course.key, need=course.minutes)
    able = [leader for leader in problem.leaders if course.key in leader.courses]
    if not any(problem.can_lead(leader, time) for leader in able for time in long_enough):
        return Reason(Rule.LEADERS, course.key, have=len(able))
    if problem.rooms and max(room.capacity for room in problem.rooms) < course.size:
        return Reason(
            Rule.SEATS, course.key, have=max(room.capacity for room in problem.rooms), need=course.size
        )
    days = sorted({problem.times[n].day for n in problem.candidates(course)})
    if len(days) < course.sessions:
        return Reason(Rule.DAYS, course.key, have=len(days), need=course.sessions)
    fitting, last = 0, None
    for day in days:  # the most that fit, taking each as early as it can be
        if last is None or day - last >= course.near:
            fitting, last = fitting + 1, day
    if fitting < course.sessions:
        return Reason(Rule.NEAR, course.key, have=fitting, need=course.sessions)
    return None
