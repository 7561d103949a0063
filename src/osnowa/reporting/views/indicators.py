"""Figures, and the facts behind each of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.lib import charts, clock
from osnowa.lib.period import Period
from osnowa.lib.period_form import PeriodForm
from osnowa.lib.sheet_amounts import as_numbers
from osnowa.lib.sheets import xlsx_download
from osnowa.programme import queries as programme_queries
from osnowa.programme.evidence import breakdowns
from osnowa.programme.models import Indicator, Programme
from osnowa.programme.permissions import for_team
from osnowa.reporting import queries
from osnowa.reporting.permissions import READERS, may_see_names, may_write
from osnowa.reporting.queries.figures import Figure, Findings, plan_series, planned_on
from osnowa.reporting.views.facts import facts_download, facts_table
from osnowa.ui import words
from osnowa.workshops.evidence.groups import DIMENSIONS

ON_A_PAGE = 25
LEFT_OUT_SHOWN = 100
CHART_WIDTH, CHART_HEIGHT = (
    400,
    230,
)  # so that its words are readable on a phone, where it is shown about this size


@require_safe
@for_team(*READERS)
def indicators(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Every promise with its figure, plan and state."""
    return render(
        request,
        "reporting/indicators.html",
        {
            "programme": programme,
            "figures": queries.indicators_with_figures(programme),
            "today": clock.today(),
            "may_write": may_write(request.user, programme),
        },
    )


@require_safe
@for_team(*READERS)
def indicator(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """One figure, what leads to it, every fact behind it, and what was not counted."""
    found = _indicator(programme, number)
    period = queries.period_to_date(programme)
    whole = queries.findings(found, period)
    form = PeriodForm.of(request.GET)
    asked = form.period(programme.period)
    facts = queries.findings(found, asked) if asked and asked != period else whole
    names = may_see_names(request.user, programme)
    page = Paginator(facts.counting, ON_A_PAGE).get_page(request.GET.get("page"))
    figure = queries.figure_of(found, period, whole.counted)
    counting, left_out = list(page.object_list), facts.left_out[:LEFT_OUT_SHOWN]
    rows = queries.shown(programme, [*counting, *left_out], with_names=names)
    return render(
        request,
        "reporting/indicator.html",
        {
            "programme": programme,
            "indicator": found,
            "figure": figure,
            "chart": _chart(figure, whole),
            "findings": facts,
            "breakdowns": breakdowns(facts.counting, DIMENSIONS),
            "asked": asked if facts is not whole else None,
            "form": form,
            "page": page,
            "rows": rows[: len(counting)],
            "left_out": rows[len(counting) :],
            "left_out_hidden": max(len(facts.left_out) - LEFT_OUT_SHOWN, 0),
            "now": clock.now(),
            "may_write": may_write(request.user, programme),
            "may_see_names": names,
            "query": _query(asked),
        },
    )


@require_safe
@for_team(*READERS)
def facts_file(request: HttpRequest, programme: Programme, number: int) -> StreamingHttpResponse:
    """All facts as CSV, streamed: those that count and those that do not."""
    found = _indicator(programme, number)
    return facts_download(
        f"{programme.slug}-wskaznik-{number}",
        programme,
        queries.lines(found, _asked(request, programme)),
        names=may_see_names(request.user, programme),
        request=request,
    )


@require_safe
@for_team(*READERS)
def facts_book(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """The same facts as a workbook."""
    found = _indicator(programme, number)
    header, rows = facts_table(
        programme,
        queries.lines(found, _asked(request, programme)),
        names=may_see_names(request.user, programme),
        request=request,
    )
    return xlsx_download(f"{programme.slug}-wskaznik-{number}", _("Facts"), header, as_numbers(rows))


def _indicator(programme: Programme, number: int) -> Indicator:
    found: Indicator = get_object_or_404(programme_queries.indicators(programme), number=number)
    found.programme = programme
    return found


def _asked(request: HttpRequest, programme: Programme) -> Period:
    return PeriodForm.of(request.GET).period(programme.period) or queries.period_to_date(programme)


def _query(period: Period | None) -> str:
    return f"?od={period.start.isoformat()}&do={period.end.isoformat()}" if period else ""


def _chart(figure: Figure, whole: Findings) -> dict[str, Any] | None:
    """The growing line with its plan, the sentence that says the finding, and the same as a table."""
    if len(whole.series) < 2:  # noqa: PLR2004  the first day alone is no line
        return None
    finding = _("%(value)s of %(target)s on %(day)s; the plan for that day is %(planned)s.") % {
        "value": words.decimal(figure.value, 2),
        "target": words.decimal(figure.target, 2),
        "day": words.short_date(min(clock.today(), figure.period.end)),
        "planned": words.decimal(figure.planned, 2),
    }
    drawing = charts.line_chart(
        [(day, float(value)) for day, value in whole.growth],
        [(day, float(value)) for day, value in plan_series(figure.indicator, figure.period)],
        float(figure.target),
        title=finding,
        language=get_language() or "pl",
        width=CHART_WIDTH,
        height=CHART_HEIGHT,
    )
    return {
        "title": _("Growing total, %(months)s")
        % {"months": words.span(figure.period.start, figure.period.end)},
        "finding": finding,
        "drawing": mark_safe(drawing),  # noqa: S308  lib.charts escapes what it is given
        "rows": [(day, value, planned_on(figure.indicator, day)) for day, value in whole.series],
    }
