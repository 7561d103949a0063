"""Is a day open, and why not. Plain values in; days and times are those of the wall clock."""

import datetime as dt
from dataclasses import dataclass

from osnowa.lib.holidays import is_public_holiday

OPEN, CLOSED_WEEKDAY, HOLIDAY, CLOSED_DAY = "open", "weekday", "holiday", "closed_day"


@dataclass(frozen=True)
class Day:
    """One day of an office. `opens` and `closes` are None where it is closed; `reason`: the host's own words."""

    on: dt.date
    why: str
    opens: dt.time | None = None
    closes: dt.time | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.why == OPEN


def day_of(on: dt.date, hours: dict[int, tuple[dt.time, dt.time]], closed: dict[dt.date, str]) -> Day:
    """`hours`: by weekday (0 is Monday). `closed`: days that the host closed, with the reason."""
    if on in closed:
        return Day(on, CLOSED_DAY, reason=closed[on])
    if on.weekday() not in hours:
        return Day(on, CLOSED_WEEKDAY)
    if is_public_holiday(on):
        return Day(on, HOLIDAY)
    opens, closes = hours[on.weekday()]
    return Day(on, OPEN, opens, closes)


def last_day(today: dt.date, weeks_ahead: int) -> dt.date:
    """The last day that can be booked."""
    return today + dt.timedelta(weeks=weeks_ahead)
