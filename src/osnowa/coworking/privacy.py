"""What the office knows about a person: export and erase."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from osnowa.coworking.models import Booking, BookingSlot, Visit
from osnowa.lib import clock
from osnowa.people.models import Person

State = Booking.State


def export(person: Person) -> dict[str, Any]:
    """Bookings and visits, as plain values for a file that the person may read."""
    bookings = (
        Booking.objects.filter(person=person)
        .select_related("resource__space", "programme", "organisation")
        .order_by("starts_at", "pk")
    )
    visits = (
        Visit.objects.filter(person=person)
        .select_related("space", "programme", "organisation")
        .order_by("came_at", "pk")
    )
    return {
        "bookings": [
            {
                "reference": row.reference,
                "programme": row.programme.title,
                "office": row.resource.space.name,
                "place": row.resource.name,
                "organisation": row.organisation.name if row.organisation else "",
                "starts_at": row.starts_at.isoformat(),
                "ends_at": row.ends_at.isoformat(),
                "purpose": row.purpose,
                "state": row.state,
                "created_at": row.created_at.isoformat(),
                "cancelled_at": row.cancelled_at.isoformat() if row.cancelled_at else None,
                "cancelled_because": row.cancelled_because,
            }
            for row in bookings
        ],
        "visits": [
            {
                "programme": row.programme.title,
                "office": row.space.name,
                "organisation": row.organisation.name if row.organisation else row.group_name,
                "people_count": row.people_count,
                "came_at": row.came_at.isoformat(),
                "left_at": row.left_at.isoformat() if row.left_at else None,
            }
            for row in visits
        ],
    }


def people_in(programmes: Collection[int]) -> list[Any]:
    """Querysets of ids: who booked or came to an office in one of these programmes."""
    return [
        Booking.objects.filter(programme__in=programmes).values("person"),
        Visit.objects.filter(programme__in=programmes, person__isnull=False).values("person"),
    ]


@transaction.atomic
def erase(person: Person) -> None:
    """Forget who it was: bookings to come are cancelled, words blanked; visits, hours and totals stay."""
    now = clock.now()
    coming = Booking.objects.filter(person=person, state=State.BOOKED, starts_at__gt=now)
    BookingSlot.objects.filter(booking__in=list(coming.values_list("pk", flat=True))).delete()
    coming.update(state=State.CANCELLED, cancelled_at=now, cancelled_by_host=False)
    for pk in Booking.objects.filter(person=person).values_list("pk", flat=True):
        Booking.objects.filter(pk=pk).update(purpose="", cancelled_because="", submission_key=f"erased-{pk}")
    Visit.objects.filter(person=person).update(group_name="")
