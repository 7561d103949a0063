"""What an application is worth: hard conditions, points and groups, out of plain facts, of a sample or a real one.

A rule looks at one fact and has bands. A fact is a key ("village"), several keys, a number, an ISO date, or None where
nothing is known: nothing known matches nothing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Bound = float | str
Fact = str | list[str] | float | int | None


class Part(StrEnum):
    """What a rule decides."""

    CONDITION = "condition"  # not met: refused, whatever the points
    POINTS = "points"
    QUOTA = "quota"  # belongs to a group that seats are kept for


@dataclass(frozen=True)
class Band:
    """Some keys, or a range with both ends in it (None: open), and what it gives."""

    keys: frozenset[str] = frozenset()
    lowest: Bound | None = None
    highest: Bound | None = None
    points: int = 0

    def holds(self, value: Bound) -> bool:
        """Is the value in the range? Numbers are compared with numbers, ISO dates with ISO dates."""
        try:
            return (self.lowest is None or self.lowest <= value) and (  # type: ignore[operator]
                self.highest is None or value <= self.highest  # type: ignore[operator]
            )
        except TypeError:  # a range of dates met a number: not known
            return False


@dataclass(frozen=True)
class Rule:
    """One line that the coordinator composed.

    `key`: names it in facts and results. `most`: of a reviewer's mark, which gives its own points from 0 to that; such
    a rule has no bands.
    """

    key: int
    part: Part
    bands: tuple[Band, ...] = ()
    most: int | None = None

    @property
    def best(self) -> int:
        """The most points that it can give."""
        if self.part != Part.POINTS:
            return 0
        return self.most if self.most is not None else max((band.points for band in self.bands), default=0)


@dataclass(frozen=True)
class Line:
    """What one rule of points gave. `known`: there was a fact to look at."""

    key: int
    points: int
    best: int
    known: bool


@dataclass(frozen=True)
class Score:
    """`unmet`: keys of conditions not met. `groups`: keys of quotas that the applicant belongs to."""

    points: int
    lines: tuple[Line, ...]
    unmet: tuple[int, ...]
    groups: frozenset[int]


def matching(rule: Rule, fact: Fact) -> Band | None:
    """The band that a fact falls into, or None.

    Of keys the band with most points ("any of several": the best answer counts); of ranges the first in order, so that
    "up to 2", "up to 5", "over 5" need no lower ends.
    """
    if fact is None or fact == []:
        return None
    keys = fact if isinstance(fact, list) else [fact]
    by_key = [band for band in rule.bands if band.keys and any(key in band.keys for key in map(str, keys))]
    if by_key:
        return max(by_key, key=lambda band: band.points)
    if isinstance(fact, list):
        return None
    return next((band for band in rule.bands if not band.keys and band.holds(fact)), None)


def points_of(rule: Rule, fact: Fact) -> int:
    """Points that a fact gives: of a mark the mark itself, held between 0 and `most`."""
    if rule.most is not None:
        return min(max(int(fact), 0), rule.most) if isinstance(fact, int | float) else 0
    band = matching(rule, fact)
    return band.points if band is not None else 0


def score(rules: Iterable[Rule], facts: Mapping[int, Fact]) -> Score:
    """Judge one application. `facts`: by the rule's key."""
    lines: list[Line] = []
    unmet: list[int] = []
    groups: set[int] = set()
    for rule in rules:
        fact = facts.get(rule.key)
        if rule.part == Part.POINTS:
            lines.append(Line(rule.key, points_of(rule, fact), rule.best, fact is not None and fact != []))
        elif rule.part == Part.CONDITION and matching(rule, fact) is None:
            unmet.append(rule.key)
        elif rule.part == Part.QUOTA and matching(rule, fact) is not None:
            groups.add(rule.key)
    return Score(sum(line.points for line in lines), tuple(lines), tuple(unmet), frozenset(groups))


def years_between(since: dt.date, until: dt.date) -> float | None:
    """Years, with the part of the running one: from 1 March 2015 to 1 March 2017 exactly 2.0. None before it began.

    Whoever began on 29 February has the anniversary on 1 March.
    """
    if until < since:
        return None

    def anniversary(year: int) -> dt.date:
        try:
            return since.replace(year=year)
        except ValueError:
            return dt.date(year, 3, 1)

    whole = until.year - since.year - (anniversary(until.year) > until)
    last, following = anniversary(since.year + whole), anniversary(since.year + whole + 1)
    return whole + (until - last) / (following - last)
