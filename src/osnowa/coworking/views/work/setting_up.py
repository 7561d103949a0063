"""The office's words, hours, closed days, desks and rooms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.coworking.actions import spaces as actions
from osnowa.coworking.forms.space import ClosedDayForm, OpeningHoursForm, ResourceForm, SpaceForm
from osnowa.coworking.models import ClosedDay, Resource
from osnowa.coworking.permissions import HOSTS
from osnowa.coworking.queries.availability import outside_hours
from osnowa.coworking.queries.bookings import bookings_on
from osnowa.coworking.queries.spaces import calendar_of, spaces_of
from osnowa.coworking.views.work.reach import space_of
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team


@require_safe
@for_team(*HOSTS)
def settings(request: HttpRequest, programme: Programme) -> HttpResponse:
    spaces = list(spaces_of(programme).prefetch_related("opening_hours", "resources"))
    rows = [
        (
            space,
            list(space.opening_hours.all()),
            list(space.resources.all()),
            list(space.closed_days.filter(on__gte=clock.today())),
        )
        for space in spaces
    ]
    return render(request, "coworking/work/settings.html", {"programme": programme, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def space_new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = SpaceForm(
        request.POST if request.method == "POST" else None, initial={"weeks_ahead": 8, "is_open": True}
    )
    if request.method == "POST" and form.is_valid():
        space = actions.create_space(
            programme.operator, programme=programme, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("The office is here. Now its opening hours, then desks and rooms."))
        return redirect("coworking:opening_hours", programme.slug, space.slug)
    return _form(request, "coworking/work/space_form.html", programme, form=form, space=None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def space_change(request: HttpRequest, programme: Programme, space: str) -> HttpResponse:
    found = space_of(programme, space)
    form = SpaceForm(request.POST if request.method == "POST" else None, initial=SpaceForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        actions.change_space(found, programme=programme, by=request.user, **form.cleaned_data)
        return _saved(request, programme)
    return _form(request, "coworking/work/space_form.html", programme, form=form, space=found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def opening_hours(request: HttpRequest, programme: Programme, space: str) -> HttpResponse:
    found = space_of(programme, space)
    form = OpeningHoursForm(
        request.POST if request.method == "POST" else None, initial=OpeningHoursForm.initial_of(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_opening_hours(found, form.hours, programme=programme, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            outside = outside_hours(found, calendar_of(found))
            if not outside:
                return _saved(request, programme)
            messages.warning(
                request,
                ngettext(
                    "Saved. %(count)d booking lies outside the new hours; it stands until you cancel it.",
                    "Saved. %(count)d bookings lie outside the new hours; they stand until you cancel them.",
                    len(outside),
                )
                % {"count": len(outside)},
            )
            return redirect("coworking:opening_hours", programme.slug, found.slug)
    outside = outside_hours(found, calendar_of(found))
    return _form(
        request, "coworking/work/hours_form.html", programme, form=form, space=found, outside=outside
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def close_day(request: HttpRequest, programme: Programme, space: str) -> HttpResponse:
    """Where bookings fall, a second page names them before anything happens."""
    found = space_of(programme, space)
    form = ClosedDayForm(request.POST if request.method == "POST" else None)
    falling: list[Any] = []
    if request.method == "POST" and form.is_valid():
        on, reason = form.cleaned_data["on"], form.cleaned_data["reason"]
        try:
            fell = actions.close_day(
                found,
                on,
                reason,
                accept_cancellations="accept" in request.POST,
                programme=programme,
                by=request.user,
            )
        except RuleBroken as refusal:
            if refusal.code == "bookings":
                falling = [one for one in bookings_on(found, on) if one.ends_at > clock.now()]
            else:
                form.refuse(refusal)
        else:
            said = _("The office is closed on that day.")
            if fell:
                said += " " + ngettext(
                    "%(count)d booking was cancelled; the person gets an e-mail.",
                    "%(count)d bookings were cancelled; the people get an e-mail.",
                    len(fell),
                ) % {"count": len(fell)}
            messages.success(request, said)
            return redirect("coworking:settings", programme.slug)
    return _form(request, "coworking/work/close_day.html", programme, form=form, space=found, falling=falling)


@require_POST
@for_team(*HOSTS)
def reopen_day(request: HttpRequest, programme: Programme, space: str, closed: int) -> HttpResponse:
    """A second click finds no closed day any more and leads back."""
    found = space_of(programme, space)
    day = ClosedDay.objects.filter(space=found, pk=closed).select_related("space").first()
    if day is not None:
        actions.reopen_day(day, programme=programme, by=request.user)
        messages.success(request, _("The office is open on that day again."))
    return redirect("coworking:settings", programme.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def resource_new(request: HttpRequest, programme: Programme, space: str) -> HttpResponse:
    found = space_of(programme, space)
    form = ResourceForm(
        request.POST if request.method == "POST" else None,
        initial=ResourceForm.usual(found.resources.count() + 1),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_resource(found, programme=programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return _saved(request, programme)
    return _form(
        request, "coworking/work/resource_form.html", programme, form=form, space=found, resource=None
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*HOSTS)
def resource_change(request: HttpRequest, programme: Programme, space: str, resource: int) -> HttpResponse:
    found = space_of(programme, space)
    row = get_object_or_404(Resource, space=found, pk=resource)
    form = ResourceForm(
        request.POST if request.method == "POST" else None, initial=ResourceForm.initial_of(row)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_resource(row, programme=programme, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return _saved(request, programme)
    return _form(
        request, "coworking/work/resource_form.html", programme, form=form, space=found, resource=row
    )


def _saved(request: HttpRequest, programme: Programme) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("coworking:settings", programme.slug)


def _form(request: HttpRequest, template: str, programme: Programme, **context: Any) -> HttpResponse:
    return render(request, template, {"programme": programme, **context})
