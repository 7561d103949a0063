"""The office: bookings and visits."""

from types import SimpleNamespace
from typing import Any

from osnowa.coworking.models import Booking, ClosedDay, Resource, Space, Visit
from osnowa.lib import clock
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORDINATOR,
    EVALUATOR,
    HOST,
    MEMBER,
    PROGRAMME,
    SIGNED_IN,
    Row,
)
from tests.factories.coworking import (
    BookingFactory,
    ClosedDayFactory,
    ResourceFactory,
    SpaceFactory,
    VisitFactory,
)

HOSTS = frozenset({HOST, COORDINATOR})
READS = HOSTS | {EVALUATOR}
OWN = frozenset({MEMBER})
SPACE = f"{PROGRAMME} space.slug"
BOOKING = f"{PROGRAMME} booking.pk"
VISIT = f"{PROGRAMME} visit.pk"

ROWS: tuple[Row, ...] = (
    Row("coworking:spaces"),
    Row("coworking:space", "space.slug", get=ALL),
    Row("coworking:day", "space.slug today", get=ALL),
    Row("coworking:book", "space.slug", get=SIGNED_IN, post=SIGNED_IN, note="who is no member is told how"),
    Row("coworking:my_bookings", get=SIGNED_IN),
    Row("coworking:booking", "booking.pk", get=OWN),
    Row("coworking:booking_cancel", "booking.pk", get=None, post=OWN),
    Row("coworking:booking_undo", "booking.pk", get=OWN, post=OWN, note="GET leads to the booking"),
    Row("coworking:booking_calendar", "booking.pk", get=OWN),
    Row("coworking:board", PROGRAMME, get=READS),
    Row("coworking:walk_in", PROGRAMME, get=HOSTS, post=HOSTS),
    Row("coworking:work_book", PROGRAMME, get=HOSTS, post=HOSTS),
    Row("coworking:check_in", BOOKING, get=None, post=HOSTS),
    Row("coworking:work_booking_cancel", BOOKING, get=HOSTS, post=HOSTS),
    Row("coworking:visit_end", VISIT, get=None, post=HOSTS),
    Row("coworking:visit_remove", VISIT, get=None, post=HOSTS, gone_is_fine=True),
    Row("coworking:settings", PROGRAMME, get=HOSTS),
    Row("coworking:space_new", PROGRAMME, get=HOSTS, post=HOSTS),
    Row("coworking:space_change", SPACE, get=HOSTS, post=HOSTS),
    Row("coworking:opening_hours", SPACE, get=HOSTS, post=HOSTS),
    Row("coworking:close_day", SPACE, get=HOSTS, post=HOSTS),
    Row("coworking:reopen_day", f"{SPACE} closed.pk", get=None, post=HOSTS),
    Row("coworking:resource_new", SPACE, get=HOSTS, post=HOSTS),
    Row("coworking:resource_change", f"{SPACE} resource.pk", get=HOSTS, post=HOSTS),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme` (and `own.organisation`). Names are used by `args`."""
    space = SpaceFactory(operator=own.programme.operator, slug=f"biuro-{first_number}")
    resource = ResourceFactory(space=space)
    return {
        "space": space,
        "resource": resource,
        "closed": ClosedDayFactory(space=space),
        "booking": BookingFactory(programme=own.programme, resource=resource, organisation=own.organisation),
        "visit": VisitFactory(programme=own.programme, space=space, organisation=own.organisation),
        "today": clock.today().isoformat(),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    space = Space.objects.get(operator=own.programme.operator)
    return {
        "space": space,
        "resource": Resource.objects.filter(space=space).first(),
        "closed": ClosedDay.objects.filter(space=space).first(),
        "booking": Booking.objects.filter(organisation=own.organisation, state="booked").last(),
        "visit": Visit.objects.filter(programme=own.programme).last(),
        "today": clock.today().isoformat(),
    }
