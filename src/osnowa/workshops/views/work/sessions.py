"""Adding and changing sessions, one by one or as a weekly series."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.ui import words
from osnowa.workshops.actions import sessions as actions
from osnowa.workshops.actions.calling_off import call_off_session, take_back_calling_off
from osnowa.workshops.forms.cycle import SeriesForm, SessionForm
from osnowa.workshops.forms.session import CallOffForm, WholeSessionForm
from osnowa.workshops.models import Cycle, Session
from osnowa.workshops.queries.enrolments import letters_about, letters_about_new
from osnowa.workshops.views.work import cautions
from osnowa.workshops.views.work.reach import cycle_of, session_of

SAFE_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def new(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    form = WholeSessionForm(
        request.POST if request.method == "POST" else None,
        programme=programme,
        initial=WholeSessionForm.next_of(cycle),
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and not cautions.asks_about_outside(form, cycle, [_planned(form)])
    ):
        try:
            session = actions.add_session(cycle, by=request.user, **_asked(form))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            told = cautions.people_told(session.people_told)  # type: ignore[attr-defined]  # set by the deed
            messages.success(request, _("The session is added: %(when)s.") % {"when": _when(session)} + told)
            _warn(request, cycle, [session])
            return redirect("workshops:work_cycle", programme.slug, number)
    context = {
        "programme": programme,
        "cycle": cycle,
        "session": None,
        "form": form,
        "letters_new": letters_about_new(cycle),
    }
    return render(request, "workshops/work/session_form.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def series(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    form = SeriesForm(request.POST if request.method == "POST" else None, initial=SeriesForm.next_of(cycle))
    planned = []
    if request.method == "POST" and form.is_valid():
        planned = [
            actions.Planned(title, starts_at, ends_at, form.cleaned_data["place"])
            for title, starts_at, ends_at in form.planned
        ]
    days = [Session(starts_at=plan.starts_at, ends_at=plan.ends_at) for plan in planned]
    if planned and not cautions.asks_about_outside(form, cycle, days):
        try:
            added = actions.add_sessions(cycle, planned, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = ngettext(
                "%(count)d session is added: %(when)s.", "%(count)d sessions are added: %(when)s.", len(added)
            )
            told = cautions.people_told(added[0].people_told)  # type: ignore[attr-defined]  # set by the deed
            messages.success(request, said % {"count": len(added), "when": cautions.when(added)} + told)
            _warn(request, cycle, added)
            return redirect("workshops:work_cycle", programme.slug, number)
    context = {
        "programme": programme,
        "cycle": cycle,
        "form": form,
        "letters_new": letters_about_new(cycle),
    }
    return render(request, "workshops/work/series_form.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    found = session_of(cycle, session)
    form = WholeSessionForm(
        request.POST if request.method == "POST" else None,
        programme=programme,
        initial=WholeSessionForm.initial_of(found),
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and not cautions.asks_about_outside(form, cycle, _moved(form, found))
    ):
        try:
            changed = actions.change_session(found, by=request.user, **_asked(form))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            told = cautions.people_told(changed.people_told)  # type: ignore[attr-defined]  # set by the deed
            messages.success(request, _("Saved: %(when)s.") % {"when": _when(changed)} + told)
            _warn(request, cycle, [changed])
            return redirect("workshops:work_cycle", programme.slug, number)
    context = {
        "programme": programme,
        "cycle": cycle,
        "session": found,
        "form": form,
        "letters": letters_about(found),
    }
    return render(request, "workshops/work/session_form.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def remove(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """An interruption first: a removed session does not come back."""
    cycle = cycle_of(request, programme, number)
    found = session_of(cycle, session)
    if request.method == "POST":
        try:
            told = actions.remove_session(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The session is removed.") + cautions.people_told(told))
        return redirect("workshops:work_cycle", programme.slug, number)
    context = {
        "programme": programme,
        "cycle": cycle,
        "session": found,
        "letters": letters_about(found),
    }
    return render(request, "workshops/work/session_remove.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def call_off(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """With a reason that everybody reads. It can be taken back."""
    cycle = cycle_of(request, programme, number)
    found = session_of(cycle, session, called_off=True)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            told = call_off_session(found, form.cleaned_data["reason"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The session is called off.") + cautions.people_told(told))
            return redirect("workshops:work_cycle", programme.slug, number)
    if found.is_called_off:
        return redirect("workshops:work_cycle", programme.slug, number)
    context = {
        "programme": programme,
        "cycle": cycle,
        "session": found,
        "form": form,
        "letters": letters_about(found),
    }
    return render(request, "workshops/work/session_call_off.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def restore(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = session_of(cycle_of(request, programme, number), session, called_off=True)
    try:
        told = take_back_calling_off(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The session takes place after all.") + cautions.people_told(told))
    return redirect("workshops:work_cycle", programme.slug, number)


def _asked(form: WholeSessionForm) -> dict[str, Any]:
    return {**form.cleaned_data, "details": actions.Details(**form.cleaned_data["details"])}


def _when(session: Session) -> str:
    return words.span(session.starts_at, session.ends_at)


def _planned(form: SessionForm) -> Session:
    return Session(starts_at=form.cleaned_data["starts_at"], ends_at=form.cleaned_data["ends_at"])


def _moved(form: SessionForm, found: Session) -> list[Session]:
    """The session as it would be, where its time changes: who only puts a title right is not asked about dates."""
    planned = _planned(form)
    same = (planned.starts_at, planned.ends_at) == (found.starts_at, found.ends_at)
    return [] if same else [planned]


def _warn(request: HttpRequest, cycle: Cycle, sessions: Sequence[Session]) -> None:
    """Of a published cycle the question came before saving, so that only a draft is told now."""
    if not cycle.is_published:
        cautions.warn_of_outside(request, cycle, sessions)
    cautions.warn_of_late_recruitment(request, cycle)
    for session in sessions:
        cautions.warn_of_clashes(request, session)
        cautions.warn_of_room(request, session)
