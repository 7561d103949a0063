"""A member books, looks at the bookings, gives one up and takes it back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.coworking.actions import bookings as actions
from osnowa.coworking.forms.booking import BookingForm
from osnowa.coworking.models import Booking
from osnowa.coworking.permissions import can_book
from osnowa.coworking.queries.bookings import bookings_of, coming_of, overlapping, past_of
from osnowa.coworking.queries.calendars import calendar_of_booking
from osnowa.coworking.queries.spaces import open_spaces, programmes_on
from osnowa.coworking.views.public import link, public_space
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.people.permissions import for_signed_in

SEE_OTHER = 303
PAGE = 20
OwnView = Callable[..., HttpResponse]


def own(view: OwnView) -> OwnView:
    """Open a booking to its person and to members of its organisation; to anybody else it does not exist."""

    @wraps(view)
    def opened(request: HttpRequest, booking: int) -> HttpResponse:
        found = get_object_or_404(bookings_of(request.user), pk=booking)
        request.place = "front"  # type: ignore[attr-defined]
        request.programme = found.programme  # type: ignore[attr-defined]  # read by project.navigation
        return view(request, found)

    return for_signed_in(opened)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def book(request: HttpRequest, space: str) -> HttpResponse:
    found = public_space(request, space)
    request.place = "front"  # type: ignore[attr-defined]  # the booking goes on where the grid was
    if not can_book(request.user):
        return render(request, "coworking/public/members_only.html", {"space": found})
    form = BookingForm(
        request.POST if request.method == "POST" else None,
        space=found,
        account=request.user,
        programmes=programmes_on(found, clock.today()),
        initial=BookingForm.asked(request.GET, found),
    )
    taken: actions.Taken | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            booking = actions.book(
                data["resource"],
                starts_at=data["starts_at"],
                ends_at=data["ends_at"],
                person=request.user.person,
                organisation=data["organisation"],
                programme=data.get("programme"),
                purpose=data["purpose"],
                submission_key=data["submission_key"],
                language=request.LANGUAGE_CODE,
                by=request.user,
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
            taken = refusal if isinstance(refusal, actions.Taken) else None
        else:
            return HttpResponseRedirect(reverse("coworking:booking", args=[booking.pk]), status=SEE_OTHER)
    day = form["day"].value()
    context = {
        "space": found,
        "form": form,
        "own": taken.own if taken else None,
        "free": [(place, span, link(found, place.pk, *span)) for place, span in taken.free] if taken else [],
        "day": day.isoformat() if hasattr(day, "isoformat") else str(day or clock.today().isoformat()),
        "rules": [line for line in found.house_rules.splitlines() if line.strip()],
    }
    return render(request, "coworking/public/book.html", context)


@require_safe
@for_signed_in
def my_bookings(request: HttpRequest) -> HttpResponse:
    past = Paginator(past_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "coming": list(coming_of(request.user)),
        "past": past,
        "person_id": request.user.person_id,
        "may_book": can_book(request.user),
        "has_office": open_spaces().exists(),
    }
    return render(request, "coworking/my/bookings.html", context)


@require_safe
@own
def own_page(request: HttpRequest, booking: Booking) -> HttpResponse:
    return _page(request, booking)


@require_POST
@own
def cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    try:
        actions.cancel_booking(booking, by=request.user)
    except RuleBroken as refusal:
        return _page(request, booking, refusal=refusal)
    return _back(booking)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def undo(request: HttpRequest, booking: Booking) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.undo_cancellation(booking, by=request.user)
        except RuleBroken as refusal:
            return _page(request, booking, refusal=refusal)
        return _back(booking, "undone")
    return redirect("coworking:booking", booking.pk)


@require_safe
@own
def calendar(_request: HttpRequest, booking: Booking) -> HttpResponse:
    if booking.state == Booking.State.CANCELLED:
        raise Http404
    response = HttpResponse(calendar_of_booking(booking), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return response


def _back(booking: Booking, said: str = "") -> HttpResponse:
    address = reverse("coworking:booking", args=[booking.pk])
    return HttpResponseRedirect(f"{address}?{said}=1" if said else address, status=SEE_OTHER)


def _page(request: HttpRequest, booking: Booking, refusal: RuleBroken | None = None) -> HttpResponse:
    now = clock.now()
    until = booking.undo_until
    space = booking.resource.space
    is_own = booking.person_id == request.user.person_id  # type: ignore[union-attr]
    context: dict[str, Any] = {
        "booking": booking,
        "resource": booking.resource,
        "space": space,
        "programme": booking.programme,
        "begun": booking.starts_at <= now,
        "over": booking.ends_at <= now,
        "day": booking.starts_at.astimezone(clock.WARSAW).date().isoformat(),
        "undo_until": until if until is not None and until > now else None,
        "minutes_left": max(1, round((until - now).total_seconds() / 60)) if until and until > now else 0,
        "rules": [line for line in space.house_rules.splitlines() if line.strip()],
        "refusal": refusal,
        "undone": "undone" in request.GET,
        "also": list(overlapping(booking.person, booking.starts_at, booking.ends_at).exclude(pk=booking.pk))
        if is_own and booking.state == Booking.State.BOOKED and booking.ends_at > now
        else [],
        "is_own": is_own,
    }
    return render(request, "coworking/public/booking.html", context)
