"""The trainer's home: their cycles, the next sessions, who comes, and what was said."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from osnowa.learning.models import CycleTest
from osnowa.learning.queries.growth import Strength, strengths_of
from osnowa.learning.queries.survey import Said, said_about
from osnowa.lib import clock
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle, Enrolment, Session
from osnowa.workshops.queries.attendance import needs_of

AHEAD = 5


@dataclass(frozen=True)
class CycleCard:
    """One cycle as its trainer prepares it. `taken`: first tests; `strengths`: empty below five people."""

    cycle: Cycle
    placed: int
    organisations: int
    taken: int
    strengths: list[Strength]
    needs: list[Enrolment]
    has_test: bool
    is_over: bool
    said: Said | None = None


@dataclass(frozen=True)
class TrainerHome:
    next_sessions: list[Session]
    cards: list[CycleCard]
    over: list[CycleCard]


def home_of(programme: Programme, account: Account) -> TrainerHome:
    """What the trainer needs, next things first. A handful of queries for each cycle that they lead."""
    now = clock.now()
    cycles = list(
        Cycle.objects.filter(programme=programme, trainers=account)
        .annotate(
            placed=Count("enrolments", filter=Q(enrolments__state=Enrolment.State.PLACED), distinct=True),
            organisations=Count(
                "enrolments__membership__organisation",
                filter=Q(enrolments__state=Enrolment.State.PLACED),
                distinct=True,
            ),
        )
        .prefetch_related(Prefetch("sessions", queryset=Session.objects.order_by("starts_at")))
        .order_by("number")
    )
    tested = set(CycleTest.objects.filter(cycle__in=cycles).values_list("cycle_id", flat=True))
    sessions = []
    cards = []
    for cycle in cycles:
        cycle.programme = programme
        of_cycle = list(cycle.sessions.all())
        for session in of_cycle:
            session.cycle = cycle
        sessions += [session for session in of_cycle if session.ends_at > now]
        is_over = bool(of_cycle) and all(session.ends_at <= now for session in of_cycle)
        cards.append(_card(cycle, is_over=is_over, has_test=cycle.pk in tested))
    sessions.sort(key=lambda session: session.starts_at)
    return TrainerHome(
        sessions[:AHEAD],
        [card for card in cards if not card.is_over],
        [card for card in cards if card.is_over],
    )


def _card(cycle: Cycle, *, is_over: bool, has_test: bool) -> CycleCard:
    taken, strengths = strengths_of(cycle) if has_test and not is_over else (0, [])
    return CycleCard(
        cycle=cycle,
        placed=cycle.placed,  # type: ignore[attr-defined]
        organisations=cycle.organisations,  # type: ignore[attr-defined]
        taken=taken,
        strengths=strengths,
        needs=[] if is_over else needs_of(cycle),
        has_test=has_test,
        is_over=is_over,
        said=said_about(cycle) if is_over else None,
    )
