"""Plain rules of reporting: the plan, the seal on a submitted report, what changed since, which period comes next."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any, Protocol

from osnowa.ui.rules import state_against_plan

CENT = Decimal("0.01")
DAYS_FOR_A_REPORT = 30  # after the period's end (agreement templates of public tasks; domain.md 1.1)


# The plan


def planned_value(
    baseline: Decimal, target: Decimal, starts_on: dt.date, ends_on: dt.date, day: dt.date
) -> Decimal:
    """What a straight line from baseline to target promises for the end of a day.

        planned = baseline + (target - baseline) * days gone / days in all

    Both ends are days of the plan: on `starts_on` one day is gone, on `ends_on` all are. Before the plan it is the
    baseline, after it the target. Where baseline and target are whole, so is the plan: parts are cut off, because
    nobody can finish 0.4 of a cycle; the next whole one is due on the day when the line reaches it.
    """
    days = (ends_on - starts_on).days + 1
    gone = min(max((day - starts_on).days + 1, 0), days)
    planned = baseline + (target - baseline) * gone / days
    if _whole(baseline) and _whole(target):
        return planned.quantize(Decimal(1), ROUND_FLOOR)
    return planned.quantize(CENT, ROUND_FLOOR)


@dataclass(frozen=True)
class Standing:
    """How a figure stands against its plan. `gap`: how far behind or ahead, never rounded in the programme's favour."""

    code: str  # reached, ahead, as_planned, behind, not_begun
    state: str  # one of the states of the look: done, soon, overdue, none
    gap: Decimal = Decimal(0)


def standing(value: Decimal, planned: Decimal, target: Decimal, *, begun: bool = True) -> Standing:
    """Up to 5 % behind the plan is as planned, up to 20 % a little behind, more is far behind."""
    if value >= target:
        return Standing("reached", "done")
    if not begun and value <= planned:
        return Standing("not_begun", "none")
    if value > planned:
        gap = value - planned
        return Standing("ahead", "done", gap.quantize(_step(gap, target), ROUND_FLOOR))
    state = state_against_plan(value, planned)
    if state == "done":
        return Standing("as_planned", state)
    gap = planned - value
    return Standing("behind", state, gap.quantize(_step(gap, target), ROUND_CEILING))


def _whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _step(gap: Decimal, target: Decimal) -> Decimal:
    """Whole ones, but tenths where a whole one would say 0 or the target has parts."""
    return Decimal("0.1") if gap < 1 or not _whole(target) else Decimal(1)


# Words


def polish_form(amount: Decimal) -> int:
    """Which form of a noun goes with a number in Polish: 0 one, 1 two to four, 2 five and more, 3 a part."""
    if not _whole(amount):
        return 3
    number = int(amount)
    if number == 1:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


# Months


def months(start: dt.date, end: dt.date) -> list[dt.date]:
    """The last day, inside the period, of every month that it touches."""
    days = []
    day = start
    while day <= end:
        after = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        days.append(min(after - dt.timedelta(days=1), end))
        day = after
    return days


# The seal


