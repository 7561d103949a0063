"""Telling those who signed up, and those who lead, that a session is added, moved or called off: one letter to each."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.workshops import emails
from osnowa.workshops.models import Cycle, Session
from osnowa.workshops.queries.enrolments import to_tell


@transaction.atomic
def tell_moved(
    cycle: Cycle,
    moves: Iterable[emails.Move],
    *,
    new_leaders: Sequence[Account] = (),
    by: Account | None = None,
) -> int:
    """Write about sessions that lie ahead and have another time, place or link than before; says to how many people.

    The cycle is locked and fresh. A closed or past session put right is no news to anybody. Whoever did it (`by`)
    gets no letter as a trainer; `new_leaders` have one of their own.
    """
    now = clock.now()
    news = [
        move
        for move in moves
        if move.session.closed_at is None
        and max(move.ends_at, move.session.ends_at) > now
        and (move.starts_at, move.ends_at, move.where, move.link)
        != (move.session.starts_at, move.session.ends_at, move.session.where, move.session.online_url)
    ]
    if not news or not cycle.is_published:
        return 0
    sessions = list(cycle.sessions.all())
    people = list(to_tell(cycle))
    for enrolment in people:
        enrolment.cycle = cycle
        emails.sessions_moved(enrolment, sessions, news)
    for trainer, theirs in _by_trainer([move.session for move in news], by):
        if trainer not in new_leaders:
            known = [move for move in news if move.session in theirs]
            emails.trainer_sessions(trainer, cycle, "moved", theirs, known)
    return len(people)


@transaction.atomic
def tell_added(cycle: Cycle, added: Sequence[Session], *, by: Account | None = None) -> int:
    """Write that these sessions of a published cycle were added; says to how many people."""
    news = [session for session in added if session.ends_at > clock.now()]
    if not news or not cycle.is_published:
        return 0
    sessions = list(cycle.sessions.all())
    people = list(to_tell(cycle))
    for enrolment in people:
        enrolment.cycle = cycle
        emails.sessions_added(enrolment, sessions, news)
    for trainer, theirs in _by_trainer(news, by):
        emails.trainer_sessions(trainer, cycle, "added", theirs)
    return len(people)


@transaction.atomic
def tell_removed(cycle: Cycle, removed: Session, *, by: Account | None = None) -> int:
    """Write that a session which lay ahead is called off; says to how many people. Its row still has its id."""
    if not cycle.is_published or removed.ends_at <= clock.now():
        return 0
    sessions = [session for session in cycle.sessions.all() if session.pk != removed.pk]
    people = list(to_tell(cycle))
    for enrolment in people:
        enrolment.cycle = cycle
        emails.session_removed(enrolment, sessions, removed)
    for trainer, theirs in _by_trainer([removed], by):
        emails.trainer_sessions(trainer, cycle, "off", theirs)
    return len(people)


@transaction.atomic
def tell_leaders(session: Session, *, before: Sequence[Account], by: Account | None = None) -> None:
    """Write to those who lead the session from now on, and to those who need not come any more.

    `before`: who led it until now. Drafts and what is over are no news.
    """
    if not session.cycle.is_published or session.ends_at <= clock.now():
        return
    now = session.led_by
    for trainer in now:
        if trainer not in before and _is_told(trainer, by):
            emails.trainer_sessions(trainer, session.cycle, "added", [session])
    for trainer in before:
        if trainer not in now and _is_told(trainer, by):
            emails.trainer_sessions(trainer, session.cycle, "handed_over", [session])


def _by_trainer(sessions: Sequence[Session], by: Account | None) -> list[tuple[Account, list[Session]]]:
    found: dict[Account, list[Session]] = {}
    for session in sessions:
        for trainer in session.led_by:
            if _is_told(trainer, by):
                found.setdefault(trainer, []).append(session)
    return list(found.items())


def _is_told(trainer: Account, by: Account | None) -> bool:
    return trainer.is_active and not trainer.is_erased and trainer != by
