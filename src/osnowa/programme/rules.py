"""Plain rules of a programme: words of its address, what stands in its way, what falls outside its dates."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# First words of addresses under /praca/ that are not programmes (docs: address plan).
RESERVED_SLUGS = frozenset({"programy", "organizacje", "osoby", "poczta", "konto", "historia", "teksty"})

# What may have happened to a phone that was the second factor.
RESET_REASONS = ("lost", "stolen", "broken", "replaced")


def free_slug(wanted: str, taken: Iterable[str]) -> str:
    """The wanted word, or the first of wanted-2, wanted-3... that is neither taken nor reserved.

    `wanted` may be empty (a title of signs only): then "program" is tried.
    """
    base = wanted[:55].strip("-") or "program"
    known = {*taken, *RESERVED_SLUGS}
    slug, number = base, 1
    while slug in known:
        number += 1
        slug = f"{base}-{number}"
    return slug


def outside(first: dt.date, last: dt.date, start: dt.date, end: dt.date) -> bool:
    """Does a thing that lasts from `first` to `last` stick out of `start`-`end`? All four days included."""
    return first < start or last > end


def kept_until(ends_on: dt.date, years: int) -> dt.date:
    """The last day of keeping, as framework contracts of grants count it: so many years from 1 January of the year
    after the one in which the programme ends.
    """
    return dt.date(ends_on.year + years, 12, 31)


@dataclass(frozen=True)
class Served:
    """What somebody of the team did in a programme: minutes that count, between which days, in a few lines."""

    minutes: int = 0
    first_on: dt.date | None = None
    last_on: dt.date | None = None
    work: tuple[str, ...] = ()

    def and_then(self, minutes: int, day: dt.date, line: str) -> "Served":
        """With one more piece of work; a line that stands there already is not said twice."""
        return Served(
            self.minutes + minutes,
            min(day, self.first_on or day),
            max(day, self.last_on or day),
            self.work if not line or line in self.work else (*self.work, line),
        )

    @property
    def hours(self) -> Decimal:
        """Of 60 minutes, to the hundredth."""
        return (Decimal(self.minutes) / 60).quantize(Decimal("0.01"))
