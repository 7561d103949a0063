"""Figures as they stand now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme import queries as programme_queries
from osnowa.programme.evidence import Counting, Evidence
from osnowa.programme.models import Indicator, Programme
from osnowa.reporting import rules
from osnowa.reporting.queries.countings import counting_of, lines, total
from osnowa.ui.words import decimal


@dataclass(frozen=True)
class Figure:
    """An indicator's figure. `counted`: in the period, without the baseline; `value`: with it.

    `planned`: what the straight line promises for the period's last day, or for today where that comes first.
    """

    indicator: Indicator
    period: Period
    counted: Decimal
    planned: Decimal
    standing: rules.Standing

    @property
    def value(self) -> Decimal:
        return self.indicator.baseline + self.counted

    @property
    def baseline(self) -> Decimal:
        return self.indicator.baseline

    @property
    def target(self) -> Decimal:
        return self.indicator.target

    @property
    def counting(self) -> Counting:
        return counting_of(self.indicator.kind)

    @property
    def unit(self) -> str | Promise:
        return self.counting.unit

    @property
    def state(self) -> str:
        return self.standing.state

    @property
    def has_plan_to_show(self) -> bool:
        return self.standing.code != "reached"

    @cached_property
    def words(self) -> str:
        """The tag: a state and the number behind it."""
        gap = decimal(self.standing.gap)
        return {
            "reached": _("target reached"),
            "ahead": _("%(gap)s ahead of plan") % {"gap": gap},
            "as_planned": _("as planned"),
            "behind": _("%(gap)s behind plan") % {"gap": gap},
            "not_begun": pgettext("indicator", "not begun"),
        }[self.standing.code]


def period_to_date(programme: Programme) -> Period:
    """The whole programme: what has not happened yet has left no fact."""
    return programme.period


def plan_dates(indicator: Indicator) -> tuple[dt.date, dt.date]:
    """The plan's first and last day: the indicator's own, or else the programme's."""
    return (
        indicator.plan_starts_on or indicator.programme.starts_on,
        indicator.plan_ends_on or indicator.programme.ends_on,
    )


def planned_on(indicator: Indicator, day: dt.date) -> Decimal:
    return rules.planned_value(indicator.baseline, indicator.target, *plan_dates(indicator), day)


def figure(indicator: Indicator, period: Period) -> Figure:
    """One figure, live: one aggregate."""
    return figure_of(indicator, period, total(indicator, period))


def indicators_with_figures(programme: Programme) -> list[Figure]:
    """Every indicator of the programme with its figure to date.

    One question for the indicators and one for each kind among them, however many indicators there are.
    """
    period = period_to_date(programme)
    totals: dict[str, Decimal] = {}
    found = []
    for indicator in programme_queries.indicators(programme):
        indicator.programme = programme
        if indicator.kind not in totals:
            totals[indicator.kind] = total(indicator, period)
        found.append(figure_of(indicator, period, totals[indicator.kind]))
    return found


def figure_of(indicator: Indicator, period: Period, counted: Decimal) -> Figure:
    """A figure whose total is known already."""
    day = min(clock.today(), period.end)
    planned = planned_on(indicator, day)
    return Figure(
        indicator=indicator,
        period=period,
        counted=counted,
        planned=planned,
        standing=rules.standing(
            indicator.baseline + counted, planned, indicator.target, begun=day >= plan_dates(indicator)[0]
        ),
    )


REASONS_NAMED = 4


@dataclass
class Reason:
    """Facts that do not count, by why."""

    words: str
    count: int
    amount: Decimal


@dataclass
class Findings:
    """Everything that one pass over the lines tells."""

    period: Period
    counting: list[Evidence] = field(default_factory=list)
    left_out: list[Evidence] = field(default_factory=list)
    counted: Decimal = Decimal(0)
    reasons: list[Reason] = field(default_factory=list)
    series: list[tuple[dt.date, Decimal]] = field(default_factory=list)  # by month, for the table
    growth: list[tuple[dt.date, Decimal]] = field(default_factory=list)  # by day of a fact, for the line

    @property
    def found(self) -> Decimal:
        """All that was found, in the unit of the indicator: the beginning of the sum on the page."""
        return self.counted + sum((reason.amount for reason in self.reasons), Decimal(0))

    @property
    def facts(self) -> int:
        return len(self.counting) + len(self.left_out)

    @property
    def by_amount(self) -> bool:
        """Does the sum add amounts, or (where what is left out has none) facts?"""
        return all(reason.amount > 0 for reason in self.reasons)

    @property
    def by_count(self) -> bool:
        """Is every fact that counts worth one?"""
        return all(fact.amount == 1 for fact in self.counting)


def findings(indicator: Indicator, period: Period, today: dt.date | None = None) -> Findings:
    """Read the facts once: those that count (newest first), the others, the sum and the monthly series."""
    return _read(indicator.baseline, lines(indicator, period), period, today or clock.today())


def _read(baseline: Decimal, facts: Iterable[Evidence], period: Period, today: dt.date) -> Findings:
    result = Findings(period)
    by_day: dict[dt.date, Decimal] = defaultdict(Decimal)
    reasons: dict[str, Reason] = {}
    for fact in facts:
        if fact.counts:
            result.counting.append(fact)
            result.counted += fact.amount
            by_day[fact.happened_on] += fact.amount
        else:
            result.left_out.append(fact)
            reason = reasons.setdefault(str(fact.reason), Reason(str(fact.reason), 0, Decimal(0)))
            reason.count += 1
            reason.amount += fact.amount
    for group in (result.counting, result.left_out):
        group.sort(key=lambda fact: (fact.happened_on, fact.source.kind, fact.source.id), reverse=True)
    result.reasons = _grouped(sorted(reasons.values(), key=lambda reason: (-reason.count, reason.words)))
    last = min(period.end, today)
    if last >= period.start:
        result.series = _cumulative(baseline, by_day, period.start, rules.months(period.start, last))
        result.growth = _cumulative(baseline, by_day, period.start, sorted({*by_day, last} - {period.start}))
    return result


def _grouped(reasons: list[Reason]) -> list[Reason]:
    """The commonest reasons by name, the rest together: the sum has to stay a sentence."""
    if len(reasons) <= REASONS_NAMED:
        return reasons
    rest = reasons[REASONS_NAMED - 1 :]
    together = Reason(
        _("for other reasons"),
        sum(reason.count for reason in rest),
        sum((reason.amount for reason in rest), Decimal(0)),
    )
    return [*reasons[: REASONS_NAMED - 1], together]


def _cumulative(
    baseline: Decimal, by_day: dict[dt.date, Decimal], start: dt.date, ends: list[dt.date]
) -> list[tuple[dt.date, Decimal]]:
    """Total so far on the first day and at the end of each of the days asked for, in order."""
    days = sorted(by_day)
    series, so_far, at = [], baseline, 0
    for end in [start, *ends]:
        while at < len(days) and days[at] <= end:
            so_far += by_day[days[at]]
            at += 1
        series.append((end, so_far))
    return series


def plan_series(indicator: Indicator, period: Period) -> list[tuple[dt.date, Decimal]]:
    """The straight line, for the chart: it is drawn from its two ends."""
    starts_on, ends_on = plan_dates(indicator)
    points = {period.start: indicator.baseline, starts_on: indicator.baseline, ends_on: indicator.target}
    if ends_on < period.end:
        points[period.end] = indicator.target
    return sorted(points.items())


def facts_words(count: int) -> str:
    return ngettext("%(count)s fact", "%(count)s facts", count) % {"count": decimal(count)}
