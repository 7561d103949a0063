"""Bookings and visits as pages read them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from osnowa.coworking.models import Booking, Space, Visit
from osnowa.lib import clock
from osnowa.people.models import Account, Organisation, Person
from osnowa.people.permissions import organisations_of
from osnowa.programme.models import Programme

State = Booking.State


def bookings() -> QuerySet[Booking]:
    return Booking.objects.select_related("resource__space", "programme", "person", "organisation", "visit")


def bookings_of(user: Any) -> QuerySet[Booking]:
    """Those that an account may open: its person's own, and those of organisations that it speaks for."""
    if not user.is_authenticated:
        return bookings().none()
    theirs = Q(organisation__in=organisations_of(user))
    if user.person_id is not None:
        theirs |= Q(person_id=user.person_id)
    return bookings().filter(theirs)


def own_on(user: Any, space: Space, day: dt.date) -> list[Booking]:
    """What of a day of an office is theirs; for strangers without a query."""
    if not user.is_authenticated:
        return []
    start = clock.moment(day, dt.time.min)
    rows = bookings_of(user).filter(
        resource__space=space, starts_at__gte=start, starts_at__lt=start + dt.timedelta(days=1)
    )
    return list(rows.exclude(state=State.CANCELLED))


def coming_of(user: Any) -> QuerySet[Booking]:
    return bookings_of(user).filter(state=State.BOOKED, ends_at__gt=clock.now()).order_by("starts_at", "pk")


def overlapping(person: Person, starts_at: dt.datetime, ends_at: dt.datetime) -> QuerySet[Booking]:
    """What the person has booked, anywhere, that meets this time."""
    return (
        bookings()
        .filter(person=person, state=State.BOOKED, starts_at__lt=ends_at, ends_at__gt=starts_at)
        .order_by("starts_at", "pk")
    )


def past_of(user: Any) -> QuerySet[Booking]:
    """What is over or cancelled, the newest first."""
    over = Q(ends_at__lte=clock.now()) | ~Q(state=State.BOOKED)
    return bookings_of(user).filter(over).order_by("-starts_at", "-pk")


def organisations_to_book_for(account: Account) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=organisations_of(account)).order_by("sort_key", "pk")


def bookings_on(space: Space, day: dt.date) -> QuerySet[Booking]:
    """Everything booked in an office on a day, whatever the programme."""
    start = clock.moment(day, dt.time.min)
    return (
        bookings()
        .filter(
            resource__space=space,
            state=State.BOOKED,
            starts_at__gte=start,
            starts_at__lt=start + dt.timedelta(days=1),
        )
        .order_by("starts_at", "resource__order", "pk")
    )


@dataclass(frozen=True)
class Board:
    """A day of the office as the host sees it, for one programme."""

    on: dt.date
    bookings: list[Booking]
    visits: list[Visit]
    cancelled: list[Booking]
    of_others: int  # bookings of other programmes: the place is taken, the names are not ours

    @property
    def walk_ins(self) -> list[Visit]:
        return [visit for visit in self.visits if visit.booking_id is None]

    @property
    def waiting(self) -> int:
        came = {visit.booking_id for visit in self.visits}
        return sum(1 for one in self.bookings if one.state == State.BOOKED and one.pk not in came)

    @property
    def no_shows(self) -> int:
        return sum(1 for one in self.bookings if one.state == State.NO_SHOW)

    @property
    def here(self) -> int:
        return sum(1 for visit in self.visits if visit.left_at is None)


def board(programme: Programme, space: Space, day: dt.date) -> Board:
    """Who is expected and who came (two queries)."""
    start = clock.moment(day, dt.time.min)
    of_day = list(
        bookings()
        .filter(resource__space=space, starts_at__gte=start, starts_at__lt=start + dt.timedelta(days=1))
        .order_by("starts_at", "resource__order", "pk")
    )
    standing = [one for one in of_day if one.state != State.CANCELLED]
    visits = (
        Visit.objects.filter(programme=programme, space=space, on=day)
        .select_related("person", "organisation", "booking__resource")
        .order_by("came_at", "pk")
    )
    ours = [one for one in standing if one.programme_id == programme.pk]
    cancelled = [one for one in of_day if one.state == State.CANCELLED and one.programme_id == programme.pk]
    return Board(day, ours, list(visits), cancelled, len(standing) - len(ours))


def spaces_with_no_shows_due(now: dt.datetime, grace: dt.timedelta) -> list[Space]:
    due = Booking.objects.filter(state=State.BOOKED, ends_at__lte=now - grace, visit__isnull=True)
    return list(Space.objects.filter(resources__bookings__in=due).distinct().order_by("pk"))
