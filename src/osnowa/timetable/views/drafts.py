"""Drafts of the timetable: made, watched, stopped, pinned, compared, applied. All of it the coordinator's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.timetable.actions import plans as actions
from osnowa.timetable.actions.applying import apply_plan
from osnowa.timetable.forms.plan import PlanForm
from osnowa.timetable.forms.settings import AskingForm
from osnowa.timetable.models import Plan
from osnowa.timetable.queries.plans import (
    Names,
    calendar,
    cycles_to_plan,
    differences,
    is_lost,
    live_plan,
    plans_of,
    reason_words,
    sessions_of,
    unmet_words,
)
from osnowa.timetable.queries.slots import asking_of, slots_of
from osnowa.timetable.rules import planner
from osnowa.workshops.queries.enrolments import to_tell

SEE_OTHER = 303
SAFE_AND_POST = ["GET", "HEAD", "POST"]
STATES = {
    Plan.State.WAITING: "progress",
    Plan.State.RUNNING: "progress",
    Plan.State.DONE: "done",
    Plan.State.STOPPED: "na",
    Plan.State.IMPOSSIBLE: "overdue",
    Plan.State.FAILED: "overdue",
}


def plan_of(programme: Programme, number: int) -> Plan:
    plan = get_object_or_404(Plan, programme=programme, number=number)
    plan.programme = programme
    return plan


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    """`?szkic=N`: a draft whose pins are kept and whose settings are the beginning."""
    cycles = cycles_to_plan(programme)
    base = _base(request, programme)
    last = base or Plan.objects.filter(programme=programme).prefetch_related("cycles").first()
    usual = AskingForm.initial_of(asking_of(programme))
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        cycles=cycles,
        initial=PlanForm.initial_of(cycles, last, (usual["starts_on"], usual["ends_on"])),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            plan = actions.make_plan(
                programme,
                data["wanted"],
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                floor=data["floor"],
                seconds=data["seconds"],
                based_on=base,
                submission_key=data["submission_key"],
                by=request.user,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect("timetable:plan", programme.slug, plan.number)
    context = {
        "programme": programme,
        "form": form,
        "base": base,
        "pins": base.sessions.filter(is_pinned=True).count() if base else 0,
        "has_slots": slots_of(programme).exists(),
        "live": live_plan(programme),
        "planner_is_installed": planner.is_installed(),
    }
    return render(request, "timetable/work/plan_form.html", context)


def _base(request: HttpRequest, programme: Programme) -> Plan | None:
    asked = request.GET.get("szkic", "")
    return plan_of(programme, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None  # noqa: PLR2004


@require_safe
@for_team(Role.COORDINATOR)
def draft(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    plan = plan_of(programme, number)
    return render(request, "timetable/work/plan.html", _context(programme, plan))


@require_safe
@for_team(Role.COORDINATOR)
def progress(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """The part of the page that moves; when the search has ended or found its first plan, the whole page comes anew."""
    plan = plan_of(programme, number)
    has_plan = bool(plan.outcome)
    if not plan.is_live or (has_plan and "bez" in request.GET):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "timetable/work/plan_progress.html", _context(programme, plan))


def _context(programme: Programme, plan: Plan) -> dict[str, Any]:
    sessions = list(sessions_of(plan))
    names = Names(plan)
    outcome = plan.outcome
    others = [one for one in plans_of(programme) if one.pk != plan.pk and one.sessions_count]
    return {
        "programme": programme,
        "plan": plan,
        "state": STATES[Plan.State(plan.state)],
        "sessions": sessions
        if outcome
        else [],  # before the first plan there are only pins of the draft before
        "weeks": calendar(sessions),
        "unmet": unmet_words(plan, names),
        "reasons": reason_words(plan, names),
        "expected": round(outcome["expected"] / 100) if outcome else 0,
        "most": round(outcome["most"] / 100) if outcome else 0,
        "pins": sum(session.is_pinned for session in sessions),
        "todo": sum(not session.stays for session in sessions),
        "others": others,
        "is_lost": plan.state == Plan.State.RUNNING and is_lost(plan),
        "planner_is_installed": planner.is_installed(),
        "may_apply": bool(sessions) and not plan.is_live and plan.applied_at is None,
    }


@require_POST
@for_team(Role.COORDINATOR)
def stop(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    plan = actions.stop_plan(plan_of(programme, number), by=request.user)
    if plan.is_live:
        messages.info(request, _("The search is stopping. The best plan so far stays."))
    return redirect("timetable:plan", programme.slug, number)


@require_POST
@for_team(Role.COORDINATOR)
def search_on(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    try:
        actions.search_on(plan_of(programme, number), by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    return redirect("timetable:plan", programme.slug, number)


@require_POST
@for_team(Role.COORDINATOR)
def remove(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    found = Plan.objects.filter(programme=programme, number=number).first()
    if found is None:
        raise Http404
    try:
        actions.remove_plan(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("timetable:plan", programme.slug, number)
    messages.success(request, _("The draft is removed."))
    return redirect("timetable:home", programme.slug)


@require_POST
@for_team(Role.COORDINATOR)
def pin(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    plan = plan_of(programme, number)
    found = get_object_or_404(plan.sessions, pk=session)
    try:
        actions.pin(found, is_pinned="pin" in request.POST, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    address = reverse("timetable:plan", args=[programme.slug, number])
    return HttpResponseRedirect(f"{address}#spotkanie-{session}", status=SEE_OTHER)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def apply(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """An interruption says what will happen and who gets a letter; the press does it."""
    plan = plan_of(programme, number)
    if request.method == "POST":
        try:
            applied = apply_plan(plan, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
            return redirect("timetable:plan", programme.slug, number)
        said = [
            ngettext("%(count)d session is added.", "%(count)d sessions are added.", applied.added)
            % {"count": applied.added}
        ]
        if applied.moved:
            said.append(
                ngettext(
                    "%(count)d session has a new date.", "%(count)d sessions have new dates.", applied.moved
                )
                % {"count": applied.moved}
            )
        if applied.told:
            said.append(
                ngettext("%(count)d e-mail goes out.", "%(count)d e-mails go out.", applied.told)
                % {"count": applied.told}
            )
        messages.success(request, " ".join(said))
        return redirect("timetable:plan", programme.slug, number)
    if plan.is_live or plan.applied_at is not None:
        return redirect("timetable:plan", programme.slug, number)
    rows = [row for row in sessions_of(plan) if not row.stays]
    moved = [
        row
        for row in rows
        if row.session is not None
        and (row.session.starts_at, row.session.ends_at) != (row.starts_at, row.ends_at)
    ]
    cycles = {row.cycle_id: row.cycle for row in moved if row.cycle.is_published}
    context = {
        "programme": programme,
        "plan": plan,
        "added": sum(row.session is None for row in rows),
        "moved": len(moved),
        "people": sum(to_tell(cycle).count() for cycle in cycles.values()),
    }
    return render(request, "timetable/work/plan_apply.html", context)


@require_safe
@for_team(Role.COORDINATOR)
def compare(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Two drafts side by side: `?a=1&b=2`."""
    chosen = []
    for name in ("a", "b"):
        asked = request.GET.get(name, "")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 9):  # noqa: PLR2004  a number of a draft
            return redirect("timetable:home", programme.slug)
        chosen.append(plan_of(programme, int(asked)))
    one, other = chosen
    context = {
        "programme": programme,
        "one": one,
        "other": other,
        "rows": differences(one, other),
        "facts": [_facts(one), _facts(other)],
    }
    return render(request, "timetable/work/plan_compare.html", context)


def _facts(plan: Plan) -> dict[str, Any]:
    unmet = unmet_words(plan, Names(plan))
    outcome = plan.outcome
    return {
        "plan": plan,
        "state": STATES[Plan.State(plan.state)],
        "expected": round(outcome["expected"] / 100) if outcome else 0,
        "most": round(outcome["most"] / 100) if outcome else 0,
        "unmet": unmet,
    }
