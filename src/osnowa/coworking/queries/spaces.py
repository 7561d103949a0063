"""Offices, when they are open, and for which programme one books there."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import caches
from django.db.models import QuerySet

from osnowa.coworking.models import ClosedDay, Resource, Space
from osnowa.coworking.rules.opening import Day, day_of
from osnowa.programme.models import Programme

KEPT = 300  # seconds in which a new office may be missing from the menu


def open_spaces() -> QuerySet[Space]:
    """Those that everybody may see."""
    return Space.objects.filter(is_open=True).select_related("operator")


def spaces_of(programme: Programme) -> QuerySet[Space]:
    """Those that the programme's operator keeps, also while closed."""
    return Space.objects.filter(operator_id=programme.operator_id).order_by("name", "pk")


def there_is_an_office() -> bool:
    """Does the public menu lead to one? Asked on every page, so remembered for some minutes."""
    kept = caches["local"].get("coworking.office")
    if kept is None:
        kept = open_spaces().exists()
        caches["local"].set("coworking.office", kept, KEPT)
    return bool(kept)


def programmes_on(space: Space, day: dt.date) -> QuerySet[Programme]:
    """Public programmes of the office's operator that run on that day: a booking is made for one of them."""
    return Programme.objects.filter(
        operator_id=space.operator_id, is_public=True, starts_on__lte=day, ends_on__gte=day
    ).order_by("-starts_on", "pk")


def resources_of(space: Space) -> QuerySet[Resource]:
    return Resource.objects.filter(space=space, is_active=True)


@dataclass(frozen=True)
class Calendar:
    """When an office is open: asked once, answered for any day."""

    hours: dict[int, tuple[dt.time, dt.time]]
    closed: dict[dt.date, str]

    def day(self, on: dt.date) -> Day:
        return day_of(on, self.hours, self.closed)

    def days(self, first: dt.date, count: int) -> list[Day]:
        return [self.day(first + dt.timedelta(days=n)) for n in range(count)]

    def next_open(self, first: dt.date, within: int = 60) -> Day | None:
        return next((day for day in self.days(first, within) if day.is_open), None)


def calendar_of(space: Space) -> Calendar:
    """Opening hours and closed days of an office (two queries)."""
    return Calendar(
        hours={row.weekday: (row.opens, row.closes) for row in space.opening_hours.all()},
        closed=dict(ClosedDay.objects.filter(space=space).values_list("on", "reason")),
    )


def rooms_of(programme: Programme) -> QuerySet[Resource]:
    """Rooms that the programme may book: of its operator's open offices, each with its office."""
    return (
        Resource.objects.filter(
            kind=Resource.Kind.ROOM,
            is_active=True,
            space__operator=programme.operator_id,
            space__is_open=True,
        )
        .select_related("space")
        .order_by("space__name", "order", "pk")
    )
