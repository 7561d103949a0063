"""From weekly slots and a period to the times at which something may be. Plain Python."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from osnowa.lib.holidays import is_public_holiday
from osnowa.timetable.rules.problem import Time

ONE_DAY = dt.timedelta(days=1)
MOST_WEEKS = 60
SHORTEST, LONGEST = 30, 12 * 60  # minutes of a session
MOST_SESSIONS = 40  # of one cycle


@dataclass(frozen=True)
class Slot:
    """A weekly slot: `weekday` 0 is Monday; hours of the wall clock."""

    key: int
    weekday: int
    starts: dt.time
    ends: dt.time


def minutes_of(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def time_of(minutes: int) -> dt.time:
    """The wall clock so many minutes after midnight; 24:00 and later is the last minute of the day."""
    return dt.time(*divmod(min(minutes, 24 * 60 - 1), 60))


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + ONE_DAY * n for n in range((last - first).days + 1)]


def times(slots: Sequence[Slot], first: dt.date, last: dt.date) -> tuple[Time, ...]:
    """Every slot on every day of the period, in order; public holidays are left out."""
    by_weekday: dict[int, list[Slot]] = {}
    for slot in sorted(slots, key=lambda slot: slot.starts):
        by_weekday.setdefault(slot.weekday, []).append(slot)
    return tuple(
        Time(day.toordinal(), slot.key, minutes_of(slot.starts), minutes_of(slot.ends))
        for day in days(first, last)
        if not is_public_holiday(day)
        for slot in by_weekday.get(day.weekday(), ())
    )


def weeks(first: dt.date, last: dt.date) -> list[dt.date]:
    """The Mondays of the weeks that a period touches, at most MOST_WEEKS."""
    monday = first - ONE_DAY * first.weekday()
    count = (last - monday).days // 7 + 1
    return [monday + ONE_DAY * 7 * n for n in range(min(count, MOST_WEEKS))]


def overlapping(slot: Slot, others: Iterable[Slot]) -> Slot | None:
    """A slot of the same weekday that shares a minute with `slot`, or None."""
    return next(
        (
            other
            for other in others
            if other.weekday == slot.weekday and other.starts < slot.ends and slot.starts < other.ends
        ),
        None,
    )
