"""Reading cycles and their sessions."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from osnowa.lib import clock
from osnowa.lib.prepared import Prepared
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle, Enrolment, Interest, Material, Ranking, Session
from osnowa.workshops.models.cycle import STANDING
from osnowa.workshops.queries.questions import asks_questions
from osnowa.workshops.queries.reserve import is_waiting
from osnowa.workshops.rules.places import Places
from osnowa.workshops.rules.recruitment import Recruitment, recruitment, with_list

State = Enrolment.State

KEPT = 60  # seconds for which a page may say "cycle 6 of 8" when there are nine


def taking_seats(now: dt.datetime | None = None) -> Q:
    """Enrolments that take a seat now: placed ones, cancelled ones whose ten minutes are not over, running offers."""
    now = now or clock.now()
    return (
        Q(state=State.PLACED)
        | Q(state=State.CANCELLED, held_until__gt=now)
        | Q(state=State.RESERVE, offered_until__gt=now)
    )


_counts: Prepared[Any] = Prepared(
    lambda cycle, now: (
        Enrolment.objects.filter(cycle=cycle)
        .order_by()
        .values("cycle")
        .annotate(
            taken=Count("id", filter=taking_seats(now)),
            reserve=Count("id", filter=is_waiting()),
            held=Count("id", filter=Q(state=State.CANCELLED, held_until__gt=now)),
            offered=Count("id", filter=Q(state=State.RESERVE, offered_until__gt=now)),
            set_aside=Count("id", filter=Q(state=State.RESERVE, set_aside_at__isnull=False)),
        )
    ),
    cycle=int,
    now=dt.datetime,
)


def places(cycle: Cycle) -> Places:
    """How full the cycle is at this moment. A hold that has run out no longer takes a seat."""
    found: dict[str, int] = _counts.first(cycle=cycle.pk, now=clock.now()) or {"taken": 0, "reserve": 0}
    counts = {name: count for name, count in found.items() if name != "cycle"}
    return Places(capacity=cycle.capacity, **counts)


def places_among(cycle: Cycle, enrolments: Iterable[Enrolment]) -> Places:
    """The same as `places`, from all enrolments of the cycle where they are at hand: no query."""
    now = clock.now()
    rows = list(enrolments)
    waits = [row for row in rows if row.state == State.RESERVE]
    held = sum(1 for row in rows if row.state == State.CANCELLED and row.held_until and row.held_until > now)
    offered = sum(1 for row in waits if row.offered_until and row.offered_until > now)
    return Places(
        capacity=cycle.capacity,
        taken=sum(1 for row in rows if row.state == State.PLACED) + held + offered,
        reserve=sum(1 for row in waits if row.offered_until is None and row.set_aside_at is None),
        held=held,
        offered=offered,
        set_aside=sum(1 for row in waits if row.set_aside_at is not None),
    )


def cycles_of(programme: Programme) -> QuerySet[Cycle]:
    """All cycles of a programme, drafts too, by number.

    Each row carries `first_starts_at`, `last_ends_at`, `sessions_count`, `taken`, `waiting`, `applied` and
    `list_is_out`, so that a list costs one query; `places_of` and `recruitment_of` read them.
    """

    def count(condition: Q) -> Coalesce:
        rows = Enrolment.objects.filter(condition, cycle=OuterRef("pk")).order_by().values("cycle")
        counted = rows.annotate(n=Count("id")).values("n")
        return Coalesce(Subquery(counted), 0, output_field=IntegerField())

    return (
        Cycle.objects.filter(programme=programme)
        .annotate(
            first_starts_at=Min("sessions__starts_at", filter=STANDING),
            last_ends_at=Max("sessions__ends_at", filter=STANDING),
            sessions_count=Count("sessions", filter=STANDING),
            taken=count(taking_seats()),
            applied=count(Q(state=State.APPLIED)),
            list_is_out=Exists(Ranking.objects.filter(cycle=OuterRef("pk"))),
            waiting=count(is_waiting()),
        )
        .order_by("number")
    )


def public_cycles(programme: Programme) -> QuerySet[Cycle]:
    """The published cycles of a programme, by number, with the columns of `cycles_of`."""
    return cycles_of(programme).filter(is_published=True)


_public_cycle = Prepared(
    lambda programme, cycle: (
        Cycle.objects.select_related("programme")
        .annotate(operator_name=F("programme__operator__name"), asks_questions=asks_questions())
        .filter(programme__slug=programme, programme__is_public=True, slug=cycle, is_published=True)
    ),
    programme=str,
    cycle=str,
)


def public_cycle(programme_slug: str, cycle_slug: str) -> Cycle | None:
    """A published cycle of a public programme with its programme, or None.

    Carries `operator_name`: who keeps the data, and `asks_questions`: has the sign-up form questions of its own?
    """
    return _public_cycle.first(programme=programme_slug, cycle=cycle_slug)


def cycles_in(programme: Programme) -> int:
    """The highest number, drafts counted ("cycle 6 of 8"). Remembered for a minute: the busiest page asks."""
    key = f"workshops.cycles.{programme.pk}"
    kept = caches["local"].get(key)
    if kept is None:
        kept = Cycle.objects.filter(programme=programme).aggregate(last=Max("number"))["last"] or 0
        caches["local"].set(key, kept, KEPT)
    return int(kept)


def places_of(cycle: Cycle) -> Places:
    """The places of a row of `cycles_of`, without a query."""
    return Places(capacity=cycle.capacity, taken=cycle.taken, reserve=cycle.waiting)  # type: ignore[attr-defined]


def recruitment_of(
    cycle: Cycle, places: Places, first_starts_at: dt.datetime | None, last_ends_at: dt.datetime | None
) -> Recruitment:
    """Where the cycle stands now. The two moments are those of its sessions, None where there are none.

    One query where places go by a published list, unless the cycle is a row of `cycles_of`; otherwise none.
    """
    stands = recruitment(
        clock.now(),
        opens_at=cycle.recruitment_opens_at,
        closes_at=cycle.recruitment_closes_at,
        first_starts_at=first_starts_at,
        last_ends_at=last_ends_at,
        has_free=not places.is_full,
    )
    return with_list(stands, is_out=list_is_out(cycle)) if is_ranked(cycle) else stands


def is_ranked(cycle: Cycle) -> bool:
    """Do places go by a list that is published, rather than in the order of sign-ups?"""
    return cycle.mode != Cycle.Mode.FIRST_COME


def list_is_out(cycle: Cycle) -> bool:
    """Has the list of who has a place been published?"""
    known = getattr(cycle, "list_is_out", None)
    return Ranking.objects.filter(cycle=cycle).exists() if known is None else bool(known)


def recruitment_of_row(cycle: Cycle) -> Recruitment:
    """Where a row of `cycles_of` stands now, without a query."""
    return recruitment_of(cycle, places_of(cycle), cycle.first_starts_at, cycle.last_ends_at)  # type: ignore[attr-defined]


_sessions = Prepared(
    lambda cycle: Session.every.filter(cycle=cycle).annotate(
        has_materials=Exists(Material.objects.filter(session=OuterRef("pk")))
    ),
    cycle=int,
)
_trainers = Prepared(lambda cycle: Account.objects.filter(cycles_led=cycle), cycle=int)


def trainers_of(cycle: Cycle) -> list[Account]:
    """Who leads the cycle."""
    return list(_trainers.rows(cycle=cycle.pk))


def every_session(cycle: Cycle) -> list[Session]:
    """Sessions of the cycle in order, those that were called off too, each knowing its cycle. One query.

    Each carries `has_materials`, so that nobody asks for materials where there are none.
    """
    found: list[Session] = list(_sessions.rows(cycle=cycle.pk))
    for session in found:
        session.cycle = cycle
    return found


def sessions_upcoming(programme: Programme, limit: int) -> QuerySet[Session]:
    """The next sessions of published cycles that are not over yet, soonest first, each with its cycle."""
    return (
        Session.objects.filter(cycle__programme=programme, cycle__is_published=True, ends_at__gt=clock.now())
        .select_related("cycle")
        .order_by("starts_at", "number")[:limit]
    )


def cycles_with_holds_due() -> QuerySet[Cycle]:
    """Cycles where somebody's ten minutes, or the time to answer an offer, have run out."""
    now = clock.now()
    held = Q(state=State.CANCELLED, held_until__lte=now)
    due = Enrolment.objects.filter(held | Q(state=State.RESERVE, offered_until__lte=now)).values("cycle")
    return Cycle.objects.filter(pk__in=due).select_related("programme__operator").order_by("pk")


def cycles_with_unconfirmed_due() -> QuerySet[Cycle]:
    """Cycles where somebody signed up by a colleague did not say yes in time."""
    due = Enrolment.objects.exclude(state=State.CANCELLED).filter(confirm_until__lte=clock.now())
    return (
        Cycle.objects.filter(pk__in=due.values("cycle")).select_related("programme__operator").order_by("pk")
    )


def cycles_to_tell_of() -> QuerySet[Cycle]:
    """Cycles whose sign-up has opened while somebody waits for the news."""
    waiting = Interest.objects.values("cycle")
    return (
        Cycle.objects.filter(pk__in=waiting, is_published=True, recruitment_opens_at__lte=clock.now())
        .select_related("programme__operator")
        .order_by("pk")
    )


def interested(cycle: Cycle) -> int:
    """How many want to hear when the sign-up opens, and have said so from their mailbox."""
    return Interest.objects.filter(cycle=cycle, confirmed_at__isnull=False).count()
