"""Reports while they are written."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme import queries as programme_queries
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.reporting import actions, documents, queries
from osnowa.reporting.forms import NarrativeForm, ReportForm
from osnowa.reporting.models import Report
from osnowa.reporting.permissions import READERS, may_write
from osnowa.reporting.views import submitted


def report_of(programme: Programme, number: int) -> Report:
    found: Report = get_object_or_404(
        Report.objects.select_related("submitted_by"), programme=programme, number=number
    )
    found.programme = programme
    return found


@require_safe
@for_team(*READERS)
def reports(request: HttpRequest, programme: Programme) -> HttpResponse:
    return render(
        request,
        "reporting/reports.html",
        {
            "programme": programme,
            "reports": queries.reports_of(programme),
            "suggestions": queries.suggested_periods(programme),
            "today": clock.today(),
            "may_write": may_write(request.user, programme),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def create(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Begin a report. The likeliest period is filled in, the others are a link away."""
    suggestions = queries.suggested_periods(programme)
    chosen = (
        suggestions[int(wanted) % len(suggestions)]
        if (wanted := request.GET.get("okres", "")).isdecimal()
        else suggestions[0]
    )
    form = ReportForm(
        request.POST or None,
        initial={
            "kind": chosen.kind,
            "starts_on": chosen.start,
            "ends_on": chosen.end,
            "due_on": chosen.due_on,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.create_report(programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            return redirect("reporting:report", programme.slug, report.number)
    return render(
        request,
        "reporting/report_form.html",
        {"programme": programme, "form": form, "report": None, "suggestions": suggestions, "chosen": chosen},
    )


@require_safe
@for_team(*READERS)
def report(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """A draft with what is open, or a submitted report with what has changed since."""
    found = report_of(programme, number)
    if found.is_submitted:
        return submitted.page(request, found)
    checks = queries.checklist(found)
    return render(
        request,
        "reporting/draft.html",
        {
            "programme": programme,
            "report": found,
            "checks": checks,
            "open_count": sum(not check.done for check in checks),
            "days_left": (found.due_on - clock.today()).days if found.due_on else None,
            "may_write": may_write(request.user, programme),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    found = report_of(programme, number)
    if found.is_submitted:
        return _stands_still(request, found)
    form = ReportForm(request.POST or None, initial=ReportForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_report(found, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("reporting:report", programme.slug, number)
    return render(
        request, "reporting/report_form.html", {"programme": programme, "form": form, "report": found}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def narrative(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """The words. Where the report was submitted meanwhile, what was typed stays on the page to be taken along."""
    found = report_of(programme, number)
    if found.is_submitted and request.method != "POST":
        return _stands_still(request, found)
    form = NarrativeForm(
        request.POST or None,
        initial={"narrative": found.narrative, "narrative_activities": found.narrative_activities},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_report(found, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field or None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("reporting:report", programme.slug, number)
    return render(
        request,
        "reporting/narrative.html",
        {
            "programme": programme,
            "report": found,
            "form": form,
            "activities": programme_queries.activities(programme),
            "figures": queries.indicators_with_figures(programme),
        },
    )


@require_safe
@for_team(*READERS)
def preview(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """What would be told if the draft were submitted now."""
    found = report_of(programme, number)
    if found.is_submitted:
        return redirect("reporting:report", programme.slug, number)
    return render(
        request,
        "reporting/preview.html",
        {
            "programme": programme,
            "report": found,
            "rows": queries.figures_of_draft(found),
            "now": clock.now(),
        },
    )


@require_safe
@for_team(*READERS)
def copy(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """The report field by field, to be pasted into the funder's generator. Frozen words where it is submitted."""
    found = report_of(programme, number)
    if found.is_submitted:
        rows = [
            (
                figure.name,
                documents.amount_words(figure.target, figure.unit),
                documents.achieved_words(figure.value, figure.value_to_date, figure.unit),
                figure.source_of_verification,
            )
            for figure in found.figures.order_by("number")
        ]
    else:
        rows = [
            (
                row.indicator.name,
                documents.amount_words(row.indicator.target, row.unit),
                documents.achieved_words(row.counted, row.to_date, row.unit),
                row.indicator.source_of_verification,
            )
            for row in queries.figures_of_draft(found, language="pl")
        ]
    return render(
        request,
        "reporting/copy.html",
        {"programme": programme, "report": found, "parts": documents.fields_to_copy(found, rows)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def submit(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """An interruption page, then the deed. A second press finds the report submitted and shows it."""
    found = report_of(programme, number)
    if request.method == "POST":
        try:
            actions.submit_report(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The report is submitted. Its figures stand still from now on."))
        return redirect("reporting:report", programme.slug, number)
    if found.is_submitted:
        return redirect("reporting:report", programme.slug, number)
    checks = queries.checklist(found)
    return render(
        request,
        "reporting/submit.html",
        {
            "programme": programme,
            "report": found,
            "open": [check for check in checks if not check.done],
            "overlaps": [other for check in checks for other in check.reports],
            "figures": queries.figures_of_draft(found),
        },
    )


@require_POST
@for_team(Role.COORDINATOR)
def remove(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    found = Report.objects.filter(programme=programme, number=number).first()
    if found is not None:  # gone already: the button was pressed twice
        try:
            actions.remove_draft(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The draft is removed."))
    return redirect("reporting:reports", programme.slug)


def _stands_still(request: HttpRequest, found: Report) -> HttpResponse:
    messages.warning(request, _("This report has been submitted and stands still."))
    return redirect("reporting:report", found.programme.slug, found.number)
