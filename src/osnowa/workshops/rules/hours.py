"""Hours of sessions and of people. Moments come in as aware UTC; wall clocks are those of the zone named."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
MINUTES_PER_HOUR = 60

# People come in before the hour strikes and the trainer ticks them off at the door.
DOORS_OPEN = dt.timedelta(hours=1)
# How far ahead a trainer may take a list along, and how long a device keeps it after the session.
LISTS_AHEAD = dt.timedelta(days=14)
LISTS_KEPT = dt.timedelta(days=7)


def weekly(first_on: dt.date, times: int) -> list[dt.date]:
    """`times` days, a week apart. The hour is given to each apart, so it stays the same on the wall."""
    return [first_on + dt.timedelta(weeks=week) for week in range(times)]


def minutes_between(starts_at: dt.datetime, ends_at: dt.datetime) -> int:
    """Whole minutes between two aware moments."""
    return int((ends_at - starts_at).total_seconds()) // MINUTES_PER_HOUR


def minutes_attended(starts_at: dt.datetime, ends_at: dt.datetime, minutes_missed: int) -> int:
    """Minutes of one session that somebody who came was there: never below 0."""
    return max(minutes_between(starts_at, ends_at) - minutes_missed, 0)


def as_hours(minutes: int) -> Decimal:
    """Clock hours (60 minutes) with two places, half up: 50 minutes are 0.83."""
    return (Decimal(minutes) / MINUTES_PER_HOUR).quantize(HUNDREDTH, ROUND_HALF_UP)


def sum_of_rounded(groups: Iterable[tuple[int, int]]) -> Decimal:
    """Person-hours out of (minutes, how many people): rounded person by person, then added.

    That order makes a total equal to the sum of the lines that are printed behind it.
    """
    return sum((as_hours(minutes) * people for minutes, people in groups), Decimal(0))


def attendance_opens_at(starts_at: dt.datetime) -> dt.datetime:
    """From when on somebody may be marked: an hour before the session."""
    return starts_at - DOORS_OPEN


def renumbered(starts: Iterable[tuple[int, dt.datetime]]) -> Iterator[tuple[int, int]]:
    """(id, start) of sessions -> (id, number), numbered by their dates from 1."""
    ordered = sorted(starts, key=lambda pair: (pair[1], pair[0]))
    return ((session, number) for number, (session, _start) in enumerate(ordered, start=1))