def canonical(fields: Mapping[str, Any]) -> bytes:
    """One line of a sealed report: JSON with sorted keys, no spaces, UTF-8, closed by a line feed.

    Amounts are strings with two decimal places, days are ISO 8601, keys of people are lower-case UUIDs.
    """
    plain = {name: _plain(value) for name, value in fields.items()}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(cents(value), "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool | dict | list):
        return value
    return str(value).lower()


def cents(amount: Decimal) -> Decimal:
    """An amount as it is kept: two decimal places, a half to the even digit."""
    return amount.quantize(CENT, ROUND_HALF_EVEN)


class Seal:
    """A checksum that grows line by line, so that a report of any length fits in memory.

    SHA-256 (FIPS 180-4) over the `canonical` lines in this order: the report; then for each figure by number its
    facts by position and the figure itself. Anybody with the frozen rows can compute it again.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, kind: str, fields: Mapping[str, Any]) -> None:
        self._hash.update(canonical({**fields, "is": kind}))

    @property
    def checksum(self) -> str:
        return self._hash.hexdigest()


# What changed since


class Fact(Protocol):
    """A line, frozen or live."""

    @property
    def key(self) -> tuple[str, int]: ...
    @property
    def happened_on(self) -> dt.date: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def reason(self) -> str: ...


@dataclass
class Difference:
    """Lines that explain why a live figure is not the frozen one. Lines that never counted are left out."""

    appeared: list[Any] = field(default_factory=list)
    disappeared: list[Any] = field(default_factory=list)
    changed: list[tuple[Any, Any]] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.appeared) + len(self.disappeared) + len(self.changed)

    @property
    def amount(self) -> Decimal:
        """Live minus frozen, as the lines explain it."""
        return (
            sum((counted(fact) for fact in self.appeared), Decimal(0))
            - sum((counted(fact) for fact in self.disappeared), Decimal(0))
            + sum((counted(after) - counted(before) for before, after in self.changed), Decimal(0))
        )


def counted(fact: Fact) -> Decimal:
    return Decimal(0) if fact.reason else fact.amount


def difference(frozen: Iterable[Fact], live: Iterable[Fact]) -> Difference:
    """Compare by source. Of several lines of one source equal ones are matched first, the rest by day and amount.

    Holds the frozen lines in memory, and of the live ones, which may stream, those that differ.
    """
    waiting: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in frozen:
        waiting[fact.key].append(fact)
    new: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in live:
        same = next((other for other in waiting.get(fact.key, ()) if _says(other) == _says(fact)), None)
        if same is None:
            new[fact.key].append(fact)
        else:
            waiting[fact.key].remove(same)
    found = Difference()
    for key in {**waiting, **new}:
        before, after = (sorted(group.get(key, ()), key=_place) for group in (waiting, new))
        found.changed += [
            (old, now) for old, now in zip(before, after, strict=False) if not (old.reason and now.reason)
        ]
        found.disappeared += [fact for fact in before[len(after) :] if not fact.reason]
        found.appeared += [fact for fact in after[len(before) :] if not fact.reason]
    return found


def _place(fact: Fact) -> tuple[dt.date, Decimal]:
    return fact.happened_on, fact.amount


def _says(fact: Fact) -> tuple[dt.date, Decimal, bool]:
    return fact.happened_on, fact.amount, bool(fact.reason)


# Which period comes next


@dataclass(frozen=True)
class Suggestion:
    """A report that could be written. `kind`: partial or final; `due_on`: 30 days after the period's end."""

    kind: str
    start: dt.date
    end: dt.date

    @property
    def due_on(self) -> dt.date:
        return self.end + dt.timedelta(days=DAYS_FOR_A_REPORT)


def suggestions(
    starts_on: dt.date, ends_on: dt.date, today: dt.date, told_until: dt.date | None
) -> list[Suggestion]:
    """Periods to choose from, the likeliest first.

    A partial report goes on where the last one ended (`told_until`) and stops at the last finished month, or at the
    end of a finished calendar year where the programme runs over several. The final one covers the whole programme.
    """
    final = Suggestion("final", starts_on, ends_on)
    if today > ends_on:
        return [final]
    begin = told_until + dt.timedelta(days=1) if told_until else starts_on
    ends = [min(today.replace(day=1) - dt.timedelta(days=1), ends_on)]
    ends += [
        dt.date(year, 12, 31) for year in range(begin.year, today.year) if dt.date(year, 12, 31) < ends_on
    ]
    partial = [Suggestion("partial", begin, end) for end in sorted(set(ends), reverse=True) if end >= begin]
    if not partial and begin <= today:
        partial = [Suggestion("partial", begin, months(begin, ends_on)[0])]
    return [*partial, final]
