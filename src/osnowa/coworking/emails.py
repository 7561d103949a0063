"""Letters about bookings. Each repeats the facts in its text; nobody erased is written to."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.coworking.models import Booking
from osnowa.coworking.queries.calendars import calendar_of_booking
from osnowa.lib import mail


def booking_confirmed(booking: Booking) -> None:
    """The place is yours: with the calendar file."""
    file = mail.Attachment(
        f"{booking.reference}.ics",
        "text/calendar; charset=utf-8; method=PUBLISH",
        calendar_of_booking(booking),
    )
    _queue("booking_confirmed", booking, [file])


def booking_cancelled(booking: Booking) -> None:
    """The host had to cancel, and why."""
    _queue("booking_cancelled", booking)


def _queue(
    template: str, booking: Booking, attachments: Sequence[mail.Attachment] = (), **facts: Any
) -> None:
    person, programme = booking.person, booking.programme
    if person.erased_at is not None or not person.email:
        return
    space = booking.resource.space
    mail.queue(
        f"coworking/{template}",
        to=person.email,
        language=booking.language,
        about=booking,
        programme_id=programme.pk,
        attachments=attachments,
        reply_to=programme.contact_email,
        context={
            "booking": booking,
            "resource": booking.resource,
            "space": space,
            "programme": programme,
            "has_account": hasattr(person, "account"),
            "own_url": settings.BASE_URL + reverse("coworking:booking", args=[booking.pk]),
            "space_url": settings.BASE_URL + reverse("coworking:space", args=[space.slug]),
            **facts,
        },
    )
