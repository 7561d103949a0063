"""Seats that become free, and who gets them."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.workshops import emails
from osnowa.workshops.models import Cycle, Enrolment, Session
from osnowa.workshops.queries.cycles import places
from osnowa.workshops.queries.reserve import offers_due
from osnowa.workshops.queries.turn import next_in_line
from osnowa.workshops.rules.places import to_promote
from osnowa.workshops.rules.reserve import offered_until

State = Enrolment.State

place_given = audit.deed("workshops.place_given", gettext_lazy("Place given from the reserve list"))
place_offered = audit.deed("workshops.place_offered", gettext_lazy("Place offered to the reserve list"))
offer_ran_out = audit.deed("workshops.offer_ran_out", gettext_lazy("Offered place not answered in time"))
hold_released = audit.deed("workshops.hold_released", gettext_lazy("Cancelled place released"))


@transaction.atomic
def release_places(cycle: Cycle, *, by: Account | str | None = None) -> list[Enrolment]:
    """Let go of seats whose ten minutes have run out, and of offers nobody answered; give them to those who wait.

    Returns those who moved up: they have a place now or, in a cycle with `offer_hours`, an offer of one.
    Everybody concerned is told by mail, once: who cancelled, who did not answer, who is next.
    """
    locked = lock_cycle(cycle)
    now = clock.now()
    due = list(
        Enrolment.objects.filter(cycle=locked, state=State.CANCELLED, held_until__lte=now)
        .select_related("person")
        .order_by("held_until", "number")
    )
    for enrolment in due:
        enrolment.cycle = locked
        enrolment.held_until = None
        enrolment.save(update_fields=["held_until"])
        hold_released.record(enrolment, by=by, programme_id=locked.programme_id)
    silent = list(offers_due(locked))
    for enrolment in silent:
        enrolment.cycle = locked
        set_aside(enrolment)
        offer_ran_out.record(enrolment, by=by, programme_id=locked.programme_id)
    moved_up = _give_free_places(locked, by=by)
    for enrolment in due[: len(moved_up)]:
        emails.place_passed_on(enrolment)
    for enrolment in silent:
        emails.offer_ran_out(enrolment)
    return moved_up


@transaction.atomic
def fill_places(cycle: Cycle, *, by: Account | None = None) -> list[Enrolment]:
    """Give every free seat to the first who wait: call it after raising the capacity. Returns who moved up."""
    return release_places(cycle, by=by)


@transaction.atomic
def place_from_reserve(enrolment: Enrolment, *, by: Account) -> Enrolment:
    """Give a free seat to one who waits, chosen by the team: after recruitment, or out of turn for a reason.

    Raises RuleBroken where there is no free seat ("full"), the sign-up was cancelled ("cancelled"), or the person does
    not wait ("not_waiting").
    """
    cycle = lock_cycle(enrolment.cycle)
    release_places(cycle, by=by)
    found = Enrolment.objects.select_related("person").get(pk=enrolment.pk)
    found.cycle = cycle
    if found.state == State.PLACED:
        return found
    if found.state == State.CANCELLED:
        raise RuleBroken(
            _("This person has cancelled, so there is nobody to give a place to."), code="cancelled"
        )
    if found.state != State.RESERVE:
        raise RuleBroken(
            _("This person does not wait on the reserve list: the published list decides."),
            code="not_waiting",
        )
    now_places = places(cycle)
    is_theirs = found.offered_until is not None  # the seat offered to them is counted as taken already
    if now_places.taken >= now_places.capacity and not is_theirs:
        raise RuleBroken(
            _(
                "All %(capacity)d places are taken. Raise the number of places first, or wait until somebody cancels."
            )
            % {"capacity": now_places.capacity},
            code="full",
        )
    sessions = list(cycle.sessions.all())
    promote(found, by=by)
    emails.place_given(found, sessions)
    return found


def lock_cycle(cycle: Cycle) -> Cycle:
    """The cycle's row, locked and fresh; its programme, which no deed here changes, is not read again."""
    locked = lock(cycle)
    if "programme" in cycle._state.fields_cache:  # noqa: SLF001  spares a query per sign-up
        locked.programme = cycle.programme
    return locked


def _give_free_places(cycle: Cycle, *, by: Account | str | None) -> list[Enrolment]:
    """The cycle is locked. After the first session nobody is moved in by itself: the team asks the person."""
    count = to_promote(places(cycle))
    if not count:
        return []
    sessions = list(cycle.sessions.all())
    now = clock.now()
    if has_started(sessions, now):
        return []
    first_starts_at = min((session.starts_at for session in sessions), default=None)
    until = (
        offered_until(now, cycle.offer_hours, first_starts_at, clock.WARSAW) if cycle.offer_hours else None
    )
    moved_up = next_in_line(cycle, count)
    for enrolment in moved_up:
        enrolment.cycle = cycle
        if until is not None:
            _offer(enrolment, until, sessions, by=by)
        else:
            promote(enrolment, by=by)
            emails.place_given(enrolment, sessions)
    return moved_up


def _offer(
    enrolment: Enrolment, until: dt.datetime, sessions: list[Session], *, by: Account | str | None
) -> None:
    enrolment.offered_until, enrolment.offer_declined_at = until, None
    enrolment.save(update_fields=["offered_until", "offer_declined_at"])
    place_offered.record(
        enrolment, by=by, programme_id=enrolment.cycle.programme_id, offered_until=until.isoformat()
    )
    emails.place_offered(enrolment, sessions)


@transaction.atomic
def promote(enrolment: Enrolment, *, by: Account | str | None) -> None:
    """From the reserve list to a place. The cycle is locked; the caller has counted seats and writes the letter."""
    enrolment.state = State.PLACED
    enrolment.placed_at = clock.now()
    enrolment.offered_until = enrolment.offer_declined_at = enrolment.set_aside_at = None
    enrolment.save(update_fields=["state", "placed_at", "offered_until", "offer_declined_at", "set_aside_at"])
    place_given.record(enrolment, by=by, programme_id=enrolment.cycle.programme_id)


def set_aside(enrolment: Enrolment, *, declined: bool = False) -> None:
    """An offer ended without a yes: the sign-up stays on the list and is passed over. The cycle is locked."""
    now = clock.now()
    enrolment.offered_until, enrolment.set_aside_at = None, now
    enrolment.offer_declined_at = now if declined else None
    enrolment.save(update_fields=["offered_until", "set_aside_at", "offer_declined_at"])


def has_started(sessions: list[Session], now: dt.datetime) -> bool:
    return any(session.starts_at <= now for session in sessions)
