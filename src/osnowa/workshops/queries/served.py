"""Hours that trainers led: what a certificate of their work rests on."""

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.programme.rules import Served
from osnowa.workshops.models import Session
from osnowa.workshops.rules import hours


def hours_led(programme: Programme) -> dict[int, Served]:
    """Id of an account -> the sessions that it led in the programme and whose list is closed. Two queries."""
    found: dict[int, Served] = {}
    sessions = (
        Session.objects.filter(cycle__programme=programme, closed_at__isnull=False)
        .select_related("cycle")
        .prefetch_related("cycle__trainers")
        .order_by("starts_at", "pk")
    )
    for session in sessions:
        minutes = hours.minutes_between(session.starts_at, session.ends_at)
        day = session.starts_at.astimezone(clock.WARSAW).date()
        for trainer in session.cycle.trainers.all():
            line = f"{session.cycle.number}. {session.cycle.title}"
            found[trainer.pk] = found.get(trainer.pk, Served()).and_then(minutes, day, line)
    return found
