"""Which letters of which series are due now, and to whom."""

import datetime as dt

from django.db.models import Count, Max, Min, QuerySet

from osnowa.lib import clock
from osnowa.newsletter.models import Reader, Sequence, SequenceLetter, SequenceStep
from osnowa.newsletter.queries.readers import confirmed_readers, of_programme
from osnowa.newsletter.rules import sequences as rules
from osnowa.people.models import Person
from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.models.cycle import STANDING

Anchor = SequenceStep.Anchor


def sequences_of(programme: Programme) -> QuerySet[Sequence]:
    return Sequence.objects.filter(programme=programme).order_by("name", "pk")


def steps_of(sequence: Sequence) -> QuerySet[SequenceStep]:
    """The letters in the order in which they go, with `written`: to how many readers so far."""
    rows = sequence.steps.annotate(written=Count("letters"))
    return rows.order_by("anchor", "days", "position", "pk")


def steps_running() -> QuerySet[SequenceStep]:
    """Letters of every series that is switched on."""
    running = SequenceStep.objects.filter(sequence__started_at__lte=clock.now())
    return running.select_related("sequence__programme").order_by("pk")


def welcomed(step: SequenceStep) -> QuerySet[Reader]:
    """Readers whose yes lies the step's number of days back, and who did not get it yet. One query."""
    started_at = step.sequence.started_at
    if started_at is None:
        return Reader.objects.none()
    first, last = rules.window(clock.now(), started_at)
    later = dt.timedelta(days=max(step.days, 0))
    readers = of_programme(confirmed_readers(), step.sequence.programme_id)
    readers = readers.filter(confirmed_at__gte=max(first - later, started_at), confirmed_at__lte=last - later)
    return _without_letter(readers, step, None)


def cycles_due(step: SequenceStep) -> list[Cycle]:
    """Published cycles of the programme for which the step's morning has come. One query."""
    started_at = step.sequence.started_at
    if started_at is None:
        return []
    rows = (
        Cycle.objects.filter(programme=step.sequence.programme_id, is_published=True)
        .annotate(
            first_at=Min("sessions__starts_at", filter=STANDING),
            last_at=Max("sessions__ends_at", filter=STANDING),
        )
        .filter(first_at__isnull=False)
        .order_by("pk")
    )
    now = clock.now()
    return [cycle for cycle in rows if rules.is_due(due_at(step, cycle), now, started_at)]


def due_at(step: SequenceStep, cycle: Cycle) -> dt.datetime:
    """Nine in the morning of the step's day. Needs the cycle's `first_at` and `last_at`."""
    anchor = cycle.first_at if step.anchor == Anchor.FIRST_SESSION else cycle.last_at  # type: ignore[attr-defined]
    day = anchor.astimezone(clock.WARSAW).date() + dt.timedelta(days=step.days)
    return clock.moment(day, rules.HOUR)


def taking_part(step: SequenceStep, cycle: Cycle) -> QuerySet[Reader]:
    """Readers with a place in the cycle who did not get the step about it yet. One query."""
    placed = Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED, confirm_until=None)
    people = Person.objects.filter(pk__in=placed.values("person"), erased_at=None)
    readers = of_programme(confirmed_readers(), step.sequence.programme_id)
    return _without_letter(readers.filter(email_key__in=people.values("email_key")), step, cycle)


def _without_letter(readers: QuerySet[Reader], step: SequenceStep, cycle: Cycle | None) -> QuerySet[Reader]:
    had = SequenceLetter.objects.filter(step=step, cycle=cycle)
    return readers.exclude(pk__in=had.values("reader")).order_by("pk")
