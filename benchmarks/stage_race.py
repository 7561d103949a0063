"""What a booking race needs in the scratch installation, and what is found there afterwards."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from osnowa.coworking.models import Booking, BookingSlot
from osnowa.coworking.queries.spaces import calendar_of
from osnowa.lib import clock
from tests.factories.coworking import ResourceFactory, SpaceFactory
from tests.factories.people import OrganisationFactory, member_of
from tests.factories.programme import ProgrammeFactory


def race(*, rounds: int, members: int) -> dict[str, Any]:
    """An office with a desk for each round, and members who are signed in."""
    today = clock.today()
    programme = ProgrammeFactory(
        starts_on=today - dt.timedelta(days=30), ends_on=today + dt.timedelta(days=300)
    )
    space = SpaceFactory(operator=programme.operator)
    desks = [ResourceFactory(space=space, name=f"Biurko {number}").pk for number in range(rounds)]
    day = calendar_of(space).next_open(today + dt.timedelta(days=1))
    return {
        "path": reverse("coworking:book", args=[space.slug]),
        "day": day.on.isoformat() if day else "",
        "desks": desks,
        "cookies": [_signed_in() for _member in range(members)],
    }


def _signed_in() -> tuple[str, str]:
    client = Client()
    client.force_login(
        member_of(OrganisationFactory()), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    if not SessionStore(key).exists(key):
        raise RuntimeError("The session is not in the database.")
    return settings.SESSION_COOKIE_NAME, key


def race_without_key() -> None:
    """The control: the proof is taken away as well, in this scratch database only."""
    key = models.UniqueConstraint(fields=["resource", "slot"], name="one_booking_per_resource_and_slot")
    with connection.schema_editor() as editor:
        editor.remove_constraint(BookingSlot, key)


def race_outcome(*, desks: list[int]) -> list[dict[str, int]]:
    """For each desk: how many bookings it has, and how many pairs of them share a moment."""
    found = []
    for desk in desks:
        rows = list(Booking.objects.filter(resource=desk, state=Booking.State.BOOKED).order_by("starts_at"))
        overlapping = sum(
            1
            for number, one in enumerate(rows)
            for other in rows[number + 1 :]
            if other.starts_at < one.ends_at
        )
        found.append({"bookings": len(rows), "overlapping": overlapping})
    return found


DEEDS = {"race": race, "race_without_key": race_without_key, "race_outcome": race_outcome}
