"""Lists that a trainer may carry without network."""

from django.db.models import Count, Q, QuerySet

from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.rules import hours

PLACED = Q(cycle__enrolments__state=Enrolment.State.PLACED)


def lists_to_carry(programme: Programme, account: Account, *, all_of_it: bool) -> QuerySet[Session]:
    """Sessions of the next two weeks, and past ones whose list is still open, by date; with `placed_count`.

    `all_of_it`: the coordinator sees every cycle of the programme, a trainer their own.
    """
    found = Session.objects.filter(
        cycle__programme=programme,
        closed_at__isnull=True,
        starts_at__lt=clock.now() + hours.LISTS_AHEAD,
    )
    if not all_of_it:
        found = found.filter(cycle__trainers=account)
    return (
        found.select_related("cycle")
        .annotate(placed_count=Count("cycle__enrolments", filter=PLACED, distinct=True))
        .order_by("starts_at", "pk")
    )
