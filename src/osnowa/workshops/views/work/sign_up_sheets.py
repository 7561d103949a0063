"""Sign-ups from a spreadsheet: upload, match columns, look, take over."""

from pathlib import PurePath

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.sheet_reading import read_table
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions import sign_up_sheets as actions
from osnowa.workshops.forms.sign_up_sheets import MatchingForm, SheetForm, guessed, key_of, read_rows
from osnowa.workshops.models import Cycle, Enrolment, SignUpSheet
from osnowa.workshops.queries.questions import questions_for
from osnowa.workshops.views.work.reach import cycle_of

MOST_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def upload(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file, file.size, most_rows=actions.MOST_ROWS)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            kept = actions.keep_sheet(
                cycle,
                name=text.clean(PurePath(file.name).name),
                header=table.header,
                rows=table.rows,
                matching=guessed(table.header, questions_for(cycle)),
                by=request.user,
            )
            return redirect("workshops:sign_up_sheet", programme.slug, number, kept.pk)
    context = {"programme": programme, "cycle": cycle, "form": form, "most": actions.MOST_ROWS}
    return render(request, "workshops/work/sheet_upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def sheet(request: HttpRequest, programme: Programme, number: int, sheet: int) -> HttpResponse:
    """Posted: `deed` = match (save the columns), import or drop."""
    cycle = cycle_of(request, programme, number)
    found = get_object_or_404(SignUpSheet, cycle=cycle, pk=sheet)
    found.cycle = cycle
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    questions = questions_for(cycle)
    form = MatchingForm(request.POST if deed == "match" else None, sheet=found, questions=questions)
    if deed == "drop":
        actions.drop_sheet(found, by=request.user)
        return redirect("workshops:work_enrolments", programme.slug, number)
    if deed == "match" and form.is_valid():
        actions.match_columns(found, form.matching(), by=request.user)
        return redirect("workshops:sign_up_sheet", programme.slug, number, sheet)
    rows = read_rows(found, questions, _known(cycle))
    wrong = [row for row in rows if row.errors]
    new = [row for row in rows if not row.errors and not row.is_known]
    if deed == "import" and new and not wrong:
        try:
            done = actions.import_sheet(found, rows, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        except SignUpSheet.DoesNotExist:  # a second click: the first one has done it
            return redirect("workshops:work_enrolments", programme.slug, number)
        else:
            messages.success(request, _said(done))
            return redirect("workshops:work_enrolments", programme.slug, number)
    context = {
        "programme": programme,
        "cycle": cycle,
        "sheet": found,
        "form": form,
        "wrong": wrong,
        "new": new,
        "shown": new[:MOST_SHOWN],
        "more": max(0, len(new) - MOST_SHOWN),
        "known": [row for row in rows if row.is_known],
    }
    return render(request, "workshops/work/sheet.html", context)


def _known(cycle: Cycle) -> set[tuple[str, str]]:
    living = Enrolment.objects.filter(cycle=cycle).exclude(state=Enrolment.State.CANCELLED)
    return {key_of(name, email) for name, email in living.values_list("person__name", "person__email")}


def _said(done: actions.Imported) -> str:
    said = ngettext("%(count)d person is signed up.", "%(count)d people are signed up.", done.fresh) % {
        "count": done.fresh
    }
    if done.known:
        said += " " + ngettext(
            "%(count)d was signed up before and stays as it was.",
            "%(count)d were signed up before and stay as they were.",
            done.known,
        ) % {"count": done.known}
    return said
