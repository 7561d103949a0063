"""The whole question of a timetable as plain values: what may be when, who can come, what must hold.

Days are ordinals (`date.toordinal`), hours of the day are minutes since midnight on the wall clock, weeks are named by
the ordinal of their Monday. `as_json` and `from_json` carry it to the process that searches.
"""

import json
from dataclasses import asdict, dataclass
from functools import cached_property

YES, IF_NEED_BE = 100, 50  # percent of a person that a tick is worth
WEEK = 7


def monday_of(day: int) -> int:
    """The ordinal of the Monday of a day's week (ordinal 1, 1 January of year 1, was a Monday)."""
    return day - (day - 1) % WEEK


@dataclass(frozen=True)
class Time:
    """One weekly slot on one day. Times of one day never overlap each other."""

    day: int
    slot: int
    starts: int
    ends: int

    @property
    def week(self) -> int:
        return monday_of(self.day)

    def meets(self, day: int, starts: int, ends: int) -> bool:
        return self.day == day and self.starts < ends and starts < self.ends


@dataclass(frozen=True)
class Presence:
    """When somebody can: slots ticked "yes", slots ticked "if need be", weeks (Mondays) in which not at all."""

    yes: tuple[int, ...] = ()
    if_need_be: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()

    def at(self, slot: int, week: int) -> int:
        """0, 50 or 100 percent."""
        if week in self.closed:
            return 0
        return YES if slot in self.yes else IF_NEED_BE if slot in self.if_need_be else 0


@dataclass(frozen=True)
class Participant:
    """Somebody who answered, in one organisation (0: in none)."""

    key: int
    organisation: int
    presence: Presence


@dataclass(frozen=True)
class Fixed:
    """A session that stays where it is: its day and hours, its room and leader where known (0: not known)."""

    day: int
    starts: int
    ends: int
    room: int = 0
    leader: int = 0


@dataclass(frozen=True)
class Course:
    """A cycle to plan. `sessions`: how many to find, beside the fixed ones. `minutes`: how long each lasts.

    `near`, `far`: the least and the most days between two sessions. `size`: seats needed.
    `people`: keys of those who answered; `silent`: how many did not.
    """

    key: int
    sessions: int
    minutes: int
    near: int
    far: int
    size: int
    people: tuple[int, ...] = ()
    silent: int = 0
    fixed: tuple[Fixed, ...] = ()


@dataclass(frozen=True)
class Room:
    """`free`: positions in `Problem.times` at which nobody else has it."""

    key: int
    capacity: int
    free: tuple[int, ...]


@dataclass(frozen=True)
class Leader:
    """Who can lead which cycles. `presence` None: has not answered, taken as free. `busy`: positions of times that are
    taken by other work. `most_minutes`: in one week (0: no limit); `led`: (week, minutes) that are fixed already.
    """

    key: int
    courses: tuple[int, ...]
    presence: Presence | None = None
    busy: tuple[int, ...] = ()
    most_minutes: int = 0
    led: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Choice:
    """One session found: the cycle's key, the position of its time, its leader's key."""

    course: int
    time: int
    leader: int


