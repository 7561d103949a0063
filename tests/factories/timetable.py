"""One factory per model of the timetable. The question is open; plans are ready drafts of two weeks from now."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from osnowa.lib import clock
from osnowa.timetable.models import (
    Asking,
    Availability,
    ClosedWeek,
    Leader,
    Plan,
    PlannedCycle,
    PlannedSession,
    Room,
    Tick,
    WeeklySlot,
)
from tests.factories.workshops import tuesday


class WeeklySlotFactory(DjangoModelFactory[WeeklySlot]):
    """Tuesdays 17:00-20:00."""

    class Meta:
        model = WeeklySlot

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    weekday = 1
    starts = dt.time(17)
    ends = dt.time(20)


class AskingFactory(DjangoModelFactory[Asking]):
    class Meta:
        model = Asking

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    starts_on = factory.LazyFunction(lambda: tuesday() - dt.timedelta(days=1))
    ends_on = factory.LazyAttribute(lambda asking: asking.starts_on + dt.timedelta(weeks=10))
    answer_until = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=7))
    is_open = True
    opened_at = factory.LazyFunction(clock.now)


class AvailabilityFactory(DjangoModelFactory[Availability]):
    class Meta:
        model = Availability

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    person = factory.SubFactory("tests.factories.people.PersonFactory")


class TickFactory(DjangoModelFactory[Tick]):
    class Meta:
        model = Tick

    availability = factory.SubFactory(AvailabilityFactory)
    slot = factory.SubFactory(WeeklySlotFactory, programme=factory.SelfAttribute("..availability.programme"))
    answer = Tick.Answer.YES


class ClosedWeekFactory(DjangoModelFactory[ClosedWeek]):
    class Meta:
        model = ClosedWeek

    availability = factory.SubFactory(AvailabilityFactory)
    monday = factory.LazyFunction(lambda: tuesday() - dt.timedelta(days=1))


class RoomFactory(DjangoModelFactory[Room]):
    class Meta:
        model = Room

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    name = factory.Sequence(lambda n: f"Sala {n}")
    capacity = 20


class LeaderFactory(DjangoModelFactory[Leader]):
    class Meta:
        model = Leader

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    account = factory.SubFactory("tests.factories.people.AccountFactory")


class PlanFactory(DjangoModelFactory[Plan]):
    class Meta:
        model = Plan

    programme = factory.SubFactory("tests.factories.programme.ProgrammeFactory")
    number = factory.LazyAttribute(lambda plan: plan.programme.plans.count() + 1)
    starts_on = factory.LazyFunction(lambda: tuesday() - dt.timedelta(days=1))
    ends_on = factory.LazyAttribute(lambda plan: plan.starts_on + dt.timedelta(weeks=10))
    state = Plan.State.DONE


class PlannedCycleFactory(DjangoModelFactory[PlannedCycle]):
    class Meta:
        model = PlannedCycle

    plan = factory.SubFactory(PlanFactory)
    cycle = factory.SubFactory(
        "tests.factories.workshops.CycleFactory",
        programme=factory.SelfAttribute("..plan.programme"),
        sessions=0,
    )
    sessions = 4
    minutes = 180


class PlannedSessionFactory(DjangoModelFactory[PlannedSession]):
    class Meta:
        model = PlannedSession

    plan = factory.SubFactory(PlanFactory)
    cycle = factory.SubFactory(
        "tests.factories.workshops.CycleFactory",
        programme=factory.SelfAttribute("..plan.programme"),
        sessions=0,
    )
    starts_at = factory.LazyFunction(lambda: clock.moment(tuesday(), dt.time(17)))
    ends_at = factory.LazyAttribute(lambda session: session.starts_at + dt.timedelta(hours=3))
