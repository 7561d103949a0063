"""Who signed up for a cycle: the list, the same as a spreadsheet, and what the team does about one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.sheets import csv_download, xlsx_download
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions.enrolment import cancel_enrolment, undo_cancellation
from osnowa.workshops.actions.places import place_from_reserve
from osnowa.workshops.models import Enrolment
from osnowa.workshops.permissions import can_manage_cycles
from osnowa.workshops.queries.cycles import places
from osnowa.workshops.queries.sign_up_table import sign_up_table
from osnowa.workshops.queries.signed_up import same_addresses, signed_up
from osnowa.workshops.views.work.reach import TEAM, cycle_of, enrolment_of


@require_safe
@for_team(*TEAM)
def listing(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    rows = list(signed_up(cycle))
    shared = same_addresses(rows)
    for row in rows:
        row.same_address = shared.get(row.pk)  # type: ignore[attr-defined]  # read by the template
    states = Enrolment.State
    seats = places(cycle)
    sessions = list(cycle.sessions.all())
    is_over = bool(sessions) and max(one.ends_at for one in sessions) <= clock.now()
    context = {
        "programme": programme,
        "cycle": cycle,
        "tab": "enrolments",
        "places": seats,
        "is_over": is_over,
        "may_give_place": not is_over and seats.taken < seats.capacity,
        "placed": [row for row in rows if row.state == states.PLACED],
        "waiting": [row for row in rows if row.state == states.RESERVE],
        "applied": [row for row in rows if row.state == states.APPLIED],
        "refused": [row for row in rows if row.state == states.REFUSED],
        "cancelled": [row for row in rows if row.state == states.CANCELLED],
        "asks_questions": cycle.asks_questions,  # type: ignore[attr-defined]  # cycle_of
        "may_manage": can_manage_cycles(request.user, programme),
    }
    return render(request, "workshops/work/enrolments.html", context)


@require_safe
@for_team(Role.COORDINATOR)
def download(request: HttpRequest, programme: Programme, number: int) -> HttpResponseBase:
    cycle = cycle_of(request, programme, number)
    return csv_download(f"zgloszenia-w{cycle.number}", *sign_up_table(cycle))


@require_safe
@for_team(Role.COORDINATOR)
def download_xlsx(request: HttpRequest, programme: Programme, number: int) -> HttpResponseBase:
    cycle = cycle_of(request, programme, number)
    return xlsx_download(f"zgloszenia-w{cycle.number}", _("Sign-ups"), *sign_up_table(cycle))


@require_POST
@for_team(Role.COORDINATOR)
def give_place(request: HttpRequest, programme: Programme, number: int, enrolment: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    try:
        found = place_from_reserve(enrolment_of(cycle, enrolment), by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(
            request, _("%(name)s has a place now and gets an e-mail about it.") % {"name": found.person.name}
        )
    return redirect("workshops:work_enrolments", programme.slug, number)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def cancel(request: HttpRequest, programme: Programme, number: int, enrolment: int) -> HttpResponse:
    """Cancel somebody's sign-up for them, after an interruption; `undo` in the form takes it back."""
    cycle = cycle_of(request, programme, number)
    found = enrolment_of(cycle, enrolment)
    if request.method == "POST":
        undo = "undo" in request.POST
        try:
            (undo_cancellation if undo else cancel_enrolment)(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            said = (
                _("The sign-up of %(name)s stands again.")
                if undo
                else _("The sign-up of %(name)s is cancelled.")
            )
            messages.success(request, said % {"name": found.person.name})
        return redirect("workshops:work_enrolments", programme.slug, number)
    context = {"programme": programme, "cycle": cycle, "enrolment": found}
    return render(request, "workshops/work/enrolment_cancel.html", context)
