"""From when until when somebody was there, said by the wall clock. Plain Python; moments are aware UTC."""

import datetime as dt
from zoneinfo import ZoneInfo

from osnowa.lib.hours import RepeatedHour, SkippedHour, moment
from osnowa.workshops.rules.hours import minutes_between

# People write "16:50" for a session that begins at 17:00, or "20:10" for one that ends at 20:00: meant is the whole.
AROUND = dt.timedelta(hours=1)


class OutsideSession(ValueError):
    """The wall clock does not show this time while the session lasts, nor an hour before or after it."""


def moment_of(time: dt.time, starts_at: dt.datetime, ends_at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment at which the wall clock of `zone` shows `time` during the session (or an hour around it).

    A session that goes over midnight has two days to look at. Inside the session wins over around it.
    Raises OutsideSession; SkippedHour where the clocks jumped over that time in this very night; RepeatedHour where the
    clock shows it twice while the session lasts, so that minutes have to be written instead.
    """
    earliest, latest = starts_at - AROUND, ends_at + AROUND
    day, last = earliest.astimezone(zone).date(), latest.astimezone(zone).date()
    found: list[dt.datetime] = []
    trouble: SkippedHour | RepeatedHour | None = None
    while day <= last:
        try:
            candidates = [moment(day, time, zone)]
        except SkippedHour as skipped:
            candidates = []
            if (
                earliest
                <= dt.datetime.combine(day, skipped.instead, tzinfo=zone).astimezone(dt.UTC)
                <= latest
            ):
                trouble = skipped
        except RepeatedHour as repeated:
            twice = [
                dt.datetime.combine(day, time, tzinfo=zone).replace(fold=fold).astimezone(dt.UTC)
                for fold in (0, 1)
            ]
            candidates = [one for one in twice if earliest <= one <= latest]
            if len([one for one in twice if starts_at <= one <= ends_at]) > 1:
                trouble = repeated
                candidates = []
        found += [one for one in candidates if earliest <= one <= latest]
        day += dt.timedelta(days=1)
    if trouble is not None and not found:
        raise trouble
    inside = [one for one in found if starts_at <= one <= ends_at]
    if not found:
        raise OutsideSession
    return (inside or found)[0]


def missed(
    starts_at: dt.datetime, ends_at: dt.datetime, came_at: dt.datetime | None, left_at: dt.datetime | None
) -> int:
    """Whole minutes of the session missed by who came at `came_at` and left at `left_at` (None: from, to the very end).

    Both are moments, so the night on which the clocks change needs no rule of its own. At the least 0.
    """
    late = minutes_between(starts_at, came_at) if came_at is not None else 0
    early = minutes_between(left_at, ends_at) if left_at is not None else 0
    return max(late, 0) + max(early, 0)
