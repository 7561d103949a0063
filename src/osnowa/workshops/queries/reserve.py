"""The reserve list: its one order, who is asked now, what the chances are, and what came of people's places before."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from osnowa.lib import clock
from osnowa.lib.prepared import Prepared
from osnowa.programme.models import Programme
from osnowa.workshops.models import Attendance, Cycle, Enrolment, Session
from osnowa.workshops.rules import reserve as rules

State = Enrolment.State

# The one place that says who comes first among those who wait.
# Where there was a list its order, then whoever came after it; elsewhere the order of arrival.
ORDER = (F("rank").asc(nulls_last=True), "number")


def is_asked() -> Q:
    """A free place is offered to them and waits for an answer. It counts as taken, until the clock has let it go on."""
    return Q(state=State.RESERVE, offered_until__isnull=False)


def is_seated() -> Q:
    """Has a place, or an offer of one, which counts as taken until it is answered."""
    return Q(state=State.PLACED) | is_asked()


def is_waiting() -> Q:
    """Waits for a place: neither asked at the moment nor set aside after an offer."""
    return Q(state=State.RESERVE, offered_until__isnull=True, set_aside_at__isnull=True)


def reserve_in_order(cycle: Cycle) -> QuerySet[Enrolment]:
    """Everybody on the reserve list: those asked and waiting in their order, at the end those set aside."""
    return (
        Enrolment.objects.filter(cycle=cycle, state=State.RESERVE)
        .select_related("person", "membership")
        .order_by(F("set_aside_at").asc(nulls_first=True), *ORDER)
    )


def waiting_in_order(cycle: Cycle) -> QuerySet[Enrolment]:
    """Who may be given or offered a place, first the one whose turn it is."""
    return (
        Enrolment.objects.filter(is_waiting(), cycle=cycle)
        .select_related("person", "membership")
        .order_by(*ORDER)
    )


def position_on_reserve(enrolment: Enrolment) -> int | None:
    """Which one it is among those who are asked or wait, from 1; None where it does neither."""
    if enrolment.state != State.RESERVE or enrolment.set_aside_at is not None:
        return None
    ahead = Enrolment.objects.filter(
        cycle=enrolment.cycle_id, state=State.RESERVE, set_aside_at__isnull=True
    ).order_by(*ORDER)
    return list(ahead.values_list("pk", flat=True)).index(enrolment.pk) + 1


def somebody_waits(cycle: Cycle) -> bool:
    """Would a place that becomes free now go to somebody on the reserve list?"""
    return Enrolment.objects.filter(is_waiting(), cycle=cycle).exists()


def offers_due(cycle: Cycle) -> QuerySet[Enrolment]:
    """Offers whose time has run out without an answer, in the order in which they ran out."""
    return (
        Enrolment.objects.filter(cycle=cycle, state=State.RESERVE, offered_until__lte=clock.now())
        .select_related("person")
        .order_by("offered_until", "number")
    )


def _begun_cycles(programme: int, cycle: int, now: dt.datetime) -> QuerySet[Cycle, tuple[int, int]]:
    first = Session.objects.filter(cycle=OuterRef("pk")).order_by("starts_at").values("starts_at")[:1]
    return (
        Cycle.objects.filter(programme=programme, is_published=True)
        .exclude(pk=cycle)
        .annotate(first_starts_at=Subquery(first))
        .filter(first_starts_at__lt=now)
        .annotate(
            freed=Count(
                "enrolments",
                filter=Q(
                    enrolments__state=State.CANCELLED,
                    enrolments__state_before=State.PLACED,
                    enrolments__cancelled_at__lt=F("first_starts_at"),
                ),
            )
        )
        .values_list("capacity", "freed")
    )


_begun = Prepared(_begun_cycles, programme=int, cycle=int, now=dt.datetime)


def odds_in(cycle: Cycle) -> rules.Odds:
    """How often places became free in the cycles of this programme that are over. One query."""
    begun = _begun.rows(programme=cycle.programme_id, cycle=cycle.pk, now=clock.now())
    return rules.odds([rules.Past(capacity, freed) for capacity, freed in begun], cycle.capacity)


def before_of(programme: Programme, people: Collection[int], *, apart_from: Cycle) -> dict[int, rules.Before]:
    """Person id -> what came of their places in other cycles of this programme that have begun. One query.

    Only for the team. Somebody without a line here has no history. Not coming: a place, at least one closed list, and
    no mark of having been there.
    """
    sessions = Session.objects.filter(cycle=OuterRef("cycle")).order_by("starts_at")
    rows = (
        Enrolment.objects.filter(cycle__programme=programme, person__in=people)
        .exclude(cycle=apart_from)
        .filter(Q(state=State.PLACED) | Q(state=State.CANCELLED, state_before=State.PLACED))
        .annotate(
            first_starts_at=Subquery(sessions.values("starts_at")[:1]),
            has_list=Exists(sessions.filter(closed_at__isnull=False)),
            came=Exists(Attendance.objects.filter(enrolment=OuterRef("pk"), mark__in=Attendance.CAME)),
        )
        .values_list("person_id", "cancelled_at", "first_starts_at", "has_list", "came")
    )
    counts: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for person, cancelled_at, first, has_list, came in rows:
        if came:
            counts[person]["came"] += 1
        elif cancelled_at is not None:
            counts[person]["gave_up_late"] += rules.gave_up_late(cancelled_at, first)
        elif has_list:
            counts[person]["did_not_come"] += 1
    found = {person: rules.Before(**numbers) for person, numbers in counts.items()}
    return {person: before for person, before in found.items() if not before.is_empty}
