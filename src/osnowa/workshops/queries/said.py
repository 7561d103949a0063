"""The terms of recruitment in words: the same for the team, for everybody, and for the one who applied."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.workshops.models import Criterion, Cycle, RecruitmentTerms, TermsChange
from osnowa.workshops.queries.terms import bands_said, criteria_of, rule_of, said_of, terms_of
from osnowa.workshops.rules import ranking
from osnowa.workshops.rules.scoring import Fact, Score

Part = Criterion.Part


@dataclass(frozen=True)
class LineSaid:
    """One criterion. `bands`: (words, points); `best`: the most points it gives."""

    criterion: Criterion
    bands: list[tuple[str, int]]
    best: int

    @property
    def only_words(self) -> str:
        """What counts, of a condition or a group."""
        return "; ".join(words for words, _points in self.bands)


@dataclass(frozen=True)
class TermsSaid:
    """All that the terms say. `commitment`: the checksum of the seed, which may be shown before the draw."""

    terms: RecruitmentTerms | None
    conditions: list[LineSaid] = field(default_factory=list)
    points: list[LineSaid] = field(default_factory=list)
    quotas: list[LineSaid] = field(default_factory=list)
    changes: list[TermsChange] = field(default_factory=list)
    commitment: str = ""
    closes_on: dt.date | None = None

    @classmethod
    def of(cls, cycle: Cycle) -> "TermsSaid":
        """Three queries."""
        terms = terms_of(cycle)
        if terms is None:
            return cls(None)
        lines = [
            LineSaid(criterion, bands_said(criterion), rule_of(criterion).best)
            for criterion in criteria_of(cycle)
        ]
        by_part = {part: [line for line in lines if line.criterion.part == part] for part in Part}
        return cls(
            terms,
            by_part[Part.CONDITION],
            by_part[Part.POINTS] if cycle.mode == Cycle.Mode.SCORED else [],
            by_part[Part.QUOTA],
            list(TermsChange.objects.filter(cycle=cycle)),
            ranking.commitment(terms.seed),
            cycle.recruitment_closes_at.astimezone(clock.WARSAW).date(),
        )

    @property
    def best(self) -> int:
        """The most points that anybody can have."""
        return sum(line.best for line in self.points)

    @property
    def cautions(self) -> list[str]:
        """What is possible and probably not meant."""
        found = []
        threshold = self.terms.threshold if self.terms else None
        if threshold is not None and threshold > self.best:
            found.append(
                _(
                    "The threshold is %(threshold)d, and the criteria give %(best)d points at the most: "
                    "nobody can reach it."
                )
                % {"threshold": threshold, "best": self.best}
            )
        results_on = self.terms.results_on if self.terms else None
        if results_on is not None and self.closes_on is not None and results_on < self.closes_on:
            found.append(
                _("The results are promised for a day before the sign-up closes. Change one of the two.")
            )
        return found


@dataclass(frozen=True)
class JudgedLine:
    """One criterion as it judged one application."""

    title: str
    part: str
    points: int
    best: int
    met: bool
    said: str


def lines_said(
    criteria: Sequence[Criterion],
    score: Score,
    facts: Mapping[int, Fact],
    notes: Mapping[int, str] | None = None,
    *,
    by_lot: bool,
) -> list[JudgedLine]:
    """Criterion by criterion what an application got and from what. A lottery has no lines of points."""
    points = {line.key: line for line in score.lines}
    found = []
    for criterion in criteria:
        if criterion.part == Part.POINTS and by_lot:
            continue
        line = points.get(criterion.pk)
        is_met = (
            criterion.pk not in score.unmet
            if criterion.part == Part.CONDITION
            else criterion.pk in score.groups
        )
        found.append(
            JudgedLine(
                title=criterion.title,
                part=criterion.part,
                points=line.points if line else 0,
                best=line.best if line else 0,
                met=is_met,
                said=said_of(criterion, facts.get(criterion.pk), (notes or {}).get(criterion.pk, "")),
            )
        )
    return found
