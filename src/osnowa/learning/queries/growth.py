"""Growth of a cycle's people, whole and by competence: always of groups, never of single people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from osnowa.learning.models import Competence, Reply, Sitting
from osnowa.learning.rules import growth as rules
from osnowa.learning.rules.tests import Asked, Result, result
from osnowa.workshops.models import Cycle, Enrolment

Moment = Sitting.Moment


@dataclass(frozen=True)
class Measure:
    """One line of the picture. `kind`: "all" (percent of right answers), "competence" (likewise), "scale" (1 to 5).

    `growth` is None below rules.growth.FEWEST pairs; `pairs`: how many people have both.
    """

    kind: str
    pairs: int
    growth: rules.Growth | None
    competence: Competence | None = None

    @property
    def saying(self) -> str:
        return rules.saying_of(self.pairs, self.growth).value


@dataclass(frozen=True)
class GrowthOfCycle:
    """`people`: with a place. `only_before`, `only_after`: one of the two tests is missing; `neither`: both are."""

    people: int
    pairs: int
    only_before: int
    only_after: int
    neither: int
    measures: list[Measure] = field(default_factory=list)

    @property
    def whole(self) -> Measure | None:
        return self.measures[0] if self.measures else None

    @property
    def shown(self) -> list[Measure]:
        return [measure for measure in self.measures if measure.growth is not None]


@dataclass(frozen=True)
class Strength:
    """What a group answered before the cycle. `percent` of right answers in one competence, or of all (None)."""

    competence: Competence | None
    percent: float


def growth_of(cycle: Cycle) -> GrowthOfCycle:
    """Three queries, whatever the size of the group."""
    people = set(
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED).values_list("pk", flat=True)
    )
    taken = _taken(cycle, people)
    before = {enrolment for enrolment, moment in taken if moment == Moment.BEFORE}
    after = {enrolment for enrolment, moment in taken if moment == Moment.AFTER}
    both = sorted(before & after)
    measures = []
    if both:
        measures.append(Measure("all", len(both), rules.growth(_percents(taken, both))))
        measures += _by_competence(taken, both)
        measures += _scales(taken, both)
    return GrowthOfCycle(
        people=len(people),
        pairs=len(both),
        only_before=len(before - after),
        only_after=len(after - before),
        neither=len(people - before - after),
        measures=measures,
    )


def strengths_of(cycle: Cycle) -> tuple[int, list[Strength]]:
    """(people who took the first test, how they did by competence); no strengths from fewer than FEWEST people."""
    people = set(
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED).values_list("pk", flat=True)
    )
    taken = {who: rows for (who, moment), rows in _taken(cycle, people).items() if moment == Moment.BEFORE}
    if len(taken) < rules.FEWEST:
        return len(taken), []
    right: dict[int, int] = defaultdict(int)
    asked: dict[int, int] = defaultdict(int)
    for rows in taken.values():
        for row in rows:
            if not row.is_scale:
                right[row.competence] += row.is_right
                asked[row.competence] += 1
    names = _competences(asked)
    whole = Strength(None, 100 * sum(right.values()) / max(1, sum(asked.values())))
    return len(taken), [
        whole,
        *(Strength(one, 100 * right[one.pk] / asked[one.pk]) for one in names),
    ]


Taken = dict[tuple[int, str], list[Asked]]


def _taken(cycle: Cycle, people: set[int]) -> Taken:
    """(enrolment, moment) -> what was asked and answered, of finished tests."""
    rows = (
        Reply.objects.filter(sitting__enrolment__cycle=cycle, sitting__finished_at__isnull=False)
        .order_by("sitting_id", "position")
        .values_list(
            "sitting__enrolment_id",
            "sitting__moment",
            "position",
            "item__competence_id",
            "item__level",
            "item__correct",
            "given",
        )
    )
    found: Taken = defaultdict(list)
    for enrolment, moment, position, competence, level, correct, given in rows:
        if enrolment in people:
            found[enrolment, moment].append(Asked(position, competence, level, correct, given))
    return found


def _results(taken: Taken, who: int) -> tuple[Result, Result]:
    return result(taken[who, Moment.BEFORE]), result(taken[who, Moment.AFTER])


def _percents(taken: Taken, both: list[int]) -> list[tuple[float, float]]:
    return [(first.percent, second.percent) for first, second in (_results(taken, who) for who in both)]


def _scales(taken: Taken, both: list[int]) -> list[Measure]:
    said = [
        (first.scale, second.scale)
        for first, second in (_results(taken, who) for who in both)
        if first.scale is not None and second.scale is not None
    ]
    return [Measure("scale", len(said), rules.growth(said))] if said else []


def _by_competence(taken: Taken, both: list[int]) -> list[Measure]:
    """Only people who were asked about a competence in both tests."""
    pairs: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for who in both:
        parts = [_parts(taken[who, moment]) for moment in (Moment.BEFORE, Moment.AFTER)]
        for competence in parts[0].keys() & parts[1].keys():
            pairs[competence].append((parts[0][competence], parts[1][competence]))
    return [
        Measure("competence", len(pairs[one.pk]), rules.growth(pairs[one.pk]), one)
        for one in _competences(pairs)
    ]


def _parts(rows: list[Asked]) -> dict[int, float]:
    parts: dict[int, list[Asked]] = defaultdict(list)
    for row in rows:
        if not row.is_scale:
            parts[row.competence].append(row)
    return {competence: result(asked).percent for competence, asked in parts.items()}


def _competences(ids: Iterable[int]) -> list[Competence]:
    return list(Competence.objects.filter(pk__in=list(ids)).order_by("framework_id", "position"))
