"""The moment from which a report stands still: figures freeze with their facts under a seal."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.lib.period import Period
from osnowa.people.models import Account
from osnowa.programme import queries as programme_queries
from osnowa.programme.evidence import Evidence
from osnowa.programme.models import Indicator
from osnowa.reporting import queries, rules
from osnowa.reporting.models import EvidenceLine, Report, ReportFigure
from osnowa.reporting.queries.reports import (
    BATCH,
    figure_fields,
    line_fields,
    period_of_programme_until,
    report_fields,
)

submitted = audit.deed("reporting.report_submitted", _("submitted a report"))

TRIES = 3  # two people pressing at once: on PostgreSQL the slower one starts again and finds it done


def submit_report(report: Report, *, by: Account | None) -> Report:
    """Freeze the figures of the report's period with every fact behind them, and seal them. Twice is once.

    All figures are read from one snapshot of the database, so that a correction made meanwhile is in all of them or
    in none. Facts stream through in batches: memory does not grow with their number. The frozen words (units,
    definitions, reasons) are Polish, whoever presses the button: the report goes to a Polish funder.
    Raises RuleBroken: `no_indicators` where there is nothing to tell.
    """
    with translation.override("pl"):
        return _in_one_snapshot(lambda: _submit(report, by))


def _submit(report: Report, by: Account | None) -> Report:
    report = lock(report)
    if report.is_submitted:
        return report
    programme = report.programme
    indicators = list(programme_queries.indicators(programme))
    if not indicators:
        raise RuleBroken(
            _("There is no indicator to report on. Add indicators to the programme first."),
            code="no_indicators",
        )
    seal = rules.Seal()
    seal.add("report", report_fields(report))
    facts = 0
    for indicator in indicators:
        indicator.programme = programme
        facts += _freeze(report, indicator, seal).lines_count
    report.state = Report.State.SUBMITTED
    report.submitted_at = clock.now()
    report.submitted_by = by
    report.checksum = seal.checksum
    report.save(update_fields=["state", "submitted_at", "submitted_by", "checksum"])
    submitted.record(
        report,
        by=by,
        programme_id=programme.pk,
        number=report.number,
        figures=len(indicators),
        facts=facts,
        checksum=report.checksum,
    )
    return report


def _freeze(report: Report, indicator: Indicator, seal: rules.Seal) -> ReportFigure:
    counting = queries.counting_of(indicator.kind)
    figure = ReportFigure.objects.create(
        report=report,
        indicator=indicator,
        number=indicator.number,
        name=indicator.name,
        unit=str(counting.unit),
        definition=str(counting.definition),
        source_of_verification=indicator.source_of_verification,
        place_in_agreement=indicator.place_in_agreement,
        baseline=indicator.baseline,
        target=indicator.target,
        value=Decimal(0),
        value_to_date=_to_date(report, indicator),
    )
    for batch in _batches(_lines(figure, queries.lines(indicator, report.period))):
        EvidenceLine.objects.bulk_create(batch)
        for line in batch:
            seal.add("fact", line_fields(line))
            figure.lines_count += 1
            if not line.reason:
                figure.value += line.amount
    figure.save(update_fields=["value", "lines_count"])
    seal.add("figure", figure_fields(figure))
    return figure


def _to_date(report: Report, indicator: Indicator) -> Decimal:
    until = period_of_programme_until(report.programme, report.ends_on)
    return rules.cents(indicator.baseline + queries.total(indicator, Period(until.start, until.end)))


def _lines(figure: ReportFigure, facts: Iterable[Evidence]) -> Iterator[EvidenceLine]:
    for position, fact in enumerate(facts, start=1):
        yield EvidenceLine(
            figure=figure,
            position=position,
            happened_on=fact.happened_on,
            amount=rules.cents(fact.amount),
            label=str(fact.label)[:300],
            source_kind=fact.source.kind,
            source_id=fact.source.id,
            who=fact.who,
            organisation_id=fact.organisation,
            groups={name: str(value) for name, value in fact.groups.items()},
            reason=str(fact.reason)[:300],
        )


def _batches(lines: Iterator[EvidenceLine]) -> Iterator[list[EvidenceLine]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


def _in_one_snapshot(deed: Callable[[], Report]) -> Report:
    """Run the deed in one transaction that sees one state of the database.

    SQLite's IMMEDIATE transaction does so by itself. On PostgreSQL it takes REPEATABLE READ, which must be asked for
    before anything else; inside somebody else's transaction (tests, the demonstration) it is theirs to choose.
    """
    alone = not connection.in_atomic_block and connection.vendor == "postgresql"
    for left in reversed(range(TRIES if alone else 1)):
        try:
            with transaction.atomic():
                if alone:
                    with connection.cursor() as cursor:
                        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                return deed()
        except OperationalError as error:
            if not left or not _overtaken(error):
                raise
    raise DatabaseError("unreachable")


def _overtaken(error: OperationalError) -> bool:
    """Did somebody else change the row first (PostgreSQL's serialization failure)?"""
    return getattr(error.__cause__, "sqlstate", "") == "40001"
