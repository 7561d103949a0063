"""The cycles of a programme as the team sees them, one cycle, and the forms that set it up."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team, has_role
from osnowa.programme.queries import next_number
from osnowa.workshops.actions import cycles as actions
from osnowa.workshops.forms.cycle import CycleForm
from osnowa.workshops.models import Cycle, Enrolment, Session
from osnowa.workshops.permissions import can_manage_cycles, can_see_cycle, can_see_needs, can_see_statistics
from osnowa.workshops.queries.attendance import needs_of
from osnowa.workshops.queries.cycles import (
    cycles_of,
    interested,
    is_ranked,
    places,
    places_of,
    recruitment_of,
    recruitment_of_row,
)
from osnowa.workshops.queries.enrolments import letters_about_place
from osnowa.workshops.queries.setting_up import (
    is_outside,
    missing,
    missing_before_publication,
    with_team_and_sessions,
)
from osnowa.workshops.queries.terms import applications, has_applications
from osnowa.workshops.rules.places import Places
from osnowa.workshops.rules.recruitment import Recruitment
from osnowa.workshops.views.work import cautions
from osnowa.workshops.views.work.reach import READERS, TEAM, cycle_of

Words = str | Promise

# What a cycle's state is called on work pages, and its sign.
STATES: dict[Recruitment, tuple[str, Words]] = {
    Recruitment.NOT_OPEN: ("none", pgettext_lazy("state of a cycle", "sign-up soon")),
    Recruitment.OPEN: ("soon", pgettext_lazy("state of a cycle", "sign-up open")),
    Recruitment.RESERVE: ("soon", pgettext_lazy("state of a cycle", "reserve list")),
    Recruitment.CLOSED: ("na", pgettext_lazy("state of a cycle", "sign-up closed")),
    Recruitment.DECIDING: ("soon", pgettext_lazy("state of a cycle", "places being decided")),
    Recruitment.STARTED: ("progress", pgettext_lazy("state of a cycle", "under way")),
    Recruitment.OVER: ("done", pgettext_lazy("state of a cycle", "over")),
}
DRAFT: tuple[str, Words] = ("none", pgettext_lazy("state of a cycle", "draft"))
TO_CLOSE: tuple[str, Words] = ("overdue", pgettext_lazy("state of a cycle", "attendance missing"))

MISSING: dict[str, Words] = {
    "summary": gettext_lazy("a sentence that says what it is"),
    "sessions": gettext_lazy("sessions"),
    "place": gettext_lazy("a place"),
    "trainers": gettext_lazy("a trainer"),
    "outcomes": gettext_lazy("what people will be able to do"),
}


@dataclass(frozen=True)
class Row:
    """One cycle on the list."""

    cycle: Cycle
    state: tuple[str, Words]
    places: Places
    next_session: Session | None
    missing: list[Words]


@dataclass(frozen=True)
class Meeting:
    """One session on a cycle's page."""

    session: Session
    state: tuple[str, Words]
    is_outside: bool
    is_next: bool = False


@require_safe
@for_team(*READERS)
def overview(request: HttpRequest, programme: Programme) -> HttpResponse:
    now = clock.now()
    rows = []
    for cycle in with_team_and_sessions(cycles_of(programme)):
        cycle.programme = programme
        if not can_see_cycle(request.user, cycle):
            continue
        sessions = list(cycle.sessions.all())
        rows.append(
            Row(
                cycle,
                _state(cycle, sessions, recruitment_of_row(cycle)),
                places_of(cycle),
                next((one for one in sessions if one.ends_at > now), None),
                [MISSING[code] for code in missing(cycle)] if not cycle.is_published else [],
            )
        )
    context = {
        "programme": programme,
        "rows": rows,
        "may_manage": can_manage_cycles(request.user, programme),
        "may_see_statistics": can_see_statistics(request.user, programme),
        "may_share": has_role(request.user, programme, Role.COORDINATOR, Role.EDITOR),
        "may_carry": has_role(request.user, programme, *TEAM),
    }
    return render(request, "workshops/work/cycles.html", context)


