"""Reading cycles and their sessions."""

from django.db.models import Count, Q

from osnowa.lib import clock
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.rules.places import Places

State = Enrolment.State


def places(cycle: Cycle) -> Places:
    """How full the cycle is at this moment. A hold that has run out no longer takes a seat."""
    counts = Enrolment.objects.filter(cycle=cycle).aggregate(
        placed=Count("id", filter=Q(state=State.PLACED)),
        reserve=Count("id", filter=Q(state=State.RESERVE)),
        held=Count("id", filter=Q(state=State.CANCELLED, held_until__gt=clock.now())),
    )
    return Places(
        capacity=cycle.capacity,
        taken=counts["placed"] + counts["held"],
        reserve=counts["reserve"],
        held=counts["held"],
    )
