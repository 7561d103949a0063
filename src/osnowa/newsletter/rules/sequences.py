"""Letters that go by themselves, tied to a day: the welcome after a yes, before a cycle begins, after it has ended."""

import datetime as dt

WELCOME, BEFORE, AFTER = "welcome", "before", "after"
LATEST = dt.timedelta(days=3)  # a letter later than that after its day would only puzzle: it is left out
MOST_DAYS = 60
HOUR = dt.time(9)  # letters tied to a cycle leave in the morning, in Warsaw


def day_of(kind: str, days: int, first_on: dt.date, last_on: dt.date) -> dt.date:
    """The day of a letter about a cycle that runs from `first_on` to `last_on`. `days`: before or after, from 0 up."""
    return first_on - dt.timedelta(days=days) if kind == BEFORE else last_on + dt.timedelta(days=days)


def is_due(due_at: dt.datetime, now: dt.datetime) -> bool:
    """Has its moment come, and not long ago? Aware moments."""
    return due_at <= now <= due_at + LATEST
