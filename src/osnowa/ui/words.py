"""How dates, hours and numbers are said. Language comes from Django, the time zone is Europe/Warsaw."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.dates import MONTHS_ALT, WEEKDAYS
from django.utils.translation import get_language

WARSAW = ZoneInfo("Europe/Warsaw")
NBSP = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"
LONG_NUMBER = 4  # digits that still read without a gap: so the Polish rule has it (PWN: 4500, but 45 000)

ONE_LETTER = re.compile(r"(?<![^\s(\u201e\u201d\"'\u00a0>])([AaIiOoUuWwZz])[ \n]+(?=\S)")
NUMBER_UNIT = re.compile(
    r"(\d)[ ](?=(?:%|\u2030|z[łl]|tys\.|mln|mld|r\.|godz|min|h\b|km|m\b|m²|szt|os[oó]b|dni|dzie[nń]|tyg|mies"
    r"|lat|rok|stycz|lut|mar[cz]|kwie|maj|czerw|lip|sierp|wrze|pa[zź]dz|list|grud|miejsc|people|hours?|days?"
    r"|PLN|EUR|January|February|March|April|May|June|July|August|September|October|November|December))"
)
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@lru_cache(maxsize=4096)
def join_words(text: str) -> str:
    """No one-letter word at the end of a line, no number without its unit, "e-mail" in one piece."""
    text = ONE_LETTER.sub(rf"\1{NBSP}", text)
    text = NUMBER_UNIT.sub(rf"\1{NBSP}", text)
    text = THOUSANDS.sub(NBSP, text)
    return re.sub(r"\b([eE])-(?=mail)", rf"\1{NO_BREAK_HYPHEN}", text)


def polish() -> bool:
    return (get_language() or "pl").startswith("pl")


def local(moment: date) -> date:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return moment.astimezone(WARSAW)
    return moment


def clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def weekday_name(moment: date) -> str:
    name = str(WEEKDAYS[moment.weekday()])
    return name.lower() if polish() else name


def beside_day(moment: date, this_year: int | None = None) -> str:
    """września, wtorek: what stands under the number of the day in a row; outside `this_year` also which year."""
    moment = local(moment)
    year = f"{NBSP}{moment.year}" if this_year and moment.year != this_year else ""
    return f"{MONTHS_ALT[moment.month]}{year}, {weekday_name(moment)}"


def day(moment: date, *, year: bool = True, weekday: bool = True) -> str:
    parts = [weekday_name(moment)] if weekday else []
    parts += [f"{moment.day}{NBSP}{MONTHS_ALT[moment.month]}"]
    if year:
        parts.append(str(moment.year))
    return " ".join(parts)


def long_date(moment: date) -> str:
    """As in "wtorek 3 listopada 2026, 17:00"; the clock only where there is one."""
    moment = local(moment)
    said = day(moment)
    return f"{said}, {clock(moment)}" if isinstance(moment, datetime) else said


def short_date(moment: date) -> str:
    """3 listopada 2026, 17:00"""
    moment = local(moment)
    said = day(moment, weekday=False)
    return f"{said}, {clock(moment)}" if isinstance(moment, datetime) else said


def span(start: date, end: date) -> str:
    """9–30 maja 2017; 28 września – 3 października 2017; wtorek 3 listopada 2026, 17:00–20:00."""
    start, end = local(start), local(end)
    timed = isinstance(start, datetime) and isinstance(end, datetime)
    first, last = _day_of(start), _day_of(end)
    if first == last:
        if timed:
            return f"{day(start)}, {clock(start)}–{clock(end)}"  # type: ignore[arg-type]
        return day(start, weekday=False)
    if timed:
        return f"{short_date(start)} – {short_date(end)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, weekday=False)}"
    return f"{day(first, weekday=False, year=first.year != last.year)} – {day(last, weekday=False)}"


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def decimal(value: object, places: int = 1) -> str:
    """1,5 in Polish, 1.5 in English; no needless zeros; a true minus; groups of three for thousands."""
    try:
        number = round(Decimal(str(value)), places)
    except InvalidOperation:
        return str(value)
    said = f"{number:f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    whole, _, rest = said.lstrip("-").partition(".")
    if len(whole) > LONG_NUMBER:
        whole = f"{int(whole):,}".replace(",", NBSP)
    said = whole + (formats.get_format("DECIMAL_SEPARATOR") + rest if rest else "")
    return f"−{said}" if number < 0 else said
