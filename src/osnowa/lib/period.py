"""A stretch of days, both ends included, as funders write it."""

import datetime as dt
from dataclasses import dataclass

from osnowa.lib import clock


@dataclass(frozen=True, order=True)
class Period:
    """`start` and `end` are days in Warsaw, both included. Raises ValueError where the end comes first."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A period cannot end before it begins.")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    @property
    def starts_at(self) -> dt.datetime:
        """The first moment of the first day, UTC."""
        return clock.moment(self.start, dt.time.min)

    @property
    def ends_before(self) -> dt.datetime:
        """The first moment after the last day, UTC: compare with `<`."""
        return clock.moment(self.end + dt.timedelta(days=1), dt.time.min)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1
