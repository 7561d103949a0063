"""The public results: every figure with what stands behind it in number, never a person, never a small group."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.core.cache import caches
from django.utils.functional import Promise

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.portal.rules import Part, protected
from osnowa.programme.evidence import NOT_KNOWN, Counting, Evidence
from osnowa.programme.models import Activity, Programme
from osnowa.programme.queries import activities
from osnowa.reporting import queries as reporting_queries
from osnowa.reporting.models import Report, ReportFigure
from osnowa.workshops.evidence.groups import DIMENSIONS

RESULTS_LAST = 300  # seconds: the facts are read to the last, and nobody waits for a public figure


@dataclass(frozen=True)
class Reported:
    """What the last submitted report says: counted from the programme's first day to `until`."""

    value: Decimal
    until: dt.date
    submitted_on: dt.date


@dataclass(frozen=True)
class Result:
    """One indicator. `facts`: how many count; `by_cycle`: cycle's number -> amount, or None: too few people.

    `by_group`: key of a dimension -> value -> the same; "" stands for what is not known.
    """

    number: int
    name: str
    kind: str
    value: Decimal
    baseline: Decimal
    target: Decimal
    facts: int
    source_of_verification: str
    activity: int | None
    reported: Reported | None
    by_cycle: dict[str, Decimal | None]
    by_group: dict[str, dict[str, Decimal | None]]

    @property
    def groups(self) -> list[tuple[str | Promise, list[tuple[str | Promise, Decimal | None]]]]:
        """Title of each way to split the figure, and its parts, in the reader's language."""
        return [
            (
                one.title,
                [
                    (label, self.by_group[one.key][key])
                    for key, label in [*one.labels.items(), ("", NOT_KNOWN)]
                    if key in self.by_group[one.key]
                ],
            )
            for one in DIMENSIONS
            if one.key in self.by_group
        ]

    @property
    def counting(self) -> Counting:
        """Unit and definition, in the reader's language."""
        return reporting_queries.counting_of(self.kind)

    @property
    def hides_small_parts(self) -> bool:
        return any(None in parts.values() for parts in (self.by_cycle, *self.by_group.values()))


@dataclass(frozen=True)
class Block:
    """An activity of the agreement with its results; `activity` is None for those that belong to none."""

    activity: Activity | None
    results: list[Result]


@dataclass(frozen=True)
class Results:
    counted_at: dt.datetime
    results: list[Result] = field(default_factory=list)


@dataclass(frozen=True)
class _Behind:
    facts: int
    by_cycle: dict[str, Decimal | None]
    by_group: dict[str, dict[str, Decimal | None]]


def public_results(programme: Programme) -> Results:
    """Every indicator of the programme, counted at most every five minutes for all readers together.

    The number of questions grows with the kinds of indicators only, never with facts or reports.
    """
    key = f"portal.results.{programme.pk}"
    kept = caches["local"].get(key)
    if kept is None:
        kept = Results(clock.now(), _counted(programme))
        caches["local"].set(key, kept, RESULTS_LAST)
    return kept


def results_by_block(programme: Programme, found: Results) -> list[Block]:
    """In the order of the agreement; blocks without an indicator are left out."""
    blocks = [
        Block(activity, [result for result in found.results if result.activity == activity.pk])
        for activity in activities(programme)
    ]
    blocks.append(Block(None, [result for result in found.results if result.activity is None]))
    return [block for block in blocks if block.results]


def _counted(programme: Programme) -> list[Result]:
    period = reporting_queries.period_to_date(programme)
    reported = _last_reported(programme)
    behind: dict[str, _Behind] = {}
    found = []
    for figure in reporting_queries.indicators_with_figures(programme):
        indicator = figure.indicator
        if indicator.kind not in behind:
            behind[indicator.kind] = _read(figure, period)
        found.append(
            Result(
                number=indicator.number,
                name=indicator.name,
                kind=indicator.kind,
                value=figure.value,
                baseline=figure.baseline,
                target=figure.target,
                facts=behind[indicator.kind].facts,
                source_of_verification=indicator.source_of_verification,
                activity=indicator.activity_id,
                reported=reported.get(indicator.pk),
                by_cycle=behind[indicator.kind].by_cycle,
                by_group=behind[indicator.kind].by_group,
            )
        )
    return found


class _Parts:
    """Amounts and different people by part, as facts come in."""

    def __init__(self) -> None:
        self.amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        self.people: defaultdict[str, set[UUID]] = defaultdict(set)

    def add(self, part: str, fact: Evidence) -> None:
        self.amounts[part] += fact.amount
        if fact.who is not None:
            self.people[part].add(fact.who)

    def protected(self) -> dict[str, Decimal | None]:
        return protected({key: Part(amount, len(self.people[key])) for key, amount in self.amounts.items()})


def _read(figure: reporting_queries.Figure, period: Period) -> _Behind:
    """One pass over the facts: how many count, and the parts by cycle and by group where facts name them."""
    facts = 0
    by_cycle = _Parts()
    by_group = {one.key: _Parts() for one in DIMENSIONS}
    for fact in reporting_queries.lines(figure.indicator, period):
        if not fact.counts:
            continue
        facts += 1
        if cycle := fact.groups.get("cycle"):
            by_cycle.add(cycle, fact)
        for one in DIMENSIONS:
            value = fact.groups.get(one.key, "")
            by_group[one.key].add(value if value in one.labels else "", fact)
    return _Behind(
        facts,
        by_cycle.protected(),
        {key: parts.protected() for key, parts in by_group.items() if set(parts.amounts) - {""}},
    )


def _last_reported(programme: Programme) -> dict[int, Reported]:
    """Indicator -> its frozen figure in the submitted report that reaches furthest. One question."""
    last = (
        Report.objects.filter(programme=programme, state=Report.State.SUBMITTED)
        .order_by("-ends_on", "-submitted_at")
        .values("pk")[:1]
    )
    rows = ReportFigure.objects.filter(report__in=last).select_related("report")
    return {
        row.indicator_id: Reported(
            row.value_to_date,
            row.report.ends_on,
            row.report.submitted_at.astimezone(clock.WARSAW).date(),
        )
        for row in rows
        if row.report.submitted_at is not None
    }
