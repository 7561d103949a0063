"""Days off by law in Poland. Plain Python.

Source: act of 18 January 1951 on days free from work (Dz.U. 2025 poz. 296); Christmas Eve since 2025.
"""

import datetime as dt

FIXED = {
    (1, 1),
    (1, 6),
    (5, 1),
    (5, 3),
    (8, 15),
    (11, 1),
    (11, 11),
    (12, 25),
    (12, 26),
}
CHRISTMAS_EVE, SINCE = (12, 24), 2025
AFTER_EASTER = {0, 1, 49, 60}  # days: Sunday, Monday, Pentecost, Corpus Christi


def easter(year: int) -> dt.date:
    """Easter Sunday (the anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, left = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    step = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * step) // 451
    month, day = divmod(moon + step - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)


def is_public_holiday(day: dt.date) -> bool:
    """A public holiday by the law of that year; ordinary Sundays are not asked about."""
    here = (day.month, day.day)
    if here in FIXED or (here == CHRISTMAS_EVE and day.year >= SINCE):
        return True
    return (day - easter(day.year)).days in AFTER_EASTER
