"""What anybody sees of the office: what it is, and when what is free. No names."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from osnowa.coworking.actions.bookings import said_closed
from osnowa.coworking.models import Space
from osnowa.coworking.queries.availability import Cell, grid_of, offered_end, week_of
from osnowa.coworking.queries.bookings import own_on
from osnowa.coworking.queries.spaces import calendar_of, open_spaces, programmes_on, resources_of
from osnowa.coworking.rules.opening import last_day
from osnowa.lib import clock

DAY = dt.timedelta(days=1)
WEEK = 7


@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    """One office: straight to it."""
    found = list(open_spaces())
    if len(found) == 1:
        return redirect("coworking:space", found[0].slug)
    return render(request, "coworking/public/spaces.html", {"spaces": found})


@require_safe
def space(request: HttpRequest, space: str) -> HttpResponse:
    found = public_space(request, space)
    today = clock.today()
    last = last_day(today, found.weeks_ahead)
    asked = day_in(request.GET.get("dzien", ""))
    if asked is not None:
        return redirect("coworking:day", found.slug, asked.isoformat())
    calendar = calendar_of(found)
    resources = list(resources_of(found))
    week = week_of(found, calendar, today, last, WEEK)
    context = {
        "space": found,
        "today": calendar.day(today),
        "week": week,
        "first_free": next((one for one in week if one.is_bookable and one.free), None),
        "hours": list(found.opening_hours.all()),
        "desks": [one for one in resources if one.kind == "desk"],
        "rooms": [one for one in resources if one.kind == "room"],
        "rules": [line for line in found.house_rules.splitlines() if line.strip()],
        "last": last,
    }
    return render(request, "coworking/public/space.html", context)


@require_safe
def day(request: HttpRequest, space: str, day: str) -> HttpResponse:
    found = public_space(request, space)
    on = day_in(day)
    if on is None:
        raise Http404
    today = clock.today()
    last = last_day(today, found.weeks_ahead)
    calendar = calendar_of(found)
    shown = calendar.day(on)
    context: dict[str, Any] = {
        "space": found,
        "on": on,
        "shown": shown,
        "before": on - DAY if on > today else None,
        "after": on + DAY if on < last else None,
        "is_past": on < today,
        "is_too_far": on > last,
        "last": last,
        "next_open": calendar.next_open(max(on, today)),
    }
    if not shown.is_open:
        context["said"] = said_closed(shown, calendar)
    elif not context["is_past"] and not context["is_too_far"]:
        grid = grid_of(shown, list(resources_of(found)), own_on(request.user, found, on))
        context["grid"] = grid
        context["hours"] = grid.hours
        context["rows"] = [
            (
                row,
                [(cell, link_of(found, row.resource.pk, cell)) for cell in row.cells],
                [
                    (span, link(found, row.resource.pk, span[0], offered_end(row.resource, *span)))
                    for span in row.spans
                ],
            )
            for row in grid.rows
        ]
    response = render(request, "coworking/public/day.html", context)
    if request.user.is_authenticated:
        response.headers["Cache-Control"] = "no-store, private"
    return response


def public_space(request: HttpRequest, slug: str) -> Space:
    """An open office; pages of a single running programme carry its name and contact."""
    found = get_object_or_404(open_spaces(), slug=slug)
    running = list(programmes_on(found, clock.today()).select_related("operator", "funder")[:2])
    if len(running) == 1:
        request.programme = running[0]  # type: ignore[attr-defined]  # read by project.navigation
    return found


def day_in(words: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        return None


def link_of(space: Space, resource: int, cell: Cell) -> str:
    return link(space, resource, cell.starts_at, cell.ends_at) if cell.kind == "free" else ""


def link(space: Space, resource: int, starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """The booking form, filled in."""
    start, end = starts_at.astimezone(clock.WARSAW), ends_at.astimezone(clock.WARSAW)
    asked = {"zasob": resource, "dzien": f"{start:%Y-%m-%d}", "od": f"{start:%H:%M}", "do": f"{end:%H:%M}"}
    return f"{reverse('coworking:book', args=[space.slug])}?{urlencode(asked)}"
