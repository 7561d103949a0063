"""Reading hours of volunteers."""

from django.db.models import Count, Q, QuerySet, Sum

from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.support.models import WorkLog

State = WorkLog.State


def work_logs_of(programme: Programme) -> QuerySet[WorkLog]:
    """Every entry of the programme, newest first."""
    return WorkLog.objects.filter(programme=programme).select_related(
        "organisation", "volunteer", "person", "settled_by"
    )


def work_logs_by(programme: Programme, volunteer: Account) -> QuerySet[WorkLog]:
    return work_logs_of(programme).filter(volunteer=volunteer)


def to_approve(programme: Programme) -> QuerySet[WorkLog]:
    """What waits for a coordinator, the oldest first."""
    return work_logs_of(programme).filter(state=State.WAITING).order_by("done_on", "pk")


def sums(logs: QuerySet[WorkLog]) -> dict[str, int]:
    """Minutes approved and waiting, and how many entries wait or came back. One query."""
    found = logs.order_by().aggregate(
        approved=Sum("minutes", filter=Q(state=State.APPROVED)),
        waiting=Sum("minutes", filter=Q(state=State.WAITING)),
        waiting_count=Count("pk", filter=Q(state=State.WAITING)),
        returned_count=Count("pk", filter=Q(state=State.RETURNED)),
    )
    return {name: value or 0 for name, value in found.items()}
