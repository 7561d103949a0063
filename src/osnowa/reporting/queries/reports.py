"""Reports: what is missing before one is sent, what stands in it, what has changed since."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import translation

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.people import queries as people_queries
from osnowa.programme import queries as programme_queries
from osnowa.programme.evidence import Evidence
from osnowa.programme.models import Indicator, Programme
from osnowa.reporting import rules
from osnowa.reporting.models import EvidenceLine, Report, ReportFigure
from osnowa.reporting.queries.countings import counting_of, lines, total
from osnowa.ui.words import decimal
from osnowa.workshops.queries.attendance import sessions_without_attendance

BATCH = 500


def reports_of(programme: Programme) -> QuerySet[Report]:
    return Report.objects.filter(programme=programme).order_by("-ends_on", "-number")


def drafts(programme: Programme) -> QuerySet[Report]:
    return reports_of(programme).filter(state=Report.State.DRAFT)


def suggested_periods(programme: Programme, today: dt.date | None = None) -> list[rules.Suggestion]:
    """What could be reported next, the likeliest first: nothing that a report, sent or begun, tells already."""
    told = (
        Report.objects.filter(programme=programme, kind=Report.Kind.PARTIAL)
        .order_by("-ends_on")
        .values_list("ends_on", flat=True)
        .first()
    )
    return rules.suggestions(programme.starts_on, programme.ends_on, today or clock.today(), told)


def overlapping(report: Report) -> list[Report]:
    """Other reports of the same kind that tell days of this one's period. A final one tells all days by design."""
    others = Report.objects.filter(
        programme=report.programme,
        kind=report.kind,
        starts_on__lte=report.ends_on,
        ends_on__gte=report.starts_on,
    )
    return list(others.exclude(pk=report.pk).order_by("starts_on", "number"))


# Before


@dataclass(frozen=True)
class Check:
    """One line of a draft's checklist. `code` names words and the page that mends it; `count`: how many are open."""

    code: str
    count: int
    reports: tuple[Report, ...] = ()  # those that the line is about

    @property
    def done(self) -> bool:
        return self.count == 0


def checklist(report: Report) -> list[Check]:
    """What is open before the report goes out, then what is ready. Nothing here forbids sending it."""
    programme, period = report.programme, report.period
    indicators = list(programme_queries.indicators(programme))
    open_sessions = sessions_without_attendance(programme).filter(
        starts_at__gte=period.starts_at, starts_at__lt=period.ends_before
    )
    to_settle = (
        people_queries.memberships_to_settle()
        .filter(enrolments__cycle__programme=programme)
        .distinct()
        .count()
    )
    overlaps = overlapping(report)
    checks = [
        Check("period_over", int(period.end >= clock.today())),
        Check("overlap", len(overlaps), tuple(overlaps)),
        Check("indicators", int(not indicators)),
        Check("attendance", open_sessions.count()),
        Check("organisations", to_settle),
        Check("sources", sum(not indicator.source_of_verification for indicator in indicators)),
        Check("agreement", int(not programme.agreement_number)),
        Check("narrative", int(not report.narrative.strip())),
        Check("narrative_activities", int(not report.narrative_activities.strip())),
    ]
    return sorted(checks, key=lambda check: check.done)


@dataclass(frozen=True)
class DraftFigure:
    """What a draft would tell of one indicator now. `counted`: in the period; `to_date`: with all before it."""

    indicator: Indicator
    unit: str
    counted: Decimal
    to_date: Decimal


def figures_of_draft(report: Report, language: str | None = None) -> list[DraftFigure]:
    """Live figures of the report's period. `language`: of the units; None = the reader's."""
    until = period_of_programme_until(report.programme, report.ends_on)
    found = []
    with translation.override(language or translation.get_language() or "pl"):
        for indicator in programme_queries.indicators(report.programme):
            indicator.programme = report.programme
            counted = total(indicator, report.period)
            before = counted if until == report.period else total(indicator, until)
            unit = str(counting_of(indicator.kind).unit)
            found.append(DraftFigure(indicator, unit, counted, indicator.baseline + before))
    return found


# After


