"""Adding, changing and removing the sessions of a cycle."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.coworking.models import Resource
from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.ui import words
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.actions.rooms import keep_room, words_of
from osnowa.workshops.actions.staying import recount_minutes
from osnowa.workshops.actions.telling import tell_added, tell_leaders, tell_moved, tell_removed
from osnowa.workshops.emails import Move
from osnowa.workshops.models import Attendance, Cycle, Session
from osnowa.workshops.queries.setting_up import possible_trainers
from osnowa.workshops.rules import hours

session_added = audit.deed("workshops.session_added", gettext_lazy("added a session"))
session_changed = audit.deed("workshops.session_changed", gettext_lazy("changed a session"))
session_removed = audit.deed("workshops.session_removed", gettext_lazy("removed a session"))

Agenda = Sequence[dict[str, str]]


@dataclass(frozen=True)
class Details:
    """What a session may have beyond title, time and place.

    `room`: of the office; it is booked, and its name and address become the place. `online_url`: for people with a
    place only. `trainers`: none means the cycle's. `agenda`: as `rules.agenda.points` gives it.
    """

    room: Resource | None = None
    online_url: str = ""
    trainers: tuple[Account, ...] = ()
    agenda: Agenda = ()


@dataclass(frozen=True)
class Planned:
    """A session to be: two aware moments, a title, and a place where it is not the cycle's."""

    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""
    details: Details = Details()


@transaction.atomic
def add_session(
    cycle: Cycle,
    *,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str = "",
    details: Details = Details(),
    by: Account | None,
) -> Session:
    """Add one session. The same start and title once more is the same form sent twice.

    Raises RuleBroken: "title", "ends", "overlap", "too_long", "trainers", each with its field, and what booking the
    room raises.
    """
    return add_sessions(cycle, [Planned(title, starts_at, ends_at, place, details)], by=by)[0]


@transaction.atomic
def add_sessions(cycle: Cycle, planned: Sequence[Planned], *, by: Account | None) -> list[Session]:
    """Add a series, all or none of it. Of a published cycle everybody who signed up gets one letter about all of them;
    each session that comes back carries `people_told`, how many. Raises RuleBroken as `add_session` does.
    """
    cycle = lock_cycle(cycle)
    added, new = [], []
    for plan in planned:
        there = list(cycle.sessions.all())
        twin = next((one for one in there if one.starts_at == plan.starts_at), None)
        if twin is not None and text.fold(twin.title) == text.fold(plan.title):
            added.append(twin)
            continue
        numbers = Session.every.filter(cycle=cycle).values_list("number", flat=True)
        session = Session(
            cycle=cycle,
            number=max(numbers, default=0) + 1,
            title=plan.title,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            place=plan.place,
        )
        _put_details(session, plan.details)
        check_session(session, there)
        session.save()
        session.trainers.set(_checked_trainers(cycle, plan.details.trainers))
        keep_room(session, by=by)
        session_added.record(session, by=by, programme_id=cycle.programme_id)
        added.append(session)
        new.append(session)
    _renumber(cycle)
    for session in added:
        session.refresh_from_db(fields=["number"])
    told = tell_added(cycle, new, by=by)
    for session in added:
        session.people_told = told  # type: ignore[attr-defined]
    return added


@transaction.atomic
def change_session(
    session: Session,
    *,
    title: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    place: str = "",
    details: Details | None = None,
    tells: bool = True,
    by: Account | None,
) -> Session:
    """Change a session. The hours of a closed one may be put right as well: the figures follow, the audit keeps both.

    Where a session of a published cycle gets another time, place or link, those who signed up get a letter; the
    session that comes back carries `people_told`, how many. `details`: None leaves them as they are. `tells`: False
    where the caller writes about several sessions at once (see `move_sessions`).

    Raises RuleBroken as `add_session` does, and "future" (a closed one cannot lie ahead), "minutes" (somebody missed
    more than the new length).
    """
    cycle = lock_cycle(session.cycle)
    session = lock(session)
    session.cycle = cycle
    before, led_before = _facts(session), session.led_by
    was = Move(session, session.starts_at, session.ends_at, session.where, session.online_url)
    session.people_told = 0  # type: ignore[attr-defined]
    session.title, session.starts_at, session.ends_at, session.place = title, starts_at, ends_at, place
    if details is not None:
        _put_details(session, details)
    check_session(session, [one for one in cycle.sessions.all() if one.pk != session.pk])
    trainers = None if details is None else _checked_trainers(cycle, details.trainers)
    changed = _facts(session) != before
    if trainers is not None and {one.pk for one in trainers} != {one.pk for one in session.trainers.all()}:
        session.trainers.set(trainers)
        changed = True
    if not changed:
        keep_room(session, by=by)  # what could not be booked so early is tried again
        return session
    _refuse_what_attendance_forbids(session)
    session.save()
    keep_room(session, by=by)
    recount_minutes(session)
    _renumber(cycle)
    session_changed.record(
        session,
        by=by,
        programme_id=cycle.programme_id,
        hours_before=[was.starts_at.isoformat(), was.ends_at.isoformat()],
        hours_after=[starts_at.isoformat(), ends_at.isoformat()],
    )
    session.refresh_from_db(fields=["number"])
    if not tells:
        return session
    new_leaders = [one for one in session.led_by if one not in led_before]
    session.people_told = tell_moved(cycle, [was], new_leaders=new_leaders, by=by)  # type: ignore[attr-defined]
    tell_leaders(session, before=led_before, by=by)
    return session