@require_safe
@for_team(*READERS)
def cycle(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    found = cycle_of(request, programme, number, called_off=True)
    now = clock.now()
    every = list(found.sessions.all())
    sessions = [session for session in every if not session.is_called_off]
    upcoming = next((one for one in sessions if one.closed_at is None), None)
    seats = places(found)
    may_see_needs = can_see_needs(request.user, found)
    may_manage = can_manage_cycles(request.user, programme)
    context = {
        "programme": programme,
        "cycle": found,
        "tab": "cycle",
        "this_year": clock.today().year,
        "state": _state(found, sessions, _recruitment(found, seats, sessions)),
        "places": seats,
        "meetings": [
            Meeting(one, meeting_state(one, now), is_outside(one, programme), is_next=one == upcoming)
            for one in every
        ],
        "missing": [MISSING[code] for code in missing(found)],
        "missing_to_publish": [MISSING[code] for code in missing_before_publication(found)],
        "needs": needs_of(found) if may_see_needs else [],
        "may_see_needs": may_see_needs,
        "applied": applications(found).count() if is_ranked(found) else 0,
        "may_withdraw": may_manage and found.is_published and not has_applications(found),
        "interested": interested(found) if now < found.recruitment_opens_at else 0,
        "may_manage": may_manage,
    }
    return render(request, "workshops/work/cycle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = CycleForm(
        request.POST if request.method == "POST" else None,
        programme=programme,
        initial={"number": next_number(Cycle.objects.filter(programme=programme)), **CycleForm.usual()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.create_cycle(programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The cycle is here. Now add its sessions, then publish it."))
            cautions.warn_of_late_recruitment(request, found)
            return redirect("workshops:work_cycle", programme.slug, found.number)
    return render(
        request, "workshops/work/cycle_form.html", {"programme": programme, "cycle": None, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    found = cycle_of(request, programme, number)
    form = CycleForm(
        request.POST if request.method == "POST" else None,
        programme=programme,
        initial=CycleForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.change_cycle(found, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _said_after_change(found))
            cautions.warn_of_late_recruitment(request, found)
            return redirect("workshops:work_cycle", programme.slug, found.number)
        found = cycle_of(request, programme, number)
    context = {
        "programme": programme,
        "cycle": found,
        "form": form,
        "letters": letters_about_place(found),
    }
    return render(request, "workshops/work/cycle_form.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def publish(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    return _switch(request, programme, number, actions.publish_cycle, _("The cycle is on the public pages."))


@require_POST
@for_team(Role.COORDINATOR)
def withdraw(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    return _switch(
        request, programme, number, actions.withdraw_publication, _("Only the team sees the cycle now.")
    )


def _switch(request: HttpRequest, programme: Programme, number: int, deed: Any, said: str) -> HttpResponse:
    try:
        deed(cycle_of(request, programme, number), by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said)
    return redirect("workshops:work_cycle", programme.slug, number)


def _said_after_change(changed: Cycle) -> str:
    """Saved, and what followed of itself: whose the new places are, who was told of the new place of sessions."""
    moved_up: list[Enrolment] = changed.promoted  # type: ignore[attr-defined]
    promoted = [one.person.name for one in moved_up if one.state == Enrolment.State.PLACED]
    asked = [one.person.name for one in moved_up if one.state == Enrolment.State.RESERVE]
    told = cautions.people_told(changed.people_told)  # type: ignore[attr-defined]
    if asked:
        said = _("From the reserve list we ask by e-mail whether they want a place: %(names)s.")
        return f"{_('Saved.')} {said % {'names': ', '.join(asked)}}{told}"
    if not promoted:
        return _("Saved.") + told
    given = ngettext(
        "From the reserve list %(names)s has a place now and gets an e-mail about it.",
        "From the reserve list these people have a place now and get an e-mail about it: %(names)s.",
        len(promoted),
    )
    return f"{_('Saved.')} {given % {'names': ', '.join(promoted)}}{told}"


def meeting_state(session: Session, now: Any) -> tuple[str, Words]:
    if session.is_called_off:
        return ("na", pgettext_lazy("session", "called off"))
    if session.closed_at is not None:
        return ("done", gettext_lazy("closed"))
    if session.ends_at <= now:
        return TO_CLOSE
    if session.starts_at <= now:
        return ("progress", gettext_lazy("going on now"))
    return ("none", gettext_lazy("ahead"))


def _state(cycle: Cycle, sessions: list[Session], stands: Recruitment) -> tuple[str, Words]:
    if not cycle.is_published:
        return DRAFT
    if any(one.closed_at is None and one.ends_at <= clock.now() for one in sessions):
        return TO_CLOSE
    return STATES[stands]


def _recruitment(cycle: Cycle, seats: Places, sessions: list[Session]) -> Recruitment:
    return recruitment_of(
        cycle,
        seats,
        min((one.starts_at for one in sessions), default=None),
        max((one.ends_at for one in sessions), default=None),
    )
