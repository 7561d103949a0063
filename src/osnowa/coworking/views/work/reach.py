"""From what stands in an address to the thing, inside one programme. Anything else is 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from osnowa.coworking.models import Booking, Space, Visit
from osnowa.coworking.queries.bookings import bookings
from osnowa.coworking.queries.spaces import spaces_of
from osnowa.programme.models import Programme

SEE_OTHER = 303


def spaces_here(programme: Programme, wanted: str) -> tuple[list[Space], Space | None]:
    """The operator's offices and the one that is asked for, the first where none is.

    Raises Http404 for one that is not theirs.
    """
    found = list(spaces_of(programme))
    if not wanted:
        return found, found[0] if found else None
    named = next((space for space in found if space.slug == wanted), None)
    if named is None:
        raise Http404
    return found, named


def space_of(programme: Programme, slug: str) -> Space:
    return get_object_or_404(spaces_of(programme), slug=slug)


def asked_space(request: HttpRequest, programme: Programme) -> tuple[list[Space], Space]:
    found, space = spaces_here(programme, request.GET.get("biuro", ""))
    if space is None:
        raise Http404
    return found, space


def booking_of(programme: Programme, pk: int) -> Booking:
    return get_object_or_404(bookings(), pk=pk, programme=programme)


def visit_of(programme: Programme, pk: int) -> Visit:
    return get_object_or_404(Visit.objects.select_related("space"), pk=pk, programme=programme)
