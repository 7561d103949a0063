"""The host's day: who comes, who came, what is free; one tap each."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.coworking.actions import bookings as booking_actions
from osnowa.coworking.actions import visits as visit_actions
from osnowa.coworking.forms.booking import BookForSomebodyForm, new_key
from osnowa.coworking.forms.visit import CancelForm, WalkInForm
from osnowa.coworking.models import Space, Visit
from osnowa.coworking.permissions import HOSTS, READERS, can_host
from osnowa.coworking.queries import bookings as reading
from osnowa.coworking.queries.availability import free_now, is_open_now
from osnowa.coworking.queries.path import board_url
from osnowa.coworking.queries.spaces import calendar_of, programmes_on
from osnowa.coworking.views.work.reach import SEE_OTHER, asked_space, booking_of, spaces_here, visit_of
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team

DAY = dt.timedelta(days=1)


@require_safe
@for_team(*READERS)
def board(request: HttpRequest, programme: Programme) -> HttpResponse:
    spaces, space = spaces_here(programme, request.GET.get("biuro", ""))
    hosts = can_host(request.user, programme)
    context: dict[str, Any] = {"programme": programme, "spaces": spaces, "space": space, "hosts": hosts}
    if space is None:
        return render(request, "coworking/work/board.html", context)
    on = _day(request)
    calendar = calendar_of(space)
    context |= {
        "on": on,
        "today": clock.today(),
        "is_today": on == clock.today(),
        "is_ahead": on > clock.today(),
        "before": on - DAY,
        "after": on + DAY,
        "now": clock.now(),
        "shown": calendar.day(on),
        "board": reading.board(programme, space, on),
        "free_now": free_now(space, calendar) if on == clock.today() and hosts else [],
    }
    return render(request, "coworking/work/board.html", context)


@require_POST
@for_team(*HOSTS)
def check_in(request: HttpRequest, programme: Programme, booking: int) -> HttpResponse:
    found = booking_of(programme, booking)
    try:
        visit_actions.check_in(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    day = found.starts_at.astimezone(clock.WARSAW).date()
    return _to_board(programme, found.resource.space, day, f"#rezerwacja-{found.pk}")


@require_POST
@for_team(*HOSTS)
def end_visit(request: HttpRequest, programme: Programme, visit: int) -> HttpResponse:
    found = visit_of(programme, visit)
    visit_actions.end_visit(found, by=request.user)
    return _to_board(programme, found.space, found.on, f"#wizyta-{found.pk}")


@require_POST
@for_team(*HOSTS)
def remove_visit(request: HttpRequest, programme: Programme, visit: int) -> HttpResponse:
    """A second click finds no visit any more and leads back."""
    found = Visit.objects.filter(pk=visit, programme=programme).select_related("space").first()
    if found is None:
        return redirect("coworking:board", programme.slug)
    try:
        visit_actions.remove_visit(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The visit is taken back."))
    return _to_board(programme, found.space, found.on)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def walk_in(request: HttpRequest, programme: Programme) -> HttpResponse:
    _spaces, space = asked_space(request, programme)
    form = WalkInForm(
        request.POST if request.method == "POST" else None, initial={"submission_key": new_key()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            visit_actions.note_walk_in(space, programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The visit is written down."))
            return _to_board(programme, space, clock.today())
    context = {
        "programme": programme,
        "space": space,
        "form": form,
        "is_open": is_open_now(calendar_of(space)),
    }
    return render(request, "coworking/work/walk_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def book(request: HttpRequest, programme: Programme) -> HttpResponse:
    """For somebody who rang or stands at the desk; the booking is the programme's own."""
    _spaces, space = asked_space(request, programme)
    form = BookForSomebodyForm(
        request.POST if request.method == "POST" else None,
        space=space,
        initial=BookForSomebodyForm.asked(request.GET, space),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            runs = programmes_on(space, data["day"]).filter(pk=programme.pk).exists()
            booking = booking_actions.book_for(
                data["resource"],
                name=data["name"],
                email=data["email"],
                organisation=data["organisation"],
                starts_at=data["starts_at"],
                ends_at=data["ends_at"],
                programme=programme if runs else None,
                purpose=data["purpose"],
                submission_key=data["submission_key"],
                by=request.user,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = (
                _("Booked: %(reference)s. The person gets an e-mail.")
                if data["email"]
                else _("Booked: %(reference)s. There is no address, so tell the person yourself.")
            )
            messages.success(request, said % {"reference": booking.reference})
            day = booking.starts_at.astimezone(clock.WARSAW).date()
            return _to_board(programme, space, day, f"#rezerwacja-{booking.pk}")
    return render(request, "coworking/work/book.html", {"programme": programme, "space": space, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def cancel(request: HttpRequest, programme: Programme, booking: int) -> HttpResponse:
    found = booking_of(programme, booking)
    form = CancelForm(request.POST if request.method == "POST" else None)
    day = found.starts_at.astimezone(clock.WARSAW).date()
    if request.method == "POST" and form.is_valid():
        try:
            booking_actions.cancel_by_host(found, form.cleaned_data["reason"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Cancelled. The person gets an e-mail with the reason."))
            return _to_board(programme, found.resource.space, day)
    context = {
        "programme": programme,
        "booking": found,
        "space": found.resource.space,
        "form": form,
        "board_url": board_url(programme.slug, day, found.resource.space.slug),
    }
    return render(request, "coworking/work/cancel.html", context)


def _day(request: HttpRequest) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("dzien", ""))
    except ValueError:
        return clock.today()


def _to_board(programme: Programme, space: Space, day: dt.date, anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(board_url(programme.slug, day, space.slug) + anchor, status=SEE_OTHER)
