"""A draft becomes the timetable: sessions are added and moved by the deeds of workshops, which tell people."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.timetable.models import Plan, PlannedSession
from osnowa.timetable.queries.plans import sessions_of
from osnowa.workshops.actions.cycles import change_cycle
from osnowa.workshops.actions.sessions import NewDate, Planned, add_sessions, move_sessions
from osnowa.workshops.models import Cycle

plan_applied = audit.deed("timetable.plan_applied", gettext_lazy("applied a draft of the timetable"))


@dataclass(frozen=True)
class Applied:
    """How many sessions were added and moved, and how many letters about moves people get."""

    added: int = 0
    moved: int = 0
    told: int = 0


@transaction.atomic
def apply_plan(plan: Plan, *, by: Account | None) -> Applied:
    """Add and move sessions as the draft says, all of it or nothing. Twice is once.

    Those who lead become trainers of the cycle where they are not yet. Raises RuleBroken: "live", "empty", "past"
    (dates that have gone by), and what workshops refuse.
    """
    plan = lock(plan)
    if plan.applied_at is not None:
        return Applied()
    if plan.is_live:
        raise RuleBroken(_("The search still goes on. Wait for it, or stop it first."), code="live")
    rows = list(sessions_of(plan))
    todo = [row for row in rows if not row.stays]
    if not todo:
        raise RuleBroken(_("There is nothing in this draft to apply."), code="empty")
    if min(row.starts_at for row in todo) <= clock.now():
        raise RuleBroken(_("Some dates of this draft have gone by. Make a new draft."), code="past")
    applied = Applied()
    for cycle in sorted({row.cycle for row in todo}, key=lambda cycle: cycle.pk):
        done = _apply_to(cycle, [row for row in rows if row.cycle_id == cycle.pk], by)
        applied = Applied(applied.added + done.added, applied.moved + done.moved, applied.told + done.told)
    plan.applied_at, plan.applied_by = clock.now(), by
    plan.save(update_fields=["applied_at", "applied_by"])
    plan_applied.record(plan, by=by, programme_id=plan.programme_id, added=applied.added, moved=applied.moved)
    return applied


def _apply_to(cycle: Cycle, rows: list[PlannedSession], by: Account | None) -> Applied:
    rows.sort(key=lambda row: row.starts_at)
    moving = [row for row in rows if row.session is not None and not row.stays]
    moved, told = move_sessions(cycle, _dates(cycle, moving), by=by)
    new = [(n, row) for n, row in enumerate(rows, start=1) if row.session is None]
    added = add_sessions(
        cycle,
        [
            Planned(
                _("Session %(number)d") % {"number": n},
                row.starts_at,
                row.ends_at,
                _place(cycle, row, ""),
            )
            for n, row in new
        ],
        by=by,
    )
    for (_n, row), session in zip(new, added, strict=True):
        PlannedSession.objects.filter(pk=row.pk).update(session=session)
    leading = {row.leader_id: row.leader for row in rows if row.leader is not None and not row.stays}
    trainers = list(cycle.trainers.all())
    missing = [account for key, account in leading.items() if key not in {one.pk for one in trainers}]
    if missing:
        change_cycle(cycle, trainers=[*trainers, *missing], by=by)
    return Applied(len(added), moved, told)


def _dates(cycle: Cycle, rows: list[PlannedSession]) -> list[NewDate]:
    """New dates of sessions, in an order in which none meets another that has not moved yet."""
    waiting, found = list(rows), []
    while waiting:
        row = next((row for row in waiting if not _is_taken(row, waiting)), waiting[0])
        waiting.remove(row)
        session = row.session
        if session is not None:
            place = _place(cycle, row, session.place)
            found.append(NewDate(session, row.starts_at, row.ends_at, place))
    return found


def _is_taken(row: PlannedSession, waiting: list[PlannedSession]) -> bool:
    return any(
        other is not row
        and other.session is not None
        and other.session.starts_at < row.ends_at
        and row.starts_at < other.session.ends_at
        for other in waiting
    )


def _place(cycle: Cycle, row: PlannedSession, before: str) -> str:
    """The room's name, unless it is the cycle's own place; where no room is planned, what was said before."""
    if row.room is None:
        return before
    return "" if row.room.name == cycle.place else row.room.name
