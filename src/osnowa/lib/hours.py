"""From the wall clock to a moment, and no guessing on the two nights of daylight saving. Plain Python."""

import datetime as dt
from zoneinfo import ZoneInfo


class SkippedHour(ValueError):
    """The wall clock never shows this time: it goes forward that night. It shows `instead` then."""

    def __init__(self, instead: dt.time) -> None:
        super().__init__(f"skipped; {instead:%H:%M} exists")
        self.instead = instead


class RepeatedHour(ValueError):
    """The wall clock shows this time twice: it goes back that night. `instead` is shown only once."""

    def __init__(self, instead: dt.time) -> None:
        super().__init__(f"repeated; {instead:%H:%M} is shown once")
        self.instead = instead


def moment(day: dt.date, time: dt.time, zone: ZoneInfo) -> dt.datetime:
    """The one moment, in UTC, at which the wall clock of `zone` shows `day` and `time`.

    Raises SkippedHour or RepeatedHour on the two nights of daylight saving:
    a meeting needs one hour, not a guess.
    """
    early = dt.datetime.combine(day, time, tzinfo=zone)
    late = early.replace(fold=1)
    first, second = early.astimezone(dt.UTC), late.astimezone(dt.UTC)
    if first == second:
        return first
    shift = abs(first - second)
    instead = (dt.datetime.combine(day, time) + shift).time()
    if first.astimezone(zone).replace(tzinfo=None) == early.replace(tzinfo=None):
        raise RepeatedHour(instead)
    raise SkippedHour(instead)
