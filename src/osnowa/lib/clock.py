"""The one place where Osnowa asks what time it is.

Time is stored in UTC and meant in Europe/Warsaw. The demonstration and tests set the clock with `at`.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.utils import timezone

WARSAW = ZoneInfo("Europe/Warsaw")

_set_to: ContextVar[dt.datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC (or the moment set by `at`)."""
    return _set_to.get() or timezone.now()


def today() -> dt.date:
    """The present day in Warsaw."""
    return now().astimezone(WARSAW).date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let `now()` answer `moment` (aware) inside the block."""
    if moment.tzinfo is None:
        raise ValueError("The clock takes aware moments only.")
    token = _set_to.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _set_to.reset(token)


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """The moment, in UTC, that a wall clock in Warsaw shows as `day` and `time`.

    Raises ValueError for a time that daylight saving skips; a repeated hour means its first passing.
    """
    local = dt.datetime.combine(day, time, tzinfo=WARSAW)
    utc = local.astimezone(dt.UTC)
    if utc.astimezone(WARSAW).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError("This hour does not exist: clocks go forward that night.")
    return utc
