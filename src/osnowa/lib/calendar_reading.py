"""Reading somebody's calendar file (RFC 5545): when are they busy? Plain values out; titles are never looked at.

Files of other programs are odd, and a file may be made to hurt. So nothing here trusts one: an entry that cannot be
read is told and passed over, rules that repeat endlessly are told apart before they are worked out, and everything is
bounded: bytes, entries, repetitions, days.
"""

import datetime as dt
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule
from icalendar import Calendar

WARSAW = ZoneInfo("Europe/Warsaw")
MOST_BYTES = 2 * 1024**2
MOST_ENTRIES = 5_000
MOST_REPETITIONS = 2_000  # of one entry within the days that are asked for
MOST_SPANS = 10_000
LONGEST = dt.timedelta(days=366)
DAY = dt.timedelta(days=1)
MOST_SECONDS = 10  # of work on one file; looked at after each entry
FIRST_YEAR = 1990  # a rule that began earlier is worked out from here on

# What is wrong with an entry; pages put words to it.
NO_START, BACKWARDS, TOO_OFTEN, RULE, UNREADABLE, TOO_MANY = (
    "no_start",
    "backwards",
    "too_often",
    "rule",
    "unreadable",
    "too_many",
)
FREQUENCIES = {"DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY, "YEARLY": rrule.YEARLY}
# Parts of a rule for which a day or a week is always near. With others a rule may never come true, and would be
# looked for until the year 9999.
SIMPLE_PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH"})
PARTS = SIMPLE_PARTS | {"BYMONTHDAY", "BYSETPOS"}

Span = tuple[dt.datetime, dt.datetime]


class NotACalendar(ValueError):
    """The bytes are no calendar file at all, or too many (`code`: "not_a_calendar", "too_big")."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Passed:
    """An entry that was passed over. `number`: which one in the file, from 1; `on`: its day, where it says one."""

    number: int
    why: str
    on: dt.date | None = None


@dataclass
class BusyFile:
    """`spans`: busy from-to in UTC, in order, none touching another. `entries`: how many there were in the file.

    `free`: how many of them do not make busy (marked as free, or called off).
    """

    spans: list[Span] = field(default_factory=list)
    entries: int = 0
    free: int = 0
    passed: list[Passed] = field(default_factory=list)


def read_busy(content: bytes, *, after: dt.datetime, before: dt.datetime) -> BusyFile:
    """When the owner of a calendar file is busy between two aware moments.

    Whole-day entries and hours without a zone are meant in Europe/Warsaw. Entries marked as free (TRANSPARENT) or
    called off make nobody busy. Raises NotACalendar where nothing can be read.
    """
    if len(content) > MOST_BYTES:
        raise NotACalendar("too_big")
    found = BusyFile()
    spans: list[Span] = []
    changed = _changed(entries := list(_entries(content)))
    give_up_at = time.monotonic() + MOST_SECONDS
    for number, entry in enumerate(entries, start=1):
        if number > MOST_ENTRIES or len(spans) > MOST_SPANS or time.monotonic() > give_up_at:
            found.passed.append(Passed(number, TOO_MANY))
            break
        found.entries += 1
        if _is_free(entry):
            found.free += 1
            continue
        try:
            spans.extend(_spans_of(entry, changed, after, before))
        except _Wrong as wrong:
            found.passed.append(Passed(number, wrong.why, _day_of(entry)))
        except Exception:  # noqa: BLE001  one odd entry, whatever is odd about it, must not take the others along
            found.passed.append(Passed(number, UNREADABLE, _day_of(entry)))
    found.spans = union(spans)
    return found


def union(spans: Iterable[Span]) -> list[Span]:
    """The same time said once: in order, what overlaps or touches made one."""
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


class _Wrong(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _entries(content: bytes) -> Iterator[Any]:
    try:
        calendars: Any = Calendar.from_ical(content, multiple=True)
    except Exception as error:
        raise NotACalendar("not_a_calendar") from error
    if not any(getattr(one, "name", "") == "VCALENDAR" for one in calendars):
        raise NotACalendar("not_a_calendar")
    for calendar in calendars:
        for entry in calendar.subcomponents:
            if entry.name in ("VEVENT", "VFREEBUSY"):
                yield entry


def _is_free(entry: Any) -> bool:
    said = str(entry.get("TRANSP", "")).upper(), str(entry.get("STATUS", "")).upper()
    return said[0] == "TRANSPARENT" or said[1] == "CANCELLED"


def _changed(entries: list[Any]) -> dict[str, set[dt.datetime]]:
    """UID -> repetitions that an entry of their own replaces."""
    found: dict[str, set[dt.datetime]] = {}
    for entry in entries:
        again = entry.get("RECURRENCE-ID")
        if again is not None and hasattr(again, "dt"):
            found.setdefault(str(entry.get("UID", "")), set()).add(_moment(again.dt))
    return found


def _spans_of(
    entry: Any, changed: dict[str, set[dt.datetime]], after: dt.datetime, before: dt.datetime
) -> list[Span]:
    if entry.name == "VFREEBUSY":
        return _clipped(_periods(entry), after, before)
    start = entry.get("DTSTART")
    if start is None:
        raise _Wrong(NO_START)
    first = start.dt
    length = _length(entry, first)
    replaced = set() if entry.get("RECURRENCE-ID") else changed.get(str(entry.get("UID", "")), set())
    replaced = replaced | {_moment(day) for day in _dates(entry, "EXDATE")}
    starts = [one for one in _starts(entry, first, after - length, before) if _moment(one) not in replaced]
    spans = [(_moment(one), _end(one, length)) for one in starts]
    return _clipped([*spans, *_extra_periods(entry)], after, before)


def _length(entry: Any, first: dt.date) -> dt.timedelta:
    """How long it lasts by the wall clock of its zone. A day without an end is that day (RFC 5545, 3.6.1)."""
    if (end := entry.get("DTEND")) is not None:
        if _whole_day(end.dt) != _whole_day(first):
            length = _moment(end.dt) - _moment(first)
        elif _whole_day(first) or getattr(end.dt, "tzinfo", None) == getattr(first, "tzinfo", None):
            length = end.dt - first
        else:
            length = _moment(end.dt) - _moment(first)
    elif (said := entry.get("DURATION")) is not None:
        length = said.dt
    else:
        length = dt.timedelta(0)
    if length < dt.timedelta(0):
        raise _Wrong(BACKWARDS)
    return min(max(length, DAY) if _whole_day(first) else length, LONGEST)


def _starts(entry: Any, first: Any, after: dt.datetime, before: dt.datetime) -> list[Any]:
    """When it begins, again and again, in the zone in which it was written: 17:00 stays 17:00 on the wall."""
    rules = entry.get("RRULE")
    starts = [] if rules is not None else [first]
    for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
        zone = getattr(first, "tzinfo", None)
        wall = dt.datetime.combine(first, dt.time.min) if _whole_day(first) else first.replace(tzinfo=None)
        starts.extend(
            again.date() if _whole_day(first) else again.replace(tzinfo=zone)
            for again in _repeated(rule, wall, zone, after, before)
        )
    return [*starts, *(day for day in _dates(entry, "RDATE") if not isinstance(day, tuple))]


def _repeated(
    rule: Any, wall: dt.datetime, zone: dt.tzinfo | None, after: dt.datetime, before: dt.datetime
) -> Iterator[dt.datetime]:
    frequency = str(_one(rule, "FREQ") or "").upper()
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise _Wrong(TOO_OFTEN)
    interval = int(_one(rule, "INTERVAL") or 1)
    months = [int(month) for month in rule.get("BYMONTH", [])]
    parts = {str(part).upper() for part in rule}
    allowed = PARTS if frequency in ("MONTHLY", "YEARLY") else SIMPLE_PARTS
    if (
        frequency not in FREQUENCIES
        or not parts <= allowed
        or not 1 <= interval <= 1000  # noqa: PLR2004  0 would never end
        or any(not 1 <= month <= 12 for month in months)  # noqa: PLR2004
        or any(len(values) > 31 for values in rule.values())  # noqa: PLR2004
        or (wall.year < FIRST_YEAR and "COUNT" in parts)
    ):
        raise _Wrong(RULE)
    if wall.year < FIRST_YEAR:  # so that nobody waits for a century of birthdays
        wall = wall.replace(year=FIRST_YEAR) if (wall.month, wall.day) != (2, 29) else wall
    local_zone = zone or WARSAW
    last = before.astimezone(local_zone).replace(tzinfo=None)
    until = _one(rule, "UNTIL")
    if until is not None:
        last = min(last, _moment(until, end_of_day=True).astimezone(local_zone).replace(tzinfo=None))
    every = rrule.rrule(
        FREQUENCIES[frequency],
        dtstart=wall,
        interval=interval,
        count=int(_one(rule, "COUNT")) if "COUNT" in parts else None,
        wkst=_weekday(_one(rule, "WKST")),
        bymonth=months or None,
        bymonthday=[int(day) for day in rule.get("BYMONTHDAY", [])] or None,
        bysetpos=[int(place) for place in rule.get("BYSETPOS", [])] or None,
        byweekday=[_weekday(day) for day in rule.get("BYDAY", [])] or None,
    )
    first = after.astimezone(local_zone).replace(tzinfo=None)
    within = (again for again in _until(every, last) if again >= first)
    yield from islice(within, MOST_REPETITIONS)


def _until(every: Iterable[dt.datetime], last: dt.datetime) -> Iterator[dt.datetime]:
    for again in every:
        if again > last:
            return
        yield again


def _one(rule: Any, part: str) -> Any:
    values = rule.get(part)
    return values[0] if isinstance(values, list) and values else values or None


def _weekday(said: Any) -> Any:
    """`MO`, or `-1SU` (the last Sunday), as dateutil has it."""
    if said is None:
        return None
    word = str(said).upper()
    day = getattr(rrule, word[-2:])
    return day(int(word[:-2])) if word[:-2] else day


def _dates(entry: Any, name: str) -> list[Any]:
    said = entry.get(name)
    lists = said if isinstance(said, list) else [said] if said is not None else []
    return [one.dt for many in lists for one in getattr(many, "dts", [])]


def _extra_periods(entry: Any) -> list[Span]:
    return [_period(day) for day in _dates(entry, "RDATE") if isinstance(day, tuple)]


def _periods(entry: Any) -> list[Span]:
    said = entry.get("FREEBUSY")
    found = []
    for one in said if isinstance(said, list) else [said] if said is not None else []:
        periods = one if isinstance(one, list) else [one]
        found.extend(_period(period.dt) for period in periods if _says_busy(period))
    return found


def _says_busy(period: Any) -> bool:
    return str(getattr(period, "params", {}).get("FBTYPE", "BUSY")).upper() != "FREE"


def _period(pair: tuple[Any, Any]) -> Span:
    start, end = pair
    first = _moment(start)
    return first, first + end if isinstance(end, dt.timedelta) else _moment(end)


def _whole_day(day: Any) -> bool:
    return not isinstance(day, dt.datetime)


def _moment(day: Any, *, end_of_day: bool = False) -> dt.datetime:
    if _whole_day(day):
        day = dt.datetime.combine(day, dt.time.max if end_of_day else dt.time.min)
    return (day if day.tzinfo is not None else day.replace(tzinfo=WARSAW)).astimezone(dt.UTC)


def _end(start: Any, length: dt.timedelta) -> dt.datetime:
    return _moment(start + length)


def _clipped(spans: Iterable[Span], after: dt.datetime, before: dt.datetime) -> list[Span]:
    return [
        (max(start, after), min(end, before))
        for start, end in spans
        if start < before and end > after and start < end
    ]


def _day_of(entry: Any) -> dt.date | None:
    try:
        day = entry["DTSTART"].dt
    except (KeyError, AttributeError):
        return None
    return day.date() if isinstance(day, dt.datetime) else day
