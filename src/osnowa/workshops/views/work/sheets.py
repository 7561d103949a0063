"""The paper list: all rows entered on one page, and the scan of the signed sheet."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions import sheets as actions
from osnowa.workshops.forms.sheets import PaperRowForm, ScanForm
from osnowa.workshops.models import Session, SignedSheet
from osnowa.workshops.permissions import can_remove_sheet
from osnowa.workshops.queries.attendance import Line, lines
from osnowa.workshops.rules import hours, scans
from osnowa.workshops.views.work.reach import SEE_OTHER, TEAM, session_to_sign


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def paper(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """Every row of the signed list, one form, one button."""
    found = session_to_sign(request, programme, number, session)
    if found.closed_at is not None or clock.now() < hours.attendance_opens_at(found.starts_at):
        messages.error(request, _("The paper list is entered while the list of the session is open."))
        return _back(found)
    rows = [(line, _row_form(request, line)) for line in lines(found)]
    if request.method == "POST":
        answers = [form.is_valid() for _line, form in rows]  # all of them: what is wrong is said at once
        if all(answers):
            changed = [
                actions.Row(
                    line.enrolment,
                    form.cleaned_data["mark"],
                    form.cleaned_data["came"],
                    form.cleaned_data["left"],
                    _minutes_kept(line, form),
                )
                for line, form in rows
                if form.is_changed
            ]
            try:
                written = actions.enter_sheet(found, changed, by=request.user)
            except actions.RowRefused as refusal:
                next(form for line, form in rows if line.enrolment == refusal.enrolment).refuse(refusal)
            except RuleBroken as refusal:
                messages.error(request, str(refusal.message))
                return _back(found)
            else:
                said = ngettext("%(count)d row is written down.", "%(count)d rows are written down.", written)
                messages.success(request, said % {"count": written})
                return _back(found)
        messages.error(request, _("Nothing is saved yet: look at the rows marked below."))
    context = {"programme": programme, "cycle": found.cycle, "session": found, "rows": rows}
    return render(request, "workshops/work/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def add(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = session_to_sign(request, programme, number, session)
    sent = request.method == "POST"
    form = ScanForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        try:
            actions.add_sheet(found, form.cleaned_data["file"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The scan is attached to the list."))
            return _back(found, "#skany")
    context = {"programme": programme, "cycle": found.cycle, "session": found, "form": form}
    return render(request, "workshops/work/sheet_add.html", context)


@require_safe
@for_team(*TEAM)
def download(
    request: HttpRequest, programme: Programme, number: int, session: int, sheet: int
) -> HttpResponse:
    """A download only: what somebody uploaded is never opened within our own pages."""
    row = _sheet(session_to_sign(request, programme, number, session), sheet)
    try:
        with row.file.open("rb") as opened:
            content = opened.read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = next((kind for ending, kind in scans.BY_ENDING.items() if row.name.endswith(ending)), None)
    response = HttpResponse(content, content_type=kind.type if kind else "application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def remove(request: HttpRequest, programme: Programme, number: int, session: int, sheet: int) -> HttpResponse:
    found = session_to_sign(request, programme, number, session)
    if not can_remove_sheet(request.user, found):
        raise Http404
    row = SignedSheet.objects.filter(session=found, number=sheet).first()
    if row is None:
        return _back(found)
    if request.method == "POST":
        actions.remove_sheet(found, sheet, by=request.user)
        messages.success(request, _("The scan is removed."))
        return _back(found)
    context = {"programme": programme, "cycle": found.cycle, "session": found, "sheet": row}
    return render(request, "workshops/work/sheet_remove.html", context)


def _row_form(request: HttpRequest, line: Line) -> PaperRowForm:
    row = line.attendance
    came = row.came_at.astimezone(clock.WARSAW).time() if row and row.came_at else None
    left = row.left_at.astimezone(clock.WARSAW).time() if row and row.left_at else None
    initial: dict[str, Any] = {
        "mark": line.mark,
        "came": f"{came:%H:%M}" if came else "",
        "left": f"{left:%H:%M}" if left else "",
        "before": PaperRowForm.state(line.mark, came, left),
    }
    data = request.POST if request.method == "POST" else None
    return PaperRowForm(data, initial=initial, prefix=f"osoba-{line.enrolment.number}")


def _minutes_kept(line: Line, form: PaperRowForm) -> int:
    """Minutes that were written without hours stay, as long as the row says nothing about hours."""
    if form.cleaned_data["came"] or form.cleaned_data["left"] or line.attendance is None:
        return 0
    had_hours = line.attendance.came_at is not None or line.attendance.left_at is not None
    return 0 if had_hours or not form.cleaned_data["mark"] else line.attendance.minutes_missed


def _sheet(session: Session, number: int) -> SignedSheet:
    row = SignedSheet.objects.filter(session=session, number=number).first()
    if row is None:
        raise Http404
    return row


def _back(session: Session, anchor: str = "") -> HttpResponse:
    cycle = session.cycle
    address = reverse("workshops:attendance", args=[cycle.programme.slug, cycle.number, session.number])
    return HttpResponseRedirect(f"{address}{anchor}", status=SEE_OTHER)
