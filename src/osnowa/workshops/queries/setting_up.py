"""Reading what the coordinator sets up: who may train, what is missing, what lies outside the programme."""

from django.db.models import Prefetch, QuerySet

from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.programme.models import Programme, Role
from osnowa.programme.queries import accounts_with_role
from osnowa.workshops.models import Cycle, Session


def possible_trainers(programme: Programme) -> QuerySet[Account]:
    """The programme's trainers and coordinators, by name: in small teams they are the same people."""
    return accounts_with_role(programme, Role.TRAINER, Role.COORDINATOR)


def with_team_and_sessions(cycles: QuerySet[Cycle], *, called_off: bool = False) -> QuerySet[Cycle]:
    """The cycles with their sessions and trainers at hand: two queries more, however many cycles.

    `called_off`: those sessions are among them too, and whoever asks must tell them apart.
    """
    sessions = Session.every if called_off else Session.objects
    return cycles.prefetch_related(Prefetch("sessions", sessions.order_by("starts_at", "number")), "trainers")


def missing_before_publication(cycle: Cycle) -> list[str]:
    """What people must know and is not there, as short codes: summary, sessions, place."""
    sessions = [session for session in cycle.sessions.all() if not session.is_called_off]
    lacking = []
    if not cycle.summary:
        lacking.append("summary")
    if not sessions:
        lacking.append("sessions")
    if not cycle.place and any(not session.place for session in sessions):
        lacking.append("place")
    return lacking


def missing(cycle: Cycle) -> list[str]:
    """The same and what can come later: trainers, outcomes."""
    lacking = missing_before_publication(cycle)
    if not cycle.place and not cycle.sessions.all():
        lacking.append("place")
    if not cycle.trainers.all():
        lacking.append("trainers")
    if not cycle.abilities:
        lacking.append("outcomes")
    return lacking


def is_outside(session: Session, programme: Programme) -> bool:
    """Does the session lie outside the programme's dates? The funder may then refuse to count it."""
    first = session.starts_at.astimezone(clock.WARSAW).date()
    last = session.ends_at.astimezone(clock.WARSAW).date()
    return first < programme.starts_on or last > programme.ends_on
