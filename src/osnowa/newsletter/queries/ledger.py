"""How an issue goes: the ledger's figures."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from osnowa.lib import clock
from osnowa.newsletter.models import Delivery, Issue

State = Delivery.State
MOST_FAULTS = 50


@dataclass(frozen=True)
class Progress:
    """Letters of an issue by state. `in_hand`: those of `waiting` that a worker holds now. `again`: those that a server
    put off. `per_minute`: over the time since the first one, None before the second.
    """

    waiting: int
    in_hand: int
    again: int
    sent: int
    failed: int
    bounced: int
    left: int
    per_minute: float | None

    @property
    def total(self) -> int:
        return self.waiting + self.sent + self.failed + self.bounced + self.left

    @property
    def done_share(self) -> int:
        """Percent of letters about which everything is known."""
        return round(100 * (self.total - self.waiting) / self.total) if self.total else 0

    @property
    def is_over(self) -> bool:
        return self.waiting == 0


def progress_of(issue: Issue) -> Progress:
    """One query."""
    now = clock.now()
    counts = Delivery.objects.filter(issue=issue).aggregate(
        waiting=Count("pk", filter=Q(state=State.QUEUED)),
        in_hand=Count("pk", filter=Q(state=State.QUEUED, claimed_until__gt=now)),
        again=Count("pk", filter=Q(state=State.QUEUED, attempts__gt=0)),
        sent=Count("pk", filter=Q(state=State.SENT)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        bounced=Count("pk", filter=Q(state=State.BOUNCED)),
        left=Count("pk", filter=Q(state=State.LEFT)),
        first=Min("sent_at"),
        last=Max("sent_at"),
    )
    first, last = counts.pop("first"), counts.pop("last")
    return Progress(**counts, per_minute=_rate(counts["sent"], first, last))


def _rate(sent: int, first: dt.datetime | None, last: dt.datetime | None) -> float | None:
    if first is None or last is None or last <= first:
        return None
    return round((sent - 1) / (last - first).total_seconds() * 60, 1)


def faults_of(issue: Issue) -> QuerySet[Delivery]:
    """Letters that did not arrive, with their readers and what the server said. The first MOST_FAULTS."""
    wrong = (State.FAILED, State.BOUNCED)
    rows = Delivery.objects.filter(issue=issue, state__in=wrong).select_related("reader")
    return rows.order_by("state", "pk")[:MOST_FAULTS]


def issues_that_wait(programme_id: int) -> QuerySet[Issue]:
    """Issues that somebody has to decide about: late ones, stopped ones."""
    return Issue.objects.filter(programme_id=programme_id, state=Issue.State.HELD).order_by("send_at", "pk")
