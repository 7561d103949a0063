"""Telling those who signed up that a session is moved or called off: one letter to each, once per change."""

from collections.abc import Iterable

from osnowa.lib import clock
from osnowa.workshops import emails
from osnowa.workshops.models import Cycle, Session
from osnowa.workshops.queries.enrolments import to_tell


def tell_moved(cycle: Cycle, moves: Iterable[emails.Move]) -> int:
    """Write about sessions that lie ahead and have another time or place than before; says to how many people.

    The cycle is locked and fresh. A closed or past session put right is no news to anybody.
    """
    now = clock.now()
    news = [
        move
        for move in moves
        if move.session.closed_at is None
        and max(move.ends_at, move.session.ends_at) > now
        and (move.starts_at, move.ends_at, move.where)
        != (move.session.starts_at, move.session.ends_at, move.session.where)
    ]
    if not news or not cycle.is_published:
        return 0
    sessions = list(cycle.sessions.all())
    people = list(to_tell(cycle))
    for enrolment in people:
        enrolment.cycle = cycle
        emails.sessions_moved(enrolment, sessions, news)
    return len(people)


def tell_removed(cycle: Cycle, removed: Session) -> int:
    """Write that a session which lay ahead is called off; says to how many people. Its row still has its id."""
    if not cycle.is_published or removed.ends_at <= clock.now():
        return 0
    sessions = [session for session in cycle.sessions.all() if session.pk != removed.pk]
    people = list(to_tell(cycle))
    for enrolment in people:
        enrolment.cycle = cycle
        emails.session_removed(enrolment, sessions, removed)
    return len(people)
