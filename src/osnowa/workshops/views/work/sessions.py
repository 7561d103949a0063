"""Adding and changing sessions, one by one or as a weekly series."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.ui import words
from osnowa.workshops.actions import sessions as actions
from osnowa.workshops.forms.cycle import SeriesForm, SessionForm
from osnowa.workshops.models import Session
from osnowa.workshops.queries.setting_up import is_outside
from osnowa.workshops.views.work.reach import cycle_of, session_of

SAFE_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def new(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    form = SessionForm(request.POST if request.method == "POST" else None, initial=SessionForm.next_of(cycle))
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.add_session(cycle, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The session is added: %(when)s.") % {"when": _when(session)})
            _warn(request, programme, [session])
            return redirect("workshops:work_cycle", programme.slug, number)
    context = {"programme": programme, "cycle": cycle, "session": None, "form": form}
    return render(request, "workshops/work/session_form.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def series(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    form = SeriesForm(request.POST if request.method == "POST" else None, initial=SeriesForm.next_of(cycle))
    if request.method == "POST" and form.is_valid():
        planned = [
            actions.Planned(title, starts_at, ends_at, form.cleaned_data["place"])
            for title, starts_at, ends_at in form.planned
        ]
        try:
            added = actions.add_sessions(cycle, planned, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = ngettext("%(count)d session is added.", "%(count)d sessions are added.", len(added))
            messages.success(request, said % {"count": len(added)})
            _warn(request, programme, added)
            return redirect("workshops:work_cycle", programme.slug, number)
    context = {"programme": programme, "cycle": cycle, "form": form}
    return render(request, "workshops/work/series_form.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    found = session_of(cycle, session)
    form = SessionForm(
        request.POST if request.method == "POST" else None, initial=SessionForm.initial_of(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_session(found, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved: %(when)s.") % {"when": _when(changed)})
            _warn(request, programme, [changed])
            return redirect("workshops:work_cycle", programme.slug, number)
    context = {"programme": programme, "cycle": cycle, "session": found, "form": form}
    return render(request, "workshops/work/session_form.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def remove(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """An interruption first: a removed session does not come back."""
    cycle = cycle_of(request, programme, number)
    found = session_of(cycle, session)
    if request.method == "POST":
        try:
            actions.remove_session(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("The session is removed."))
        return redirect("workshops:work_cycle", programme.slug, number)
    context = {"programme": programme, "cycle": cycle, "session": found}
    return render(request, "workshops/work/session_remove.html", context)


def _when(session: Session) -> str:
    return words.span(session.starts_at, session.ends_at)


def _warn(request: HttpRequest, programme: Programme, sessions: list[Session]) -> None:
    """Outside the programme's dates is unusual, not impossible: say why it matters, and save it."""
    outside = [session for session in sessions if is_outside(session, programme)]
    if outside:
        messages.warning(
            request,
            _(
                "%(when)s lies outside the programme's dates (%(period)s). The funder may not count this session, "
                "nor pay for it. If that is not what you want, change the date."
            )
            % {
                "when": "; ".join(_when(session) for session in outside),
                "period": words.span(programme.starts_on, programme.ends_on),
            },
        )
