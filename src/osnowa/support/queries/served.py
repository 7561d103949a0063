"""Hours of mentors and volunteers that count: what a certificate of their work rests on."""

from osnowa.programme.models import Programme
from osnowa.programme.rules import Served
from osnowa.support.models import Consultation, WorkLog


def hours_advised(programme: Programme) -> dict[int, Served]:
    """Id of an account -> its consultations that organisations confirmed. One query."""
    found: dict[int, Served] = {}
    rows = Consultation.objects.filter(programme=programme, state=Consultation.State.CONFIRMED).order_by(
        "held_on", "pk"
    )
    for row in rows:
        found[row.mentor_id] = found.get(row.mentor_id, Served()).and_then(
            row.minutes, row.held_on, row.topic
        )
    return found


def hours_volunteered(programme: Programme) -> dict[int, Served]:
    """Id of an account -> its work that a coordinator approved. One query."""
    found: dict[int, Served] = {}
    rows = WorkLog.objects.filter(programme=programme, state=WorkLog.State.APPROVED).order_by("done_on", "pk")
    for row in rows:
        found[row.volunteer_id] = found.get(row.volunteer_id, Served()).and_then(
            row.minutes, row.done_on, row.what
        )
    return found