@dataclass(frozen=True)
class Problem:
    """`floor`: percent of their sessions that the people of each organisation should be able to come to, on average."""

    times: tuple[Time, ...]
    courses: tuple[Course, ...]
    rooms: tuple[Room, ...]
    leaders: tuple[Leader, ...]
    people: tuple[Participant, ...]
    floor: int = 0
    seed: int = 1

    @cached_property
    def person(self) -> dict[int, Participant]:
        return {person.key: person for person in self.people}

    @cached_property
    def _free_rooms(self) -> list[list[int]]:
        """Capacities of the rooms that are free, by time."""
        free: list[list[int]] = [[] for _ in self.times]
        for room in self.rooms:
            for time in room.free:
                free[time].append(room.capacity)
        return free

    def rooms_at(self, time: int, size: int) -> int:
        """How many rooms of at least `size` seats are free; as many as wanted where no room is named at all."""
        if not self.rooms:
            return len(self.courses)
        return sum(capacity >= size for capacity in self._free_rooms[time])

    def can_lead(self, leader: Leader, time: int) -> int:
        """0, 50 or 100, as the leader ticked; 100 for who has not answered."""
        if time in self._busy[leader.key]:
            return 0
        if leader.presence is None:
            return YES
        return leader.presence.at(self.times[time].slot, self.times[time].week)

    @cached_property
    def _busy(self) -> dict[int, frozenset[int]]:
        return {leader.key: frozenset(leader.busy) for leader in self.leaders}

    @cached_property
    def _by_slot(self) -> dict[tuple[int, int, int], tuple[tuple[int, int], ...]]:
        """(course, slot, week) -> (person, percent) of those who can."""
        known: dict[tuple[int, int, int], tuple[tuple[int, int], ...]] = {}
        for slot, week in {(time.slot, time.week) for time in self.times}:
            worth = {
                person.key: percent for person in self.people if (percent := person.presence.at(slot, week))
            }
            for course in self.courses:
                known[course.key, slot, week] = tuple(
                    (key, worth[key]) for key in course.people if key in worth
                )
        return known

    def coming(self, course: int, time: int) -> tuple[tuple[int, int], ...]:
        """(person, percent) of the cycle's people who can come at that time."""
        at = self.times[time]
        return self._by_slot[course, at.slot, at.week]

    def worth(self, course: int, time: int) -> int:
        """Expected attendance of a session at that time, in percent of a person."""
        return sum(percent for _key, percent in self.coming(course, time))

    def coming_to_fixed(self, course: Course, fixed: Fixed) -> tuple[tuple[int, int], ...]:
        """The same of a session that stays: by the slots that it meets; nothing is known of hours outside all slots."""
        met = [n for n, time in enumerate(self.times) if time.meets(fixed.day, fixed.starts, fixed.ends)]
        best: dict[int, int] = {}
        for n, time in enumerate(met):
            here = dict(self.coming(course.key, time))
            best = here if n == 0 else {key: min(here[key], best[key]) for key in here.keys() & best.keys()}
        return tuple(sorted(best.items()))

    def candidates(self, course: Course) -> list[int]:
        """Positions of the times at which a session of the cycle could be, others left aside."""
        able = [leader for leader in self.leaders if course.key in leader.courses]
        days = [fixed.day for fixed in course.fixed]
        return [
            n
            for n, time in enumerate(self.times)
            if time.ends - time.starts >= course.minutes
            and all(abs(time.day - day) >= course.near for day in days)
            and self.rooms_at(n, course.size) > 0
            and any(self.can_lead(leader, n) for leader in able)
        ]

    @property
    def most(self) -> int:
        """Attendance if everybody who answered could always come, in percent of a person."""
        return sum(
            YES * len(course.people) * (course.sessions + len(course.fixed)) for course in self.courses
        )


def as_json(problem: Problem) -> str:
    return json.dumps(asdict(problem), separators=(",", ":"))


def from_json(text: str) -> Problem:
    raw = json.loads(text)

    def presence(value: dict[str, list[int]] | None) -> Presence | None:
        return (
            None
            if value is None
            else Presence(tuple(value["yes"]), tuple(value["if_need_be"]), tuple(value["closed"]))
        )

    return Problem(
        times=tuple(Time(**row) for row in raw["times"]),
        courses=tuple(
            Course(
                **{
                    **row,
                    "people": tuple(row["people"]),
                    "fixed": tuple(Fixed(**fixed) for fixed in row["fixed"]),
                }
            )
            for row in raw["courses"]
        ),
        rooms=tuple(Room(**{**row, "free": tuple(row["free"])}) for row in raw["rooms"]),
        leaders=tuple(
            Leader(
                **{
                    **row,
                    "courses": tuple(row["courses"]),
                    "presence": presence(row["presence"]),
                    "busy": tuple(row["busy"]),
                    "led": tuple((week, minutes) for week, minutes in row["led"]),
                }
            )
            for row in raw["leaders"]
        ),
        people=tuple(
            Participant(row["key"], row["organisation"], presence(row["presence"]) or Presence())
            for row in raw["people"]
        ),
        floor=raw["floor"],
        seed=raw["seed"],
    )
