"""Workshops in numbers: the page with its pictures, and the same tables as files. No names of people."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.lib import bar_charts
from osnowa.lib.period import Period
from osnowa.lib.period_form import PeriodForm
from osnowa.lib.sheet_amounts import as_numbers, with_commas
from osnowa.lib.sheets import csv_download, xlsx_download
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.ui import words
from osnowa.workshops.queries.statistic_parts import part_of, parts_of
from osnowa.workshops.queries.statistic_tables import TABLES, Table, attendance_of
from osnowa.workshops.queries.statistics import Statistics
from osnowa.workshops.queries.statistics import statistics as read
from osnowa.workshops.rules.statistics import percent
from osnowa.workshops.views.work.reach import cycle_of

READERS = (Role.COORDINATOR, Role.EVALUATOR)
XLSX = "xlsx"


@require_safe
@for_team(*READERS)
def page(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = PeriodForm.of(request.GET)
    asked = form.period(programme.period)
    found = read(programme, asked or programme.period)
    context = {
        "programme": programme,
        "form": form,
        "asked": asked,
        "found": found,
        "query": f"&od={asked.start.isoformat()}&do={asked.end.isoformat()}" if asked else "",
        "finished": any(row.ends for row in found.cycles),
        "sign_ups_chart": _sign_ups(found),
        "places_chart": _places(found),
        "attendance_chart": _attendance(found),
        "parts": parts_of(programme, asked or programme.period),
    }
    return render(request, "workshops/work/statistics.html", context)


@require_safe
@for_team(*READERS)
def table(request: HttpRequest, programme: Programme, ending: str) -> HttpResponseBase:
    """One table of the page as a file (`?tabela=cykle`), for the days that the page shows."""
    name = request.GET.get("tabela", "podsumowanie")
    period = PeriodForm.of(request.GET).period(programme.period) or programme.period
    if name in TABLES:
        made = TABLES[name](read(programme, period))
    elif (part := part_of(name, programme, period)) is not None:
        made = part.header, part.rows
    else:
        raise Http404
    return _file(f"{programme.slug}-{name}-{_days(period)}", _("Statistics"), made, ending)


@require_safe
@for_team(Role.COORDINATOR)
def attendance(request: HttpRequest, programme: Programme, number: int, ending: str) -> HttpResponseBase:
    """Who was at which session of the cycle, with names: only for the coordinator."""
    cycle = cycle_of(request, programme, number)
    return _file(f"{programme.slug}-obecnosc-w{cycle.number}", _("Attendance"), attendance_of(cycle), ending)


def _file(name: str, title: str, made: Table, ending: str) -> HttpResponseBase:
    header, rows = made
    if ending == XLSX:
        return xlsx_download(name, title, header, as_numbers(rows))
    return csv_download(name, header, list(with_commas(rows)))


def _days(period: Period) -> str:
    return f"{period.start.isoformat()}-{period.end.isoformat()}"


def _picture(title: str, finding: str, drawing: str) -> dict[str, Any]:
    return {
        "title": title,
        "finding": finding,
        "drawing": mark_safe(drawing),  # noqa: S308  lib.charts escapes what it is given
    }


def _sign_ups(found: Statistics) -> dict[str, Any] | None:
    if not found.sign_ups:
        return None
    count = sum(n for _day, n in found.sign_ups)
    day, most = max(found.sign_ups, key=lambda row: row[1])
    finding = ngettext(
        "%(count)d sign-up; the most on one day, %(most)d, on %(day)s.",
        "%(count)d sign-ups; the most on one day, %(most)d, on %(day)s.",
        count,
    ) % {"count": count, "most": most, "day": words.short_date(day)}
    drawing = bar_charts.day_chart(found.sign_ups, title=finding, language=get_language() or "pl")
    return _picture(_("Sign-ups by day"), finding, drawing)


def _places(found: Statistics) -> dict[str, Any] | None:
    if not found.cycles:
        return None
    placed = sum(row.placed for row in found.cycles)
    capacity = sum(row.cycle.capacity for row in found.cycles)
    finding = _("%(placed)d of %(capacity)d places are taken, %(percent)d%% of them.") % {
        "placed": placed,
        "capacity": capacity,
        "percent": percent(placed, capacity) or 0,
    }
    drawing = bar_charts.bar_chart(
        [
            (_("Cycle %(number)d") % {"number": row.cycle.number}, row.placed, row.cycle.capacity)
            for row in found.cycles
        ],
        title=finding,
        language=get_language() or "pl",
    )
    return _picture(_("How full the cycles are"), finding, drawing)


def _attendance(found: Statistics) -> dict[str, Any] | None:
    points = [(row.day, row.percent) for row in found.sessions if row.percent is not None]
    if not points:
        return None
    came, expected = sum(row.came for row in found.sessions), sum(row.expected for row in found.sessions)
    finding = ngettext(
        "At %(count)d session %(percent)d%% of those expected came.",
        "At %(count)d sessions %(percent)d%% of those expected came.",
        len(found.sessions),
    ) % {"count": len(found.sessions), "percent": percent(came, expected) or 0}
    drawing = bar_charts.day_chart(points, title=finding, language=get_language() or "pl", dots=True, top=100)
    return _picture(_("Attendance by session, percent"), finding, drawing)
