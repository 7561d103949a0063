"""The calendar file of a booking."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.coworking.models import Booking
from osnowa.lib.calendars import Meeting, calendar


def calendar_of_booking(booking: Booking) -> bytes:
    """One entry, with local times and the rules of Europe/Warsaw. Needs `resource.space`."""
    space = booking.resource.space
    title = _("%(place)s, %(office)s") % {"place": booking.resource.name, "office": space.name}
    meeting = Meeting(
        uid=f"booking-{booking.pk}@{urlsplit(settings.BASE_URL).hostname}",
        title=title,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        place=space.address,
        text=booking.reference,
        url=settings.BASE_URL + reverse("coworking:booking", args=[booking.pk]),
        changed_at=booking.created_at,
        version=0,
    )
    return calendar(title, (meeting,))
