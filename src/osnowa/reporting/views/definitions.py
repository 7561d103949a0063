"""What was promised: a programme's indicators. They stand here, because only reporting knows what can be counted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme import actions as programme_actions
from osnowa.programme import queries as programme_queries
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.reporting import queries
from osnowa.reporting.forms import IndicatorForm
from osnowa.reporting.permissions import READERS, may_write


@require_safe
@for_team(*READERS)
def definitions(request: HttpRequest, programme: Programme) -> HttpResponse:
    rows = [(row, queries.counting_of(row.kind)) for row in programme_queries.indicators(programme)]
    return render(
        request,
        "reporting/definitions.html",
        {"programme": programme, "rows": rows, "may_write": may_write(request.user, programme)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def add(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = IndicatorForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            programme_actions.add_indicator(programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            messages.success(request, _("The indicator is added."))
            return redirect("reporting:definitions", programme.slug)
    return render(request, "reporting/definition.html", _context(programme, form))


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    indicator = get_object_or_404(programme_queries.indicators(programme), number=number)
    form = IndicatorForm(
        request.POST or None, programme=programme, initial=IndicatorForm.initial_of(indicator)
    )
    if request.method == "POST" and form.is_valid():
        try:
            programme_actions.change_indicator(indicator, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("reporting:definitions", programme.slug)
    return render(request, "reporting/definition.html", _context(programme, form) | {"indicator": indicator})


@require_POST
@for_team(Role.COORDINATOR)
def remove(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    indicator = programme_queries.indicators(programme).filter(number=number).first()
    if indicator is not None:  # gone already: the button was pressed twice
        try:
            programme_actions.remove_indicator(indicator, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The indicator is removed."))
    return redirect("reporting:definitions", programme.slug)


def _context(programme: Programme, form: IndicatorForm) -> dict[str, object]:
    return {
        "programme": programme,
        "form": form,
        "countings": list(queries.COUNTINGS.values()),
        "indicator": None,
    }
