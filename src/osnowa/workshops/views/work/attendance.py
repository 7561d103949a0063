"""The list of a session: one tap per person, the list to print, closing it, correcting it afterwards."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops import documents
from osnowa.workshops.actions import attendance as actions
from osnowa.workshops.actions.delivery import choose_mark
from osnowa.workshops.actions.staying import moments_of
from osnowa.workshops.forms.attendance import ChoiceForm, CorrectionForm, MarkForm
from osnowa.workshops.models import Attendance, AttendanceMark, Cycle, Session
from osnowa.workshops.permissions import (
    can_correct_attendance,
    can_remove_sheet,
    can_see_needs,
    can_sign_attendance,
)
from osnowa.workshops.queries.attendance import corrections, counts, lines
from osnowa.workshops.queries.marks import arrived_too_late, conflicts, marks_by_enrolment, said
from osnowa.workshops.rules import hours, presence
from osnowa.workshops.views.work.cycles import meeting_state
from osnowa.workshops.views.work.reach import (
    READERS,
    SEE_OTHER,
    TEAM,
    cycle_of,
    enrolment_of,
    session_of,
    session_to_sign,
)

Mark = Attendance.Mark


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = _session(request, programme, number, session)
    return _page(request, programme, found)


@require_POST
@for_team(*TEAM)
def mark(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """An empty mark clears. With htmx only the row and the counts come back; without, the page returns to the row."""
    found = session_to_sign(request, programme, number, session)
    form = MarkForm(request.POST)
    if not form.is_valid() or form.cleaned_data["session"] != found.pk:
        messages.error(
            request, _("This list has changed meanwhile. Look at it once more and mark the person again.")
        )
        return _back(found)
    enrolment = enrolment_of(found.cycle, form.cleaned_data["enrolment"])
    refusal = ""
    try:
        if form.cleaned_data["mark"]:
            came_at, left_at = moments_of(found, form.cleaned_data["came"], form.cleaned_data["left"])
            actions.mark_attendance(
                found,
                enrolment,
                form.cleaned_data["mark"],
                minutes_missed=form.cleaned_data["minutes_missed"] or 0,
                came_at=came_at,
                left_at=left_at,
                by=request.user,
            )
        else:
            actions.clear_mark(found, enrolment, by=request.user)
    except RuleBroken as broken:
        refusal = str(broken.message)
    if request.headers.get("HX-Request") == "true":
        context = _context(request, programme, found)
        row = next((row for row in context["rows"] if row.enrolment.pk == enrolment.pk), None)
        if row is not None:
            return render(
                request,
                "workshops/work/attendance_row.html",
                {**context, "row": row, "refusal": refusal, "swap": True},
            )
        # A person who gave the place up stands on the list only by the mark: cleared, the row is gone.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if refusal:
        messages.error(request, refusal)
    return _back(found, f"#osoba-{enrolment.number}")


@require_POST
@for_team(*TEAM)
def rest(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = session_to_sign(request, programme, number, session)
    try:
        marked = actions.mark_rest_present(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        said = ngettext(
            "%(count)d person is marked as present.", "%(count)d people are marked as present.", marked
        )
        messages.success(request, said % {"count": marked})
    return _back(found)


@require_safe
@for_team(*READERS)
def standing(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """The line of counts alone, asked for again and again while people scan the code."""
    found = _session(request, programme, number, session)
    context = _context(request, programme, found)
    stands = context["counts"]
    context |= {
        "before_counts": request.GET.get("bylo", "")[:20],
        "now_counts": f"{stands.came}-{stands.absent}",
    }
    return render(request, "workshops/work/attendance_counts.html", context)


@require_POST
@for_team(*TEAM)
def choose(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """Of two marks that contradict each other the trainer says which one counts."""
    found = session_to_sign(request, programme, number, session)
    form = ChoiceForm(request.POST)
    mark = (
        AttendanceMark.objects.filter(session=found, key=form.cleaned_data["mark"])
        .select_related("enrolment")
        .first()
        if form.is_valid()
        else None
    )
    if mark is None:
        messages.error(request, _("Choose which mark counts."))
        return _back(found)
    try:
        choose_mark(found, mark, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Settled. Both marks stay in the history."))
    return _back(found, f"#osoba-{mark.enrolment.number}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def close(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """Everybody marked: one press closes. Otherwise an interruption asks about the rest."""
    found = session_to_sign(request, programme, number, session)
    if request.method == "POST":
        try:
            actions.close_session(found, absent_rest="absent_rest" in request.POST, by=request.user)
        except RuleBroken as refusal:
            if refusal.code != "unmarked":
                messages.error(request, str(refusal.message))
                return _back(found)
            return redirect("workshops:attendance_close", programme.slug, number, session)
        messages.success(request, _("The list is closed and counts in the figures."))
        return _back(found)
    if found.closed_at is not None:
        return redirect("workshops:attendance", programme.slug, number, session)
    rows = lines(found)
    context = {
        "programme": programme,
        "cycle": found.cycle,
        "session": found,
        "counts": counts(rows),
        "unmarked": [row for row in rows if row.is_expected and not row.mark],
        "is_last": _is_last(found),
    }
    return render(request, "workshops/work/attendance_close.html", context)


@require_safe
@for_team(*TEAM)
def printed(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = session_to_sign(request, programme, number, session)
    response = HttpResponse(documents.attendance_list(found), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="lista-w{number}-spotkanie-{session}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def correct(
    request: HttpRequest, programme: Programme, number: int, session: int, enrolment: int
) -> HttpResponse:
    found = _session(request, programme, number, session)
    if not can_correct_attendance(request.user, found):
        raise Http404
    who = enrolment_of(found.cycle, enrolment)
    before = Attendance.objects.filter(session=found, enrolment=who).first()
    form = CorrectionForm(
        request.POST if request.method == "POST" else None, initial=CorrectionForm.initial_of(before)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            came_at, left_at = moments_of(found, data["came"], data["left"])
            actions.correct_attendance(
                found,
                who,
                data["mark"],
                data["minutes_missed"],
                data["reason"],
                came_at=came_at,
                left_at=left_at,
                by=request.user,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Corrected. The figures follow at once; submitted reports stand."))
            return _back(found, f"#osoba-{enrolment}")
    context = {
        "programme": programme,
        "cycle": found.cycle,
        "session": found,
        "enrolment": who,
        "attendance": before,
        "marks": list(said(found, who)),
        "form": form,
    }
    return render(request, "workshops/work/attendance_correct.html", context)


def _session(request: HttpRequest, programme: Programme, number: int, session: int) -> Session:
    return session_of(cycle_of(request, programme, number), session)


def _is_last(session: Session) -> bool:
    """Is this the only list of its cycle that is still open?"""
    return all(one.closed_at or one.pk == session.pk for one in session.cycle.sessions.all())


def _page(request: HttpRequest, programme: Programme, session: Session) -> HttpResponse:
    context = _context(request, programme, session)
    closed = session.closed_at is not None
    context["corrections"] = list(corrections(session)) if closed else []
    context["arrived_too_late"] = list(arrived_too_late(session)) if closed else []
    context["sheets"] = list(session.sheets.all())
    context["may_remove_sheet"] = can_remove_sheet(request.user, session)
    context["is_near"] = presence.is_open(clock.now(), session.starts_at, session.ends_at)
    return render(request, "workshops/work/attendance.html", context)


def _context(request: HttpRequest, programme: Programme, session: Session) -> dict[str, Any]:
    marks = marks_by_enrolment(session)
    rows = lines(session, marks)
    now = clock.now()
    others = list(session.cycle.sessions.all())
    place = others.index(session)
    may_sign = can_sign_attendance(request.user, session)
    opens_at = hours.attendance_opens_at(session.starts_at)
    cycle: Cycle = session.cycle
    return {
        "programme": programme,
        "cycle": cycle,
        "session": session,
        "state": meeting_state(session, now),
        "rows": rows,
        "counts": counts(rows),
        "conflicts": conflicts(session, marks),
        "marks": [(choice.value, choice.label) for choice in Mark],
        "may_sign": may_sign,
        "is_open": may_sign and session.closed_at is None and now >= opens_at,
        "may_close": may_sign and session.closed_at is None and now >= session.starts_at,
        "is_last": _is_last(session),
        "opens_at": opens_at if session.closed_at is None and now < opens_at else None,
        "may_correct": session.closed_at is not None and can_correct_attendance(request.user, session),
        "may_see_needs": can_see_needs(request.user, cycle),
        "before": others[place - 1] if place else None,
        "after": others[place + 1] if place + 1 < len(others) else None,
    }


def _back(session: Session, anchor: str = "") -> HttpResponse:
    cycle = session.cycle
    address = reverse("workshops:attendance", args=[cycle.programme.slug, cycle.number, session.number])
    return HttpResponseRedirect(f"{address}{anchor}", status=SEE_OTHER)
