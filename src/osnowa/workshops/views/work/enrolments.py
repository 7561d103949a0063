"""Who signed up for a cycle: the list, the same as a spreadsheet, and what the team does about one of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.lib.sheets import csv_download, xlsx_download
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions.enrolment import cancel_enrolment, undo_cancellation
from osnowa.workshops.actions.places import place_from_reserve
from osnowa.workshops.models import Enrolment
from osnowa.workshops.permissions import can_manage_cycles
from osnowa.workshops.queries.cycles import places_among
from osnowa.workshops.queries.messages import letters_to
from osnowa.workshops.queries.reserve import before_of, position_on_reserve
from osnowa.workshops.queries.sign_up_table import sign_up_table
from osnowa.workshops.queries.signed_up import STATE_WORDS, same_addresses, signed_up
from osnowa.workshops.views.work.reach import TEAM, cycle_of, enrolment_of

# How far a letter got: the sign and the word.
LETTER_STATES: dict[str, tuple[str, Any]] = {
    OutgoingMail.State.QUEUED: ("soon", pgettext_lazy("letter", "waiting")),
    OutgoingMail.State.SENDING: ("soon", pgettext_lazy("letter", "waiting")),
    OutgoingMail.State.SENT: ("done", pgettext_lazy("letter", "sent")),
    OutgoingMail.State.DEAD: ("overdue", pgettext_lazy("letter", "failed")),
    OutgoingMail.State.EXPIRED: ("na", pgettext_lazy("letter", "too late, not sent")),
}


@require_safe
@for_team(*TEAM)
def listing(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    rows = list(signed_up(cycle))
    shared = same_addresses(rows)
    for row in rows:
        row.same_address = shared.get(row.pk)  # type: ignore[attr-defined]  # read by the template
    states = Enrolment.State
    seats = places_among(cycle, rows)
    before = before_of(programme, {row.person_id for row in rows}, apart_from=cycle)
    for row in rows:
        row.before = before.get(row.person_id)  # type: ignore[attr-defined]  # read by the template
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
        "applied": [row for row in rows if row.state == states.APPLIED],
        "refused": [row for row in rows if row.state == states.REFUSED],
        "asked": [row for row in rows if row.state == states.RESERVE and row.offered_until],
        "waiting": [
            row
            for row in rows
            if row.state == states.RESERVE and not row.offered_until and not row.set_aside_at
        ],
        "set_aside": [row for row in rows if row.state == states.RESERVE and row.set_aside_at],
        "cancelled": [row for row in rows if row.state == states.CANCELLED],
        "asks_questions": cycle.asks_questions,  # type: ignore[attr-defined]  # cycle_of
        "may_manage": can_manage_cycles(request.user, programme),
    }
    return render(request, "workshops/work/enrolments.html", context)


@require_safe
@for_team(*TEAM)
def detail(request: HttpRequest, programme: Programme, number: int, enrolment: int) -> HttpResponse:
    """One sign-up: how it stands, what came of the person's places before, every letter and how far it got."""
    cycle = cycle_of(request, programme, number)
    found = enrolment_of(cycle, enrolment)
    sessions = list(cycle.sessions.all())
    context = {
        "programme": programme,
        "cycle": cycle,
        "enrolment": found,
        "state": STATE_WORDS[found.state],
        "position": position_on_reserve(found),
        "before": before_of(programme, {found.person_id}, apart_from=cycle).get(found.person_id),
        "letters": [(letter, LETTER_STATES[letter.state]) for letter in letters_to(found)],
        "is_over": bool(sessions) and max(one.ends_at for one in sessions) <= clock.now(),
        "may_manage": can_manage_cycles(request.user, programme),
    }
    return render(request, "workshops/work/enrolment.html", context)


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
