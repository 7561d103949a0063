"""Hours of volunteers: written by them, approved or returned by a coordinator."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team, has_role
from osnowa.support import queries
from osnowa.support.actions.hours import approve_hours, correct_hours, log_hours, return_hours, withdraw_hours
from osnowa.support.forms.fields import VersionForm
from osnowa.support.forms.hours import HoursForm, ReturnForm
from osnowa.support.models import WorkLog
from osnowa.support.permissions import (
    can_log_hours,
    can_see_all_hours,
    can_see_names,
    can_settle_hours,
    is_own,
)
from osnowa.support.views.reach import HOURS_READERS, PAGE, SEE_OTHER, work_log_of


@require_safe
@for_team(*HOURS_READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What waits for the coordinator stands first, with a button in each row."""
    user = request.user
    sees_all = can_see_all_hours(user, programme)
    rows = queries.work_logs_of(programme) if sees_all else queries.work_logs_by(programme, user)
    waiting: list[WorkLog] = []
    if has_role(user, programme, Role.COORDINATOR):
        waiting = list(queries.to_approve(programme)[:PAGE])
        for log in waiting:
            log.programme = programme
            log.may_settle = can_settle_hours(user, log)  # type: ignore[attr-defined]
    chosen = request.GET.get("stan", "")
    listed = rows.filter(state=chosen) if chosen in WorkLog.State.values else rows
    context = {
        "programme": programme,
        "waiting": waiting,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen if chosen in WorkLog.State.values else "",
        "states": WorkLog.State.choices,
        "sums": queries.sums(rows),
        "sees_all": sees_all,
        "may_log": can_log_hours(user, programme),
        "may_see_names": can_see_names(user, programme),
    }
    return render(request, "support/work/hours.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.VOLUNTEER)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = HoursForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            log = log_hours(programme, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. The hours count once the coordinator approves them."))
            _warn(request, log)
            return redirect("support:hours", programme.slug)
    return render(request, "support/work/hours_form.html", {"programme": programme, "form": form})


@require_safe
@for_team(*HOURS_READERS)
def page(request: HttpRequest, programme: Programme, log: int) -> HttpResponse:
    return _page(request, programme, work_log_of(request, programme, log))


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.VOLUNTEER)
def change(request: HttpRequest, programme: Programme, log: int) -> HttpResponse:
    found = work_log_of(request, programme, log)
    if found.volunteer_id != request.user.pk:
        raise Http404
    if found.state == WorkLog.State.APPROVED and request.method != "POST":
        return _to_page(programme, found)
    form = HoursForm(
        request.POST if request.method == "POST" else None, log=found, initial=HoursForm.initial_of(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            found = correct_hours(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. The hours wait for the coordinator."))
            _warn(request, found)
            return redirect("support:hours", programme.slug)
    return render(
        request, "support/work/hours_form.html", {"programme": programme, "form": form, "log": found}
    )


@require_POST
@for_team(Role.VOLUNTEER)
def withdraw(request: HttpRequest, programme: Programme, log: int) -> HttpResponse:
    """A second click finds no entry any more and leads back."""
    found = WorkLog.objects.filter(programme=programme, volunteer=request.user, pk=log).first()
    if found is None and WorkLog.objects.filter(pk=log).exists():
        raise Http404
    if found is not None:
        try:
            withdraw_hours(found, by=request.user)
        except RuleBroken as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Withdrawn. The entry is gone."))
    return redirect("support:hours", programme.slug)


@require_POST
@for_team(Role.COORDINATOR)
def approve(request: HttpRequest, programme: Programme, log: int) -> HttpResponse:
    found = work_log_of(request, programme, log)
    pressed = VersionForm(request.POST)
    version = pressed.cleaned_data["version"] if pressed.is_valid() else 0
    try:
        approve_hours(found, version=version, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Approved. The hours count in the figures."))
    return redirect("support:hours", programme.slug)


@require_POST
@for_team(Role.COORDINATOR)
def send_back(request: HttpRequest, programme: Programme, log: int) -> HttpResponse:
    found = work_log_of(request, programme, log)
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            return_hours(
                found, form.cleaned_data["reason"], version=form.cleaned_data["version"], by=request.user
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Returned. The volunteer gets your words by e-mail."))
            return redirect("support:hours", programme.slug)
    return _page(request, programme, found, form)


def _warn(request: HttpRequest, log: WorkLog) -> None:
    if log.done_on not in log.programme.period:
        messages.warning(
            request, _("This day lies outside the programme's dates: the funder may not count it.")
        )


def _to_page(programme: Programme, log: WorkLog) -> HttpResponse:
    return HttpResponseRedirect(reverse("support:work_log", args=[programme.slug, log.pk]), status=SEE_OTHER)


def _page(
    request: HttpRequest, programme: Programme, log: WorkLog, form: ReturnForm | None = None
) -> HttpResponse:
    may_settle = can_settle_hours(request.user, log)
    context = {
        "programme": programme,
        "log": log,
        "may_approve": may_settle and log.state == WorkLog.State.WAITING,
        "may_return": may_settle and log.state != WorkLog.State.RETURNED,
        "may_change": log.volunteer_id == request.user.pk
        and log.state != WorkLog.State.APPROVED
        and can_log_hours(request.user, programme),
        "is_own": is_own(request.user, log),
        "may_see_names": can_see_names(request.user, programme),
        "unfolded": request.GET.get("odeslij") == "1",
        "form": form or ReturnForm(initial={"version": log.version}),
    }
    return render(request, "support/work/work_log.html", context)