def frozen_lines(figure: ReportFigure) -> QuerySet[EvidenceLine]:
    return EvidenceLine.objects.filter(figure=figure).order_by("position")


@dataclass(frozen=True)
class Line:
    """A fact, frozen or live, in the shape that comparing needs."""

    key: tuple[str, int]
    happened_on: dt.date
    amount: Decimal
    reason: str
    fact: Evidence | EvidenceLine


def line_of(fact: Evidence | EvidenceLine) -> Line:
    key = (
        (fact.source.kind, fact.source.id)
        if isinstance(fact, Evidence)
        else (fact.source_kind, fact.source_id)
    )
    return Line(key, fact.happened_on, rules.cents(fact.amount), str(fact.reason), fact)


@dataclass(frozen=True)
class FigureThenAndNow:
    """A frozen figure beside the same figure counted now, with the lines that explain the difference."""

    figure: ReportFigure
    live: Decimal
    difference: rules.Difference

    @property
    def moved(self) -> Decimal:
        return self.live - self.figure.value

    @property
    def moved_amount(self) -> Decimal:
        return abs(self.difference.amount)

    @property
    def moved_words(self) -> str:
        """+ 2 or − 2, with a true minus."""
        return f"{'+' if self.moved > 0 else '−'} {decimal(abs(self.moved), 2)}"


def figures_then_and_now(report: Report, only: ReportFigure | None = None) -> list[FigureThenAndNow]:
    """Every figure of a submitted report: what was told, what would be told today, and which facts differ."""
    found = []
    for figure in [only] if only else report.figures.select_related("indicator").order_by("number"):
        figure.indicator.programme = report.programme
        differs = rules.difference(
            map(line_of, frozen_lines(figure).iterator(chunk_size=BATCH)),
            map(line_of, lines(figure.indicator, report.period)),
        )
        found.append(FigureThenAndNow(figure, total(figure.indicator, report.period), differs))
    return found


# The seal


def report_fields(report: Report) -> dict[str, object]:
    """What the seal holds of the report itself."""
    return {
        "programme": report.programme_id,
        "number": report.number,
        "kind": report.kind,
        "starts_on": report.starts_on,
        "ends_on": report.ends_on,
        "narrative": report.narrative,
        "narrative_activities": report.narrative_activities,
    }


def figure_fields(figure: ReportFigure) -> dict[str, object]:
    return {
        "number": figure.number,
        "indicator": figure.indicator_id,
        "name": figure.name,
        "unit": figure.unit,
        "definition": figure.definition,
        "source_of_verification": figure.source_of_verification,
        "place_in_agreement": figure.place_in_agreement,
        "baseline": figure.baseline,
        "target": figure.target,
        "value": figure.value,
        "value_to_date": figure.value_to_date,
        "lines": figure.lines_count,
    }


def line_fields(line: EvidenceLine) -> dict[str, object]:
    return {
        "position": line.position,
        "happened_on": line.happened_on,
        "amount": line.amount,
        "label": line.label,
        "source": [line.source_kind, line.source_id],
        "who": str(line.who) if line.who else None,
        "organisation": line.organisation_id,
        "groups": line.groups,
        "reason": line.reason,
    }


def checksum_of(report: Report) -> str:
    """Compute the seal of the frozen rows again, line by line (rules.Seal says how)."""
    seal = rules.Seal()
    seal.add("report", report_fields(report))
    for figure in _in_order(report):
        for line in frozen_lines(figure).iterator(chunk_size=BATCH):
            seal.add("fact", line_fields(line))
        seal.add("figure", figure_fields(figure))
    return seal.checksum


def verify_checksum(report: Report) -> bool:
    """Do the frozen rows still say what was sealed? False for a draft, which has no seal."""
    return bool(report.checksum) and checksum_of(report) == report.checksum


def _in_order(report: Report) -> Iterator[ReportFigure]:
    return iter(ReportFigure.objects.filter(report=report).order_by("number", "pk"))


def period_of_programme_until(programme: Programme, end: dt.date) -> Period:
    """From the programme's first day to the end of a report."""
    return Period(min(programme.starts_on, end), end)
