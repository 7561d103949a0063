"""Drafts of the timetable: make, stop, search on, pin, throw away."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.timetable.models import Plan, PlannedCycle, PlannedSession
from osnowa.timetable.queries.plans import Wanted, is_lost, live_plan
from osnowa.timetable.queries.slots import slots_of
from osnowa.timetable.rules.times import LONGEST, MOST_SESSIONS, MOST_WEEKS, SHORTEST
from osnowa.timetable.tasks import search_plan

State = Plan.State

plan_made = audit.deed("timetable.plan_made", gettext_lazy("made a draft of the timetable"))
plan_stopped = audit.deed("timetable.plan_stopped", gettext_lazy("stopped the search for a timetable"))
plan_continued = audit.deed("timetable.plan_continued", gettext_lazy("searched on for a timetable"))
plan_removed = audit.deed("timetable.plan_removed", gettext_lazy("removed a draft of the timetable"))
session_pinned = audit.deed("timetable.session_pinned", gettext_lazy("pinned a session of a draft"))
session_unpinned = audit.deed("timetable.session_unpinned", gettext_lazy("unpinned a session of a draft"))


@transaction.atomic
def make_plan(
    programme: Programme,
    wanted: Sequence[Wanted],
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    floor: int = 40,
    seconds: int = 60,
    based_on: Plan | None = None,
    submission_key: uuid.UUID | None = None,
    by: Account | None,
) -> Plan:
    """A new draft; its search is queued. `floor`: percent; `based_on`: whose pins to keep.

    `seconds`: how long to search; 0: the quick way, done when this returns.

    The same `submission_key` gives the draft that is there. Raises RuleBroken: "busy" (another search goes on),
    "slots", and with a field "cycles", "ends_on", "past", "sessions-ID", "minutes-ID", "far-ID".
    """
    programme = lock(programme)
    if submission_key is not None:
        sent_before = Plan.objects.filter(submission_key=submission_key, programme=programme).first()
        if sent_before is not None:
            return sent_before
    if live_plan(programme) is not None:
        raise RuleBroken(_("Another draft is being searched. Wait for it, or stop it first."), code="busy")
    if not slots_of(programme).exists():
        raise RuleBroken(_("First say which slots of the week there are to choose from."), code="slots")
    _check_period(starts_on, ends_on)
    if not wanted:
        raise RuleBroken(_("Choose at least one cycle."), code="cycles", field="cycles")
    for one in wanted:
        _check_wanted(programme, one)
    last = Plan.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
    plan = Plan.objects.create(
        programme=programme,
        number=last + 1,
        starts_on=starts_on,
        ends_on=ends_on,
        floor=floor,
        seconds=seconds,
        submission_key=submission_key or uuid.uuid4(),
        made_at=clock.now(),
        made_by=by,
    )
    PlannedCycle.objects.bulk_create(
        PlannedCycle(
            plan=plan,
            cycle=one.cycle,
            sessions=one.sessions,
            minutes=one.minutes,
            near_days=one.near_days,
            far_days=one.far_days,
            may_move=one.may_move,
        )
        for one in wanted
    )
    if based_on is not None:
        _keep_pins(based_on, plan, {one.cycle.pk for one in wanted})
    plan_made.record(plan, by=by, programme_id=programme.pk, cycles=len(wanted))
    _search(plan)
    return plan


@transaction.atomic
def stop_plan(plan: Plan, *, by: Account | None) -> Plan:
    """End the search and keep the best so far. The job notices within a second; one that nobody does ends at once."""
    plan = lock(plan)
    if not plan.is_live:
        return plan
    if plan.stop_asked_at is None:
        plan.stop_asked_at = clock.now()
        plan_stopped.record(plan, by=by, programme_id=plan.programme_id)
    if plan.state == State.WAITING or is_lost(plan):
        plan.state, plan.ended_at = State.STOPPED, clock.now()
    plan.save(update_fields=["stop_asked_at", "state", "ended_at"])
    return plan


@transaction.atomic
def search_on(plan: Plan, *, by: Account | None) -> Plan:
    """Search once more from where the draft stands. Twice is once. Raises RuleBroken: "busy", "applied"."""
    lock(plan.programme)
    plan = lock(plan)
    if plan.is_live:
        return plan
    if plan.applied_at is not None:
        raise RuleBroken(_("This draft is applied already. Make a new one."), code="applied")
    if live_plan(plan.programme) is not None:
        raise RuleBroken(_("Another draft is being searched. Wait for it, or stop it first."), code="busy")
    plan.state = State.WAITING
    plan.beat_at = plan.began_at = plan.ended_at = plan.stop_asked_at = None
    plan.reasons = []
    plan.save(update_fields=["state", "beat_at", "began_at", "ended_at", "stop_asked_at", "reasons"])
    plan_continued.record(plan, by=by, programme_id=plan.programme_id)
    _search(plan)
    return plan


@transaction.atomic
def pin(session: PlannedSession, *, is_pinned: bool, by: Account | None) -> PlannedSession:
    """Keep this date in the next draft, or let it go. Raises RuleBroken: "live" (the search goes on), "stays"."""
    lock(session.plan)
    session = lock(session)
    if session.plan.is_live:
        raise RuleBroken(_("The search still goes on. Wait for it, or stop it first."), code="live")
    if session.stays:
        raise RuleBroken(_("This session is there already and stays anyway."), code="stays")
    if session.is_pinned != is_pinned:
        session.is_pinned = is_pinned
        session.save(update_fields=["is_pinned"])
        deed = session_pinned if is_pinned else session_unpinned
        deed.record(session.plan, by=by, programme_id=session.plan.programme_id, session=session.pk)
    return session


@transaction.atomic
def remove_plan(plan: Plan, *, by: Account | None) -> None:
    """Throw a draft away. Gone already, nothing happens. Raises RuleBroken: "applied", "live"."""
    found = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if found is None:
        return
    if found.applied_at is not None:
        raise RuleBroken(_("This draft is applied, so it stays for the record."), code="applied")
    if found.is_live:
        raise RuleBroken(_("The search still goes on. Wait for it, or stop it first."), code="live")
    plan_removed.record(found, by=by, programme_id=found.programme_id, number=found.number)
    found.delete()


def _search(plan: Plan) -> None:
    """The planner's minutes belong to the worker; the quick way takes a moment, so it is gone at once."""
    if plan.seconds:
        search_plan.enqueue(plan.pk)
    else:
        search_plan.func(plan.pk)
        plan.refresh_from_db()


