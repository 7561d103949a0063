"""Where facts of coworking stand: on the office's board of their day."""

from osnowa.coworking.models import Booking, Visit
from osnowa.coworking.queries.path import board_url
from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.reporting.queries.addresses.shapes import Addresses, Finder, Ids


def _visit(programme: Programme, ids: Ids) -> Addresses:
    rows = Visit.objects.filter(pk__in=ids, programme=programme).values_list("pk", "on", "space__slug")
    return {pk: f"{board_url(programme.slug, on, space)}#wizyta-{pk}" for pk, on, space in rows}


def _booking(programme: Programme, ids: Ids) -> Addresses:
    rows = Booking.objects.filter(pk__in=ids, programme=programme).values_list(
        "pk", "starts_at", "resource__space__slug"
    )
    return {
        pk: f"{board_url(programme.slug, starts_at.astimezone(clock.WARSAW).date(), space)}#rezerwacja-{pk}"
        for pk, starts_at, space in rows
    }


FINDERS: dict[str, Finder] = {"coworking.visit": _visit, "coworking.booking": _booking}
