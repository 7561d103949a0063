"""Reports that stand: what was told, what would be told today, and which facts differ."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from osnowa.programme.evidence import breakdowns
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.reporting import documents, queries
from osnowa.reporting.models import EvidenceLine, Report, ReportFigure
from osnowa.reporting.permissions import READERS, may_see_names, may_write
from osnowa.reporting.views.facts import facts_download
from osnowa.reporting.views.indicators import ON_A_PAGE
from osnowa.workshops.evidence.groups import DIMENSIONS

DIFFERENCES_SHOWN = 100


def page(request: HttpRequest, report: Report) -> HttpResponse:
    rows = queries.figures_then_and_now(report)
    return render(
        request,
        "reporting/submitted.html",
        {
            "programme": report.programme,
            "report": report,
            "rows": rows,
            "moved": [row for row in rows if row.moved],
            "same_sum": [row for row in rows if row.difference.count and not row.moved],
            "sealed": queries.verify_checksum(report),
            "checksum_parts": [report.checksum[at : at + 8] for at in range(0, 64, 8)],
            "may_write": may_write(request.user, report.programme),
            "languages": [("pl", "polski"), ("en", "English")],
        },
    )


@require_safe
@for_team(*READERS)
def figure(request: HttpRequest, programme: Programme, number: int, figure: int) -> HttpResponse:
    """One frozen figure: the facts that differ today, and all that were told."""
    report = _submitted(programme, number)
    found = get_object_or_404(ReportFigure.objects.select_related("indicator"), report=report, number=figure)
    names = may_see_names(request.user, programme)
    row = next(row for row in queries.figures_then_and_now(report, only=found))
    page = Paginator(queries.frozen_lines(found), ON_A_PAGE).get_page(request.GET.get("page"))
    differs = row.difference

    def shown(lines: list) -> list:
        return queries.shown(programme, [line.fact for line in lines[:DIFFERENCES_SHOWN]], with_names=names)

    return render(
        request,
        "reporting/frozen_figure.html",
        {
            "programme": programme,
            "report": report,
            "row": row,
            "figure": found,
            "appeared": shown(differs.appeared),
            "disappeared": shown(differs.disappeared),
            "changed": list(
                zip(
                    [before for before, _after in differs.changed[:DIFFERENCES_SHOWN]],
                    shown([after for _before, after in differs.changed]),
                    strict=True,
                )
            ),
            "hidden": max(
                len(differs.appeared) - DIFFERENCES_SHOWN,
                len(differs.disappeared) - DIFFERENCES_SHOWN,
                len(differs.changed) - DIFFERENCES_SHOWN,
                0,
            ),
            "page": page,
            "breakdowns": breakdowns(queries.frozen_lines(found).filter(reason="").iterator(500), DIMENSIONS),
            "rows": queries.shown(programme, list(page.object_list), with_names=names),
        },
    )


@require_safe
@for_team(*READERS)
def paper(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """The report as PDF, in the language asked for (`?jezyk=en`) or in the reader's."""
    report = _submitted(programme, number)
    language = request.GET.get("jezyk") or get_language() or "pl"
    if language not in ("pl", "en"):
        raise Http404
    response = HttpResponse(documents.report(report, language), content_type="application/pdf")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="sprawozdanie-{programme.slug}-{report.number}-{language}.pdf"'
    )
    return response


@require_safe
@for_team(*READERS)
def facts_file(request: HttpRequest, programme: Programme, number: int) -> StreamingHttpResponse:
    """Every frozen fact as CSV, with the figure that it stands behind: pseudonymous keys, as they were sealed."""
    report = _submitted(programme, number)
    lines = (
        EvidenceLine.objects.filter(figure__report=report)
        .order_by("figure__number", "position")
        .iterator(chunk_size=500)
    )
    named = {figure.pk: f"{figure.number}. {figure.name}" for figure in report.figures.all()}
    return facts_download(
        f"{programme.slug}-sprawozdanie-{number}",
        programme,
        lines,
        names=False,
        request=request,
        figure_of=lambda line: named[line.figure_id],
    )


def _submitted(programme: Programme, number: int) -> Report:
    report: Report = get_object_or_404(
        Report, programme=programme, number=number, state=Report.State.SUBMITTED
    )
    report.programme = programme
    return report