def _check_period(starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise RuleBroken(_("The period would end before it begins."), code="ends_on", field="ends_on")
    if ends_on <= clock.today():
        raise RuleBroken(_("This period is over. Choose later dates."), code="past", field="ends_on")
    if (ends_on - starts_on).days > 7 * (MOST_WEEKS - 1):
        raise RuleBroken(_("Plan a year at the most."), code="ends_on", field="ends_on")


def _check_wanted(programme: Programme, one: Wanted) -> None:
    key = one.cycle.pk
    if one.cycle.programme_id != programme.pk:
        raise RuleBroken(_("Choose cycles of this programme."), code="cycles", field="cycles")
    there = one.cycle.sessions.count()
    if one.sessions < there:
        raise RuleBroken(
            _("This cycle has %(count)d sessions already. Write at least so many.") % {"count": there},
            code="sessions",
            field=f"sessions-{key}",
        )
    if not 1 <= one.sessions <= MOST_SESSIONS:
        raise RuleBroken(
            _("Write a number from 1 to %(most)d.") % {"most": MOST_SESSIONS},
            code="sessions",
            field=f"sessions-{key}",
        )
    if not SHORTEST <= one.minutes <= LONGEST:
        raise RuleBroken(
            _("A session lasts from half an hour to twelve hours."), code="minutes", field=f"minutes-{key}"
        )
    if not 1 <= one.near_days <= one.far_days:
        raise RuleBroken(
            _("The most days between sessions must not be fewer than the least."),
            code="far",
            field=f"far-{key}",
        )


def _keep_pins(before: Plan, plan: Plan, cycles: set[int]) -> None:
    for row in before.sessions.filter(is_pinned=True, cycle__in=cycles, starts_at__gt=clock.now()):
        row.pk, row.plan = None, plan
        row.save(force_insert=True)
