"""Reading the week's slots, the question about dates, and what people answered."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Max, Q, QuerySet

from osnowa.lib import clock
from osnowa.lib.prepared import Prepared
from osnowa.people.models import Account, Person
from osnowa.programme.models import Programme
from osnowa.programme.queries import trainers
from osnowa.timetable.models import Asking, Availability, ClosedWeek, Tick, WeeklySlot
from osnowa.timetable.rules.problem import Presence
from osnowa.workshops.models import Enrolment

State = Enrolment.State
ASKED = (State.PLACED, State.APPLIED, State.RESERVE)
COUNTED = (State.PLACED, State.APPLIED)  # whose attendance a plan expects


def slots_of(programme: Programme) -> QuerySet[WeeklySlot]:
    return WeeklySlot.objects.filter(programme=programme).order_by("weekday", "starts")


_asking = Prepared(
    lambda programme: Asking.objects.filter(programme=programme).order_by("pk")[:1], programme=int
)


def asking_of(programme: Programme) -> Asking | None:
    return _asking.first(programme=programme.pk)


def going_on() -> Q:
    """Cycles that are not over: none of their sessions yet, or one still to come."""
    return Q(last_ends_at=None) | Q(last_ends_at__gt=clock.now())


def asked(programme: Programme) -> QuerySet[Enrolment]:
    """Living sign-ups to cycles that are not over, each with its person and cycle."""
    return (
        Enrolment.objects.filter(cycle__programme=programme, state__in=ASKED, person__erased_at=None)
        .annotate(
            last_ends_at=Max("cycle__sessions__ends_at", filter=Q(cycle__sessions__cancelled_at__isnull=True))
        )
        .filter(going_on())
        .select_related("person", "cycle")
        .order_by("cycle__number", "number")
    )


def silent(programme: Programme) -> list[Enrolment]:
    """One sign-up of each person who was asked, has an address and has not answered."""
    answered = set(Availability.objects.filter(programme=programme).values_list("person_id", flat=True))
    found: dict[int, Enrolment] = {}
    for enrolment in asked(programme):
        if enrolment.person_id not in answered and enrolment.person.email:
            found.setdefault(enrolment.person_id, enrolment)
    return list(found.values())


def answered_count(programme: Programme) -> tuple[int, int]:
    """How many of the asked people answered, and how many were asked."""
    people = set(asked(programme).values_list("person_id", flat=True))
    answered = Availability.objects.filter(programme=programme, person__in=people).count()
    return answered, len(people)


def availability_of(programme: Programme, person: Person) -> Availability | None:
    return Availability.objects.filter(programme=programme, person=person).first()


def presences(programme: Programme, people: Iterable[int]) -> dict[int, Presence]:
    """What each of these people answered, by person (three queries). Who did not answer is absent."""
    rows = dict(
        Availability.objects.filter(programme=programme, person__in=list(people)).values_list(
            "pk", "person_id"
        )
    )
    yes: dict[int, list[int]] = {pk: [] for pk in rows}
    maybe: dict[int, list[int]] = {pk: [] for pk in rows}
    closed: dict[int, list[int]] = {pk: [] for pk in rows}
    ticks = Tick.objects.filter(availability__in=rows).order_by("slot")
    for pk, slot, answer in ticks.values_list("availability_id", "slot_id", "answer"):
        (yes if answer == Tick.Answer.YES else maybe)[pk].append(slot)
    weeks = ClosedWeek.objects.filter(availability__in=rows).order_by("monday")
    for pk, monday in weeks.values_list("availability_id", "monday"):
        closed[pk].append(monday.toordinal())
    return {
        person: Presence(tuple(yes[pk]), tuple(maybe[pk]), tuple(closed[pk])) for pk, person in rows.items()
    }


def remembered(programme: Programme, person: Person) -> tuple[dict[int, str], set[dt.date], bool]:
    """What the page begins with: (slot -> answer, closed Mondays, whether it was said for this programme).

    Who has not answered here yet finds what they last said in another programme, for the same hours of the same day.
    """
    own = availability_of(programme, person)
    if own is not None:
        ticks = dict(own.ticks.values_list("slot_id", "answer"))
        return ticks, set(own.closed_weeks.values_list("monday", flat=True)), True
    last = Availability.objects.filter(person=person).order_by("-answered_at", "-pk").first()
    if last is None:
        return {}, set(), False
    before = {
        (tick.slot.weekday, tick.slot.starts): tick.answer for tick in last.ticks.select_related("slot")
    }
    same = {
        slot.pk: before[slot.weekday, slot.starts]
        for slot in slots_of(programme)
        if (slot.weekday, slot.starts) in before
    }
    return same, set(), False


def slots_with_counts(programme: Programme) -> QuerySet[WeeklySlot]:
    """The slots, each with `yes_count` and `maybe_count` over everybody who answered."""
    return slots_of(programme).annotate(
        yes_count=Count("ticks", filter=Q(ticks__answer=Tick.Answer.YES)),
        maybe_count=Count("ticks", filter=Q(ticks__answer=Tick.Answer.IF_NEED_BE)),
    )


def own_askings(account: Account) -> list[Asking]:
    """Open questions that the account is asked, the soonest end first: of programmes in which it is a trainer now, or
    in which its person has a living sign-up to a cycle that is not over. One query where nobody asks anything.
    """
    askings = (
        Asking.objects.filter(is_open=True, answer_until__gte=clock.today())
        .select_related("programme")
        .order_by("answer_until", "pk")
    )
    return [asking for asking in askings if _is_asked(account, asking.programme)]


def _is_asked(account: Account, programme: Programme) -> bool:
    if trainers(programme).filter(pk=account.pk).exists():
        return True
    return account.person_id is not None and asked(programme).filter(person_id=account.person_id).exists()
