"""The distribution record: a page for the days that one chooses, and the same as a workbook and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.lib.period import Period
from osnowa.lib.period_form import PeriodForm
from osnowa.lib.sheets import xlsx_download
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team, has_role
from osnowa.spreading.documents import record_paper
from osnowa.spreading.permissions import READERS, may_write
from osnowa.spreading.queries.record import record_of, table_of


@require_safe
@for_team(*READERS)
def page(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = PeriodForm.of(request.GET)
    asked = form.period(programme.period)
    context = {
        "programme": programme,
        "form": form,
        "asked": asked,
        "record": record_of(programme, asked or programme.period),
        "query": f"?od={asked.start.isoformat()}&do={asked.end.isoformat()}" if asked else "",
        "may_write": may_write(request.user, programme),
        "opens_lists": has_role(request.user, programme, Role.COORDINATOR, Role.EVALUATOR),
    }
    return render(request, "spreading/work/record.html", context)


@require_safe
@for_team(*READERS)
def book(request: HttpRequest, programme: Programme) -> HttpResponse:
    period = _asked(request, programme)
    header, rows = table_of(record_of(programme, period))
    return xlsx_download(_file_name(programme, period), _("Distribution record"), header, rows)


@require_safe
@for_team(*READERS)
def paper(request: HttpRequest, programme: Programme) -> HttpResponse:
    period = _asked(request, programme)
    content = record_paper(programme, record_of(programme, period), get_language() or "pl")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(programme, period)}.pdf"'
    return response


def _asked(request: HttpRequest, programme: Programme) -> Period:
    return PeriodForm.of(request.GET).period(programme.period) or programme.period


def _file_name(programme: Programme, period: Period) -> str:
    return f"{programme.slug}-rozpowszechnianie-{period.start.isoformat()}-{period.end.isoformat()}"
