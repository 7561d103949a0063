"""Adding, changing and removing the sessions of a cycle."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.ui import words
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.actions.staying import recount_minutes
from osnowa.workshops.actions.telling import tell_moved, tell_removed
from osnowa.workshops.emails import Move
from osnowa.workshops.models import Attendance, Cycle, Session
from osnowa.workshops.rules import hours

session_added = audit.deed("workshops.session_added", gettext_lazy("added a session"))
session_changed = audit.deed("workshops.session_changed", gettext_lazy("changed a session"))
session_removed = audit.deed("workshops.session_removed", gettext_lazy("removed a session"))


@dataclass(frozen=True)
class Planned:
    """A session to be: two aware moments, a title, and a place where it is not the cycle's."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""


@transaction.atomic
def add_session(
    cycle: Cycle,
    *,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str = "",
    by: Account | None,
) -> Session:
    """Add one session. The same start and title once more is the same form sent twice.

    Raises RuleBroken: "title", "ends", "overlap", "too_long", each with its field.
    """
    return add_sessions(cycle, [Planned(title, starts_at, ends_at, place)], by=by)[0]


@transaction.atomic
def add_sessions(cycle: Cycle, planned: Sequence[Planned], *, by: Account | None) -> list[Session]:
    """Add a series, all or none of it. Raises RuleBroken as `add_session` does."""
    cycle = lock_cycle(cycle)
    added = []
    for plan in planned:
        there = list(cycle.sessions.all())
        twin = next((one for one in there if one.starts_at == plan.starts_at), None)
        if twin is not None and text.fold(twin.title) == text.fold(plan.title):
            added.append(twin)
            continue
        session = Session(
            cycle=cycle,
            number=max((one.number for one in there), default=0) + 1,
            title=plan.title,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            place=plan.place,
        )
        _check_session(session, there)
        session.save()
        session_added.record(session, by=by, programme_id=cycle.programme_id)
        added.append(session)
    _renumber(cycle)
    for session in added:
        session.refresh_from_db(fields=["number"])
    return added


@transaction.atomic
def change_session(
    session: Session,
    *,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str = "",
    by: Account | None,
) -> Session:
    """Change a session. The hours of a closed one may be put right as well: the figures follow, the audit keeps both.

    Where a session of a published cycle gets another time or place, those who signed up get a letter; the session that
    comes back carries `people_told`, how many.

    Raises RuleBroken as `add_session` does, and "future" (a closed one cannot lie ahead), "minutes" (somebody missed
    more than the new length).
    """
    cycle = lock_cycle(session.cycle)
    session = lock(session)
    session.cycle = cycle
    before = (session.title, session.starts_at, session.ends_at, session.place)
    was = Move(session, session.starts_at, session.ends_at, session.where)
    session.people_told = 0  # type: ignore[attr-defined]
    session.title, session.starts_at, session.ends_at, session.place = title, starts_at, ends_at, place
    _check_session(session, [one for one in cycle.sessions.all() if one.pk != session.pk])
    if (session.title, session.starts_at, session.ends_at, session.place) == before:
        return session
    if session.closed_at is not None and session.starts_at > clock.now():
        raise RuleBroken(
            _("This session is closed: it has taken place, so it cannot lie ahead."),
            code="future",
            field="day",
        )
    length = hours.minutes_between(starts_at, ends_at)
    without_hours = Attendance.objects.filter(session=session, came_at=None, left_at=None)
    if without_hours.filter(minutes_missed__gte=length).exists():
        raise RuleBroken(
            _("Somebody is marked as missing more minutes than this session would last. Correct that first."),
            code="minutes",
            field="ends",
        )
    session.save()
    recount_minutes(session)
    _renumber(cycle)
    session_changed.record(
        session,
        by=by,
        programme_id=cycle.programme_id,
        hours_before=[before[1].isoformat(), before[2].isoformat()],
        hours_after=[starts_at.isoformat(), ends_at.isoformat()],
    )
    session.refresh_from_db(fields=["number"])
    session.people_told = tell_moved(cycle, [was])  # type: ignore[attr-defined]
    return session


@transaction.atomic
def remove_session(session: Session, *, by: Account | None) -> int:
    """Take a session out of the cycle. Gone already, nothing happens. Says how many people got a letter about it.

    Raises RuleBroken: "marked" (attendance or a closed list is a document), "last" (of a published cycle).
    """
    cycle = lock_cycle(session.cycle)
    found = Session.objects.filter(pk=session.pk).first()
    if found is None:
        return 0
    found.cycle = cycle
    if found.closed_at is not None or any(
        rows.exists() for rows in (found.attendance, found.attendance_marks, found.sheets)
    ):
        raise RuleBroken(
            _(
                "Attendance is written down for this session, so it stays. You can change its title, date or place."
            ),
            code="marked",
        )
    if cycle.is_published and not cycle.sessions.exclude(pk=found.pk).exists():
        raise RuleBroken(
            _("A published cycle needs at least one session. Add the new one first, then remove this one."),
            code="last",
        )
    session_removed.record(found, by=by, programme_id=cycle.programme_id, number=found.number)
    told = tell_removed(cycle, found)
    found.delete()
    _renumber(cycle)
    return told


def _check_session(session: Session, others: list[Session]) -> None:
    session.title = text.clean(session.title)
    session.place = text.clean(session.place)
    if not session.title:
        raise RuleBroken(_("Write what the session is about."), code="title", field="title")
    if session.ends_at <= session.starts_at:
        raise RuleBroken(_("The session would end before it begins."), code="ends", field="ends")
    if session.ends_at - session.starts_at > dt.timedelta(hours=24):
        raise RuleBroken(
            _("A session lasts a day at most. Add the next day as another session."),
            code="too_long",
            field="ends",
        )
    for other in others:
        if session.starts_at < other.ends_at and other.starts_at < session.ends_at:
            raise RuleBroken(
                _("At that time the group meets already: session %(number)d, %(when)s.")
                % {"number": other.number, "when": words.span(other.starts_at, other.ends_at)},
                code="overlap",
                field="day",
            )


def _renumber(cycle: Cycle) -> None:
    """Number sessions by their dates, as long as nobody was marked: later a number is on printed lists."""
    if Attendance.objects.filter(session__cycle=cycle).exists():
        return
    sessions = {session.pk: session for session in cycle.sessions.all()}
    wanted = dict(hours.renumbered((pk, session.starts_at) for pk, session in sessions.items()))
    moved = [pk for pk, session in sessions.items() if session.number != wanted[pk]]
    spare = max((session.number for session in sessions.values()), default=0)
    for step, pk in enumerate(moved, start=1):  # numbers are unique at every moment, so they go aside first
        Session.objects.filter(pk=pk).update(number=spare + step)
    for pk in moved:
        Session.objects.filter(pk=pk).update(number=wanted[pk])
