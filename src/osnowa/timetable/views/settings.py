"""What the planner needs to know: the week's slots, people's answers, rooms, who leads. All of it the coordinator's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.timetable.actions import means
from osnowa.timetable.actions import slots as actions
from osnowa.timetable.forms.settings import AskingForm, LeaderForm, RoomForm, SlotsForm
from osnowa.timetable.models import Room, WeeklySlot
from osnowa.timetable.queries.means import leaders_of, rooms_of
from osnowa.timetable.queries.plans import plans_of
from osnowa.timetable.queries.ranking import ranking_of
from osnowa.timetable.queries.slots import (
    answered_count,
    asking_of,
    silent,
    slots_of,
    slots_with_counts,
)
from osnowa.timetable.rules import planner
from osnowa.workshops.models import Cycle

SAFE_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@for_team(Role.COORDINATOR)
def home(request: HttpRequest, programme: Programme) -> HttpResponse:
    answered, people = answered_count(programme)
    leaders = leaders_of(programme)
    context = {
        "programme": programme,
        "slots": list(slots_of(programme)),
        "asking": asking_of(programme),
        "answered": answered,
        "people": people,
        "rooms": list(rooms_of(programme)),
        "leaders": leaders,
        "plans": list(plans_of(programme)),
        "planner_is_installed": planner.is_installed(),
    }
    return render(request, "timetable/work/home.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def slots(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = SlotsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            added = actions.add_slots(
                programme, data["weekdays"], starts=data["starts"], ends=data["ends"], by=request.user
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = ngettext("%(count)d slot is added.", "%(count)d slots are added.", len(added))
            messages.success(request, said % {"count": len(added)})
            return redirect("timetable:slots", programme.slug)
    context = {"programme": programme, "form": form, "slots": list(slots_with_counts(programme))}
    return render(request, "timetable/work/slots.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def usual_slots(request: HttpRequest, programme: Programme) -> HttpResponse:
    if actions.add_usual_slots(programme, by=request.user):
        messages.success(request, _("The usual week is here. Remove what you do not need."))
    return redirect("timetable:slots", programme.slug)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def remove_slot(request: HttpRequest, programme: Programme, slot: int) -> HttpResponse:
    found = WeeklySlot.objects.filter(programme=programme, pk=slot).first()
    if found is None:
        if request.method == "POST" and not WeeklySlot.objects.filter(pk=slot).exists():
            return redirect("timetable:slots", programme.slug)  # a second click
        raise Http404
    if request.method == "POST":
        actions.remove_slot(found, by=request.user)
        messages.success(request, _("The slot is removed."))
        return redirect("timetable:slots", programme.slug)
    context = {"programme": programme, "slot": found, "ticks": found.ticks.count()}
    return render(request, "timetable/work/slot_remove.html", context)


@require_safe
@for_team(Role.COORDINATOR)
def ranking(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = get_object_or_404(
        Cycle.objects.filter(programme=programme).prefetch_related("trainers"), number=number
    )
    cycle.programme = programme
    context = {
        "programme": programme,
        "cycle": cycle,
        "ranking": ranking_of(cycle),
        "asking": asking_of(programme),
    }
    return render(request, "timetable/work/ranking.html", context)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def asking(request: HttpRequest, programme: Programme) -> HttpResponse:
    found = asking_of(programme)
    form = AskingForm(
        request.POST if request.method == "POST" else None, initial=AskingForm.initial_of(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_asking(programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                _(
                    "The question is open. People see it on the pages of their sign-ups; you can also write to them."
                ),
            )
            return redirect("timetable:asking", programme.slug)
    waiting = silent(programme)
    answered, people = answered_count(programme)
    context = {
        "programme": programme,
        "asking": found,
        "form": form,
        "silent": waiting,
        "answered": answered,
        "people": people,
        "slots": list(slots_with_counts(programme)),
        "leaders": leaders_of(programme),
    }
    return render(request, "timetable/work/asking.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def close_asking(request: HttpRequest, programme: Programme) -> HttpResponse:
    found = asking_of(programme)
    if found is None:
        raise Http404
    actions.close_asking(found, by=request.user)
    messages.success(request, _("The question is closed. What people answered stays."))
    return redirect("timetable:asking", programme.slug)


@require_POST
@for_team(Role.COORDINATOR)
def remind(request: HttpRequest, programme: Programme) -> HttpResponse:
    found = asking_of(programme)
    if found is None:
        raise Http404
    try:
        told = actions.remind_silent(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        said = ngettext("%(count)d person gets an e-mail.", "%(count)d people get an e-mail.", told)
        messages.success(
            request,
            said % {"count": told}
            if told
            else _("Everybody who has not answered got an e-mail within the last three days."),
        )
    return redirect("timetable:asking", programme.slug)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def new_room(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _room(request, programme, None)


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def change_room(request: HttpRequest, programme: Programme, room: int) -> HttpResponse:
    return _room(request, programme, get_object_or_404(rooms_of(programme), pk=room))


@require_POST
@for_team(Role.COORDINATOR)
def remove_room(request: HttpRequest, programme: Programme, room: int) -> HttpResponse:
    found = Room.objects.filter(programme=programme, pk=room).first()
    if found is None:
        if Room.objects.filter(pk=room).exists():
            raise Http404
        return redirect("timetable:home", programme.slug)
    means.remove_room(found, by=request.user)
    messages.success(request, _("The room is removed from the timetable."))
    return redirect("timetable:home", programme.slug)


def _room(request: HttpRequest, programme: Programme, room: Room | None) -> HttpResponse:
    form = RoomForm(
        request.POST if request.method == "POST" else None,
        programme=programme,
        initial=RoomForm.initial_of(room),
    )
    if request.method == "POST" and form.is_valid():
        data: dict[str, Any] = {"resource": None, **form.cleaned_data}
        try:
            means.save_room(programme, room, by=request.user, **data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("timetable:home", programme.slug)
    return render(request, "timetable/work/room.html", {"programme": programme, "room": room, "form": form})


@require_http_methods(SAFE_AND_POST)
@for_team(Role.COORDINATOR)
def leader(request: HttpRequest, programme: Programme, account: int) -> HttpResponse:
    leading = next((one for one in leaders_of(programme) if one.account.pk == account), None)
    if leading is None:
        raise Http404
    form = LeaderForm(
        request.POST if request.method == "POST" else None,
        programme=programme,
        initial=LeaderForm.initial_of(leading),
    )
    if request.method == "POST" and form.is_valid():
        try:
            means.save_leader(programme, leading.account, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("timetable:home", programme.slug)
    context = {"programme": programme, "leading": leading, "form": form}
    return render(request, "timetable/work/leader.html", context)
