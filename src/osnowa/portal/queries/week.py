"""Sessions around today: the coordinator's week, the trainer's next meetings."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.queries.led import led_by

DAYS = 7
FRIDAY = 4


@dataclass
class Day:
    on: dt.date
    sessions: list[Session] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        return self.on == clock.today()

    @property
    def is_past(self) -> bool:
        return self.on < clock.today()


def _sessions(programme: Programme) -> QuerySet[Session]:
    placed = Q(cycle__enrolments__state=Enrolment.State.PLACED)
    return (
        Session.objects.filter(cycle__programme=programme)
        .select_related("cycle")
        .annotate(placed_count=Count("cycle__enrolments", filter=placed, distinct=True))
        .order_by("starts_at", "number")
    )


def week(programme: Programme) -> list[Day]:
    """Days with sessions from Monday to Sunday; near the end to Sunday of the next week (`reaches_next_week`)."""
    today = clock.today()
    first = today - dt.timedelta(days=today.weekday())
    return _by_day(
        _sessions(programme), first, first + dt.timedelta(days=DAYS * (2 if reaches_next_week() else 1))
    )


def reaches_next_week() -> bool:
    return clock.today().weekday() >= FRIDAY


def next_sessions(programme: Programme, trainer: Any, limit: int = 6) -> list[Session]:
    """The trainer's sessions that are not over, the soonest first."""
    mine = _sessions(programme).filter(pk__in=led_by([trainer]).values("pk"), ends_at__gt=clock.now())
    return list(mine[:limit])


def _by_day(sessions: QuerySet[Session], first: dt.date, last: dt.date) -> list[Day]:
    found: dict[dt.date, Day] = {}
    begins, ends = clock.moment(first, dt.time.min), clock.moment(last, dt.time.min)
    for session in sessions.filter(starts_at__gte=begins, starts_at__lt=ends):
        on = session.starts_at.astimezone(clock.WARSAW).date()
        found.setdefault(on, Day(on)).sessions.append(session)
    return list(found.values())
