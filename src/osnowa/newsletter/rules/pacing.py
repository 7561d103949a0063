"""When letters go: hours of rest, the window of an issue, pauses after a refusal, how many a provider gets."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

MOST_TRIES = 6
SERVER_PAUSE = dt.timedelta(minutes=1)
PAUSES = (  # after the first refusal, the second ...: servers that know nobody yet let in after some minutes
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=20),
    dt.timedelta(hours=1),
    dt.timedelta(hours=4),
    dt.timedelta(hours=8),
)
_HOURS = re.compile(r"(\d{1,2})-(\d{1,2})")
DAY = 24


class HasDomain(Protocol):
    @property
    def domain(self) -> str: ...


T = TypeVar("T", bound=HasDomain)


def read_quiet_hours(written: str) -> tuple[int, int] | None:
    """`21-7` -> (21, 7): no letters from 21:00 to 7:00. None for "none" and "". Raises ValueError for anything else."""
    if written.strip().lower() in {"", "none"}:
        return None
    match = _HOURS.fullmatch(written.strip())
    if match is None or max(int(match[1]), int(match[2])) > DAY:
        raise ValueError(f"{written!r} is no pair of hours.")
    first, last = int(match[1]) % DAY, int(match[2]) % DAY
    return None if first == last else (first, last)


def is_quiet(local: dt.datetime, hours: tuple[int, int] | None) -> bool:
    """Is it an hour of rest on the wall clock `local`?"""
    if hours is None:
        return False
    first, last = hours
    if first < last:
        return first <= local.hour < last
    return local.hour >= first or local.hour < last


def is_late(now: dt.datetime, send_at: dt.datetime | None, window_hours: int) -> bool:
    """Has the time passed in which an issue may begin without asking?"""
    return send_at is not None and now > send_at + dt.timedelta(hours=window_hours)


def pause_after(tries: int) -> dt.timedelta:
    """How long to wait after so many tries that the server put off: 5 minutes, 20, then hours."""
    return PAUSES[min(max(tries, 1), len(PAUSES)) - 1]


def within_pace(rows: Iterable[T], lately: Mapping[str, int], limit: int) -> list[T]:
    """Those that may go now, in their order: of each domain no more than `limit`, with those of the last minute.

    `lately`: domain -> how many went in the last minute or are in somebody's hands. 0 as limit: all may go.
    """
    if limit <= 0:
        return list(rows)
    count, found = Counter(lately), []
    for row in rows:
        if count[row.domain] < limit:
            count[row.domain] += 1
            found.append(row)
    return found
