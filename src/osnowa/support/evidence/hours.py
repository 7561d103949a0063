"""Hours of professional volunteers. They count once a coordinator has approved them."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from osnowa.lib.period import Period
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.support.evidence.adoptions import CHUNK
from osnowa.support.models import WorkLog
from osnowa.support.rules import hours
from osnowa.ui import words

State = WorkLog.State


def volunteer_hours(programme: Programme, period: Period) -> Decimal:
    """Clock hours of volunteers in the period that were approved."""
    total = _done(programme, period).filter(state=State.APPROVED).aggregate(minutes=Sum("minutes"))["minutes"]
    return hours.as_hours(total or 0)


def volunteer_hours_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    rows = _done(programme, period).select_related("organisation", "person").order_by("done_on", "pk")
    for row in rows.iterator(CHUNK):
        yield Evidence(
            happened_on=row.done_on,
            amount=hours.as_hours(row.minutes),
            label=_("Hours of a professional volunteer, %(day)s") % {"day": words.short_date(row.done_on)},
            source=Source("support.worklog", row.pk),
            who=row.person.key,
            organisation=row.organisation_id,
            groups={"legal_form": row.organisation.legal_form} if row.organisation else {},
            reason=_reason(row),
        )


def _done(programme: Programme, period: Period) -> QuerySet[WorkLog]:
    return WorkLog.objects.filter(programme=programme, done_on__gte=period.start, done_on__lte=period.end)


def _reason(row: WorkLog) -> str:
    return {
        State.APPROVED: "",
        State.WAITING: _("not approved by the coordinator yet"),
        State.RETURNED: _("returned to the volunteer to correct"),
    }[State(row.state)]
