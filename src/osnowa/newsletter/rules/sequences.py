"""Letters that go by themselves, tied to a date: after a reader's yes, before a cycle begins, after it has ended."""

import datetime as dt

LATEST = dt.timedelta(days=3)  # later than that after its day a letter would only puzzle: it is left out
HOUR = dt.time(9)  # letters tied to a cycle leave in the morning
EARLIEST_DAY, LAST_DAY = -90, 365


def window(now: dt.datetime, started_at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """Between which moments a letter must have fallen due to be written now. Nothing from before the series began."""
    return max(now - LATEST, started_at), now


def is_due(due_at: dt.datetime, now: dt.datetime, started_at: dt.datetime) -> bool:
    """Has its moment come, not long ago, and since the series was switched on? Aware moments."""
    first, last = window(now, started_at)
    return first <= due_at <= last
