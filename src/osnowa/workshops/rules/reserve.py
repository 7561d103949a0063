"""The reserve list where a freed place is offered: how long, how likely, and what came of people's sign-ups before."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

# Near the first session somebody else must still have time to say yes: an offer takes half of what is left at most,
SHARE_OF_REST = 2
# but never less than this, for people read mail in the break of their work,
SHORTEST = dt.timedelta(minutes=30)
# and nobody has to answer at night.
NIGHT_FROM, NIGHT_TO = dt.time(21), dt.time(9)
MOST_HOURS = 168
# From so short before the first session giving up counts as late: the next person can hardly come any more.
LATE = dt.timedelta(hours=48)


@dataclass(frozen=True)
class Waiting:
    """One who waits. `organisation`: whose limit it falls under, "": nobody's; `groups`: that places are kept for."""

    organisation: Hashable = ""
    groups: frozenset[Hashable] = frozenset()


def whose_turn(
    line: Sequence[Waiting],
    count: int,
    *,
    seated: Iterable[Waiting],
    limit: int | None = None,
    kept: Mapping[Any, int] | None = None,
) -> list[int]:
    """Who of the line (positions from 0) gets `count` places that became free, in the order in which they go.

    Each place goes to the first of the line whose organisation has room under `limit`; as long as a group has fewer
    seats than are `kept` for it, to the first of such a group, where one waits. `seated`: who has a place or an offer.
    """
    kept, turn = kept or {}, []
    of_organisation: Counter[Hashable] = Counter()
    of_group: Counter[Hashable] = Counter()

    def seat(one: Waiting) -> None:
        of_organisation[one.organisation] += 1
        of_group.update(one.groups)

    for one in seated:
        seat(one)
    for _place in range(count):
        short = {group for group, least in kept.items() if of_group[group] < least}
        can = [
            at
            for at, one in enumerate(line)
            if at not in turn
            and (limit is None or not one.organisation or of_organisation[one.organisation] < limit)
        ]
        at = next((at for at in can if short & line[at].groups), next(iter(can), None))
        if at is None:
            break
        seat(line[at])
        turn.append(at)
    return turn


def offered_until(
    now: dt.datetime, hours: int, first_starts_at: dt.datetime | None, zone: ZoneInfo
) -> dt.datetime | None:
    """Until when a place offered at `now` waits for a yes; None where it is too late to offer anything.

    `hours`: as the cycle is set. Half of the time to the first session at the most, half an hour at the least, never
    beyond the first session. A deadline that falls into the night moves to nine in the morning, where the same holds.
    """
    wanted = now + dt.timedelta(hours=hours)
    if first_starts_at is None:
        return _by_day(wanted, zone)
    if first_starts_at <= now:
        return None
    latest = now + max((first_starts_at - now) / SHARE_OF_REST, SHORTEST)
    until = min(wanted, latest)
    kinder = _by_day(until, zone)
    return min(kinder if kinder <= latest else until, first_starts_at)


def _by_day(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment, or the nine o'clock in the morning after it where it falls into the night."""
    local = moment.astimezone(zone)
    if NIGHT_TO <= local.time() <= NIGHT_FROM:
        return moment
    day = local.date() + dt.timedelta(days=1 if local.time() > NIGHT_FROM else 0)
    return dt.datetime.combine(day, NIGHT_TO, tzinfo=zone).astimezone(dt.UTC)


@dataclass(frozen=True)
class Past:
    """A cycle that is over: how many places it had, and how many of them somebody gave up before it began."""

    capacity: int
    freed: int


@dataclass(frozen=True)
class Odds:
    """What a place on the reserve list is worth.

    `cycles`: past ones that it is counted from, 0: nothing is known. `out_of_ten`: of ten places so many became free,
    rounded half up. `expected`: places of this cycle that would become free at that rate.
    """

    cycles: int
    out_of_ten: int
    expected: int

    @property
    def are_known(self) -> bool:
        return self.cycles > 0

    def are_good(self, position: int) -> bool:
        """Would this position have got a place at the usual rate?"""
        return self.are_known and position <= self.expected


def odds(past: Iterable[Past], capacity: int) -> Odds:
    """The rate over all past cycles together (sum of freed / sum of places), so that big cycles weigh more."""
    rows = [cycle for cycle in past if cycle.capacity > 0]
    places = sum(cycle.capacity for cycle in rows)
    freed = sum(cycle.freed for cycle in rows)
    if not places:
        return Odds(0, 0, 0)
    return Odds(
        cycles=len(rows),
        out_of_ten=min(10, _half_up(freed * 10, places)),
        expected=_half_up(freed * capacity, places),
    )


def _half_up(dividend: int, divisor: int) -> int:
    return (2 * dividend + divisor) // (2 * divisor)


def gave_up_late(cancelled_at: dt.datetime, first_starts_at: dt.datetime | None) -> bool:
    """Was the place given up so late that the next person can hardly have come? After the beginning as well."""
    return first_starts_at is not None and cancelled_at > first_starts_at - LATE


@dataclass(frozen=True)
class Before:
    """What came of a person's earlier places in this programme: in how many cycles they came, how often they gave up
    late, how often they had a place and came to nothing.
    """

    came: int = 0
    gave_up_late: int = 0
    did_not_come: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.came or self.gave_up_late or self.did_not_come)
