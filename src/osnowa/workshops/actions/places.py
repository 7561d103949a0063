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
from osnowa.workshops.queries.enrolments import RESERVE_ORDER
from osnowa.workshops.queries.organisation_limit import held_back
from osnowa.workshops.rules.places import to_promote

State = Enrolment.State

place_given = audit.deed("workshops.place_given", gettext_lazy("Place given from the reserve list"))
hold_released = audit.deed("workshops.hold_released", gettext_lazy("Cancelled place released"))


@transaction.atomic
def release_places(cycle: Cycle, *, by: Account | None = None) -> list[Enrolment]:
    """Let go of seats whose ten minutes have run out, and give them to those who wait. Returns the promoted.

    Both sides are told by mail, once: the one who cancelled that the seat has gone on, the other that it is theirs.
    """
    locked = lock_cycle(cycle)
    due = list(
        Enrolment.objects.filter(cycle=locked, state=State.CANCELLED, held_until__lte=clock.now())
        .select_related("person")
        .order_by("held_until", "number")
    )
    for enrolment in due:
        enrolment.cycle = locked
        enrolment.held_until = None
        enrolment.save(update_fields=["held_until"])
        hold_released.record(enrolment, by=by, programme_id=locked.programme_id)
    promoted = _give_free_places(locked, by=by)
    for enrolment in due[: len(promoted)]:
        emails.place_passed_on(enrolment)
    return promoted


@transaction.atomic
def fill_places(cycle: Cycle, *, by: Account | None = None) -> list[Enrolment]:
    """Give every free seat to the first who wait: call it after raising the capacity. Returns the promoted."""
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
    if now_places.taken >= now_places.capacity:
        raise RuleBroken(
            _(
                "All %(capacity)d places are taken. Raise the number of places first, or wait until somebody cancels."
            )
            % {"capacity": now_places.capacity},
            code="full",
        )
    _promote(found, sessions=list(cycle.sessions.all()), by=by)
    return found


def lock_cycle(cycle: Cycle) -> Cycle:
    """The cycle's row, locked and fresh; its programme, which no deed here changes, is not read again."""
    locked = lock(cycle)
    if "programme" in cycle._state.fields_cache:  # noqa: SLF001  spares a query per sign-up
        locked.programme = cycle.programme
    return locked


def _give_free_places(cycle: Cycle, *, by: Account | None) -> list[Enrolment]:
    """The cycle is locked. After the first session nobody is moved in by itself: the team asks the person."""
    count = to_promote(places(cycle))
    if not count:
        return []
    sessions = list(cycle.sessions.all())
    if has_started(sessions, clock.now()):
        return []
    waiting = Enrolment.objects.filter(cycle=cycle, state=State.RESERVE).select_related(
        "person", "membership"
    )
    promoted = list(waiting.exclude(pk__in=held_back(cycle)).order_by(*RESERVE_ORDER)[:count])
    for enrolment in promoted:
        enrolment.cycle = cycle
        _promote(enrolment, sessions=sessions, by=by)
    return promoted


def _promote(enrolment: Enrolment, *, sessions: list[Session], by: Account | None) -> None:
    enrolment.state = State.PLACED
    enrolment.placed_at = clock.now()
    enrolment.save(update_fields=["state", "placed_at"])
    place_given.record(enrolment, by=by, programme_id=enrolment.cycle.programme_id)
    emails.place_given(enrolment, sessions)


def has_started(sessions: list[Session], now: dt.datetime) -> bool:
    return any(session.starts_at <= now for session in sessions)
