"""Today turned into the demonstration's days: today always lies in the fifth of the programme's eight months.

Every day is counted from today, not from the programme's start, so that a cycle that runs is running on whatever day
somebody tries the demonstration. Sessions never fall on a public holiday or between Christmas and New Year.
"""

import datetime as dt
from dataclasses import dataclass

from osnowa.lib import clock
from osnowa.lib.holidays import easter
from osnowa.lib.period import Period

MONTHS = 8
TODAY_IN_MONTH = 5
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)


def month_start(day: dt.date, months: int) -> dt.date:
    """The first day of the month that lies `months` after the month of `day`."""
    whole = day.year * 12 + day.month - 1 + months
    return dt.date(whole // 12, whole % 12 + 1, 1)


def programme_period(today: dt.date) -> Period:
    start = month_start(today, 1 - TODAY_IN_MONTH)
    return Period(start, month_start(start, MONTHS) - DAY)


def is_free_day(day: dt.date) -> bool:
    """A public holiday in Poland (Sundays apart), or a day between Christmas and New Year: nobody meets then."""
    fixed = {(1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11)}
    if (day.month, day.day) in fixed or (day.month == 12 and day.day >= 23):  # noqa: PLR2004  the year's last days
        return True
    sunday = easter(day.year)
    return day - sunday in {dt.timedelta(days=-1), dt.timedelta(days=1), dt.timedelta(days=60)}


def is_working_day(day: dt.date) -> bool:
    return day.weekday() <= THURSDAY and not is_free_day(day)


def last_working_day(before: dt.date) -> dt.date:
    """The last day before `before` on which an evening session may have been held (Monday to Thursday)."""
    day = before - DAY
    while not is_working_day(day):
        day -= DAY
    return day


def next_working_day(day: dt.date) -> dt.date:
    """The first such day on or after `day`."""
    while not is_working_day(day):
        day += DAY
    return day


def on_or_before(day: dt.date, weekday: int) -> dt.date:
    return day - DAY * ((day.weekday() - weekday) % 7)


def on_or_after(day: dt.date, weekday: int) -> dt.date:
    return day + DAY * ((weekday - day.weekday()) % 7)


def weekly(anchor: dt.date, count: int, *, back: bool = False) -> list[dt.date]:
    """`count` days a week apart, from `anchor` on (or up to it, with `back`), free days passed over."""
    days: list[dt.date] = []
    day = anchor
    while len(days) < count:
        if not is_free_day(day):
            days.append(day)
        day += -WEEK if back else WEEK
    return sorted(days)


@dataclass(frozen=True)
class CycleDays:
    """When a cycle's sessions are, and its recruitment. Moments are in UTC."""

    days: tuple[dt.date, ...]
    starts: dt.time
    ends: dt.time
    opens_at: dt.datetime
    closes_at: dt.datetime

    def starts_at(self, index: int) -> dt.datetime:
        return clock.moment(self.days[index], self.starts)

    def ends_at(self, index: int) -> dt.datetime:
        return clock.moment(self.days[index], self.ends)


def morning(day: dt.date) -> dt.datetime:
    return clock.moment(day, dt.time(9))


def night(day: dt.date) -> dt.datetime:
    return clock.moment(day, dt.time(23, 59))


@dataclass(frozen=True)
class Calendar:
    """All days of the story, counted from `today`."""

    today: dt.date

    @property
    def period(self) -> Period:
        return programme_period(self.today)

    def after(self, days: int) -> dt.date:
        return self.today + DAY * days

    def cycles(self, lengths: list[int]) -> dict[int, CycleDays]:
        """The eight cycles: 1-3 finished, 4 running, 5 full, 6 nearly full, 7 open, 8 not yet open.

        `lengths`: how many sessions each has, in the cycles' order.
        """
        after = self.after
        held = 3  # of the running cycle
        last_held = last_working_day(self.today)
        running = weekly(last_held, held, back=True)
        running += weekly(last_held, lengths[3] - held + 1)[1:]
        days = {
            1: weekly(on_or_before(after(-56), TUESDAY), lengths[0], back=True),
            2: weekly(on_or_before(after(-34), THURSDAY), lengths[1], back=True),
            3: weekly(on_or_before(after(-15), WEDNESDAY), lengths[2], back=True),
            4: running,
            5: weekly(on_or_after(after(8), TUESDAY), lengths[4]),
            6: weekly(on_or_after(after(15), THURSDAY), lengths[5]),
            7: weekly(on_or_after(after(26), WEDNESDAY), lengths[6]),
            8: weekly(on_or_after(after(43), SATURDAY), lengths[7]),
        }
        evening = (dt.time(17), dt.time(20))
        hours = {
            3: (dt.time(17, 30), dt.time(20)),
            7: (dt.time(9, 30), dt.time(12, 30)),
            8: (dt.time(10), dt.time(14)),
        }
        recruitment = {
            1: (max(days[1][0] - DAY * 21, self.period.start + DAY), days[1][0] - DAY * 4),
            2: (days[2][0] - DAY * 23, days[2][0] - DAY * 4),
            3: (days[3][0] - DAY * 24, days[3][0] - DAY * 5),
            4: (days[4][0] - DAY * 22, days[4][0] - DAY * 4),
            5: (after(-21), after(4)),
            6: (after(-15), after(10)),
            7: (after(-6), after(20)),
            8: (after(17), after(38)),
        }
        return {
            number: CycleDays(
                days=tuple(days[number]),
                starts=hours.get(number, evening)[0],
                ends=hours.get(number, evening)[1],
                opens_at=morning(recruitment[number][0]),
                closes_at=night(recruitment[number][1]),
            )
            for number in days
        }