@dataclass(frozen=True)
class NewDate:
    """When and where a session is to be from now on; two aware moments."""

    session: Session
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str = ""


@transaction.atomic
def move_sessions(cycle: Cycle, dates: Sequence[NewDate], *, by: Account | None) -> tuple[int, int]:
    """Move sessions of one cycle, in the order given: (how many moved, to how many people one letter about all went).

    What stands there already is no move. Raises RuleBroken as `change_session` does; then nothing is moved.
    """
    cycle = lock_cycle(cycle)
    moves = []
    for new in dates:
        was = new.session
        if (was.starts_at, was.ends_at, was.place) == (new.starts_at, new.ends_at, new.place):
            continue
        before = (was.starts_at, was.ends_at, was.where, was.online_url)
        moved = change_session(
            was,
            title=was.title,
            starts_at=new.starts_at,
            ends_at=new.ends_at,
            place=new.place,
            tells=False,
            by=by,
        )
        moves.append(Move(moved, *before))
    for move in moves:
        move.session.refresh_from_db(fields=["number"])
    return len(moves), tell_moved(cycle, moves, by=by)


@transaction.atomic
def remove_session(session: Session, *, by: Account | None) -> int:
    """Take a session out of the cycle. Gone already, nothing happens. Says how many people got a letter about it.

    Raises RuleBroken: "marked" (attendance or a closed list is a document), "last" (of a published cycle).
    """
    cycle = lock_cycle(session.cycle)
    found = Session.every.filter(pk=session.pk).first()
    if found is None:
        return 0
    found.cycle = cycle
    refuse_marked(found)
    if cycle.is_published and not cycle.sessions.exclude(pk=found.pk).exists():
        raise RuleBroken(
            _("A published cycle needs at least one session. Add the new one first, then remove this one."),
            code="last",
        )
    session_removed.record(found, by=by, programme_id=cycle.programme_id, number=found.number)
    told = 0 if found.is_called_off else tell_removed(cycle, found, by=by)
    found.room = None
    keep_room(found, by=by)
    for material in found.materials.exclude(file=""):
        material.file.delete(save=False)
    found.delete()
    _renumber(cycle)
    return told


def refuse_marked(session: Session) -> None:
    """A session with attendance took place, whatever happens to it now."""
    if session.closed_at is not None or any(
        rows.exists() for rows in (session.attendance, session.attendance_marks, session.sheets)
    ):
        raise RuleBroken(
            _(
                "Attendance is written down for this session, so it stays. You can change its title, date or place."
            ),
            code="marked",
        )


def check_session(session: Session, others: list[Session]) -> None:
    """Tidy its words, and refuse what cannot be. `others`: the cycle's other sessions that take place."""
    session.title = text.clean(session.title)
    session.place = text.clean(session.place)
    session.online_url = session.online_url.strip()
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


def _facts(session: Session) -> tuple[object, ...]:
    return (
        session.title,
        session.starts_at,
        session.ends_at,
        session.place,
        session.room_id,
        session.online_url,
        session.agenda,
    )


def _put_details(session: Session, details: Details) -> None:
    """A room that is left gives up its words, unless somebody typed another place."""
    if session.room is not None and details.room is None and session.place == words_of(session.room):
        session.place = ""
    session.room, session.online_url = details.room, details.online_url
    session.agenda = list(details.agenda)
    if details.room is not None:
        session.place = words_of(details.room)


def _checked_trainers(cycle: Cycle, trainers: Iterable[Account]) -> list[Account]:
    chosen = list(trainers)
    if not chosen:
        return chosen
    team = {account.pk for account in possible_trainers(cycle.programme)}
    if any(account.pk not in team for account in chosen):
        raise RuleBroken(
            _("Trainers come from the programme's team. Add the person to the team first."),
            code="trainers",
            field="trainers",
        )
    return chosen


def _refuse_what_attendance_forbids(session: Session) -> None:
    if session.closed_at is not None and session.starts_at > clock.now():
        raise RuleBroken(
            _("This session is closed: it has taken place, so it cannot lie ahead."),
            code="future",
            field="day",
        )
    length = hours.minutes_between(session.starts_at, session.ends_at)
    without_hours = Attendance.objects.filter(session=session, came_at=None, left_at=None)
    if without_hours.filter(minutes_missed__gte=length).exists():
        raise RuleBroken(
            _("Somebody is marked as missing more minutes than this session would last. Correct that first."),
            code="minutes",
            field="ends",
        )


def _renumber(cycle: Cycle) -> None:
    """Number sessions by their dates, as long as nobody was marked: later a number is on printed lists.

    One that was called off keeps its turn among them.
    """
    if Attendance.objects.filter(session__cycle=cycle).exists():
        return
    sessions = {session.pk: session for session in Session.every.filter(cycle=cycle)}
    wanted = dict(hours.renumbered((pk, session.starts_at) for pk, session in sessions.items()))
    moved = [pk for pk, session in sessions.items() if session.number != wanted[pk]]
    spare = max((session.number for session in sessions.values()), default=0)
    for step, pk in enumerate(moved, start=1):  # numbers are unique at every moment, so they go aside first
        Session.every.filter(pk=pk).update(number=spare + step)
    for pk in moved:
        Session.every.filter(pk=pk).update(number=wanted[pk])
