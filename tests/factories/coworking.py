"""One factory per model of coworking. An office is open every day, so that no test depends on its weekday."""

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from osnowa.coworking.models import Booking, BookingSlot, ClosedDay, OpeningHours, Resource, Space, Visit
from osnowa.coworking.rules.slots import slots
from osnowa.lib import clock
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory


class SpaceFactory(DjangoModelFactory[Space]):
    """`hours=False` for an office without opening hours."""

    class Meta:
        model = Space
        skip_postgeneration_save = True

    operator = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"biuro-{n}")
    name = factory.Sequence(lambda n: f"Biuro NGO „Łąka {n}”")
    address = "ul. Przykładowa 3, II piętro, 15-000 Białystok"
    house_rules = "Cisza przy biurkach.\nKawa jest wspólna."
    house_rules_since = dt.date(2017, 4, 1)

    @factory.post_generation
    def hours(self, create, extracted, **kwargs):
        if create and extracted is not False:
            for weekday in range(7):
                OpeningHoursFactory(space=self, weekday=weekday)


class OpeningHoursFactory(DjangoModelFactory[OpeningHours]):
    class Meta:
        model = OpeningHours

    space = factory.SubFactory(SpaceFactory, hours=False)
    weekday = 0
    opens = dt.time(8)
    closes = dt.time(20)


class ClosedDayFactory(DjangoModelFactory[ClosedDay]):
    class Meta:
        model = ClosedDay

    space = factory.SubFactory(SpaceFactory)
    on = dt.date(2017, 6, 2)
    reason = "inwentaryzacja"


class ResourceFactory(DjangoModelFactory[Resource]):
    class Meta:
        model = Resource

    class Params:
        room = factory.Trait(kind=Resource.Kind.ROOM, capacity=8, buffer_minutes=15)

    space = factory.SubFactory(SpaceFactory)
    kind = Resource.Kind.DESK
    name = factory.Sequence(lambda n: f"Biurko {n}")
    order = factory.Sequence(lambda n: n)


class BookingFactory(DjangoModelFactory[Booking]):
    """Tomorrow 10:00-12:00 by the clock of the test, with its quarters; `programme` is of the office's operator."""

    class Meta:
        model = Booking
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    resource = factory.LazyAttribute(
        lambda it: ResourceFactory(space=SpaceFactory(operator=it.programme.operator))
    )
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    starts_at = factory.LazyFunction(lambda: clock.moment(clock.today() + dt.timedelta(days=1), dt.time(10)))
    ends_at = factory.LazyAttribute(lambda it: it.starts_at + dt.timedelta(hours=2))
    submission_key = factory.Sequence(lambda n: f"formularz-{n}")

    @factory.post_generation
    def quarters(self, create, extracted, **kwargs):
        if create and extracted is not False and self.state != Booking.State.CANCELLED:
            for slot in slots(self.starts_at, self.ends_at, self.resource.buffer_minutes):
                BookingSlotFactory(booking=self, slot=slot)


class BookingSlotFactory(DjangoModelFactory[BookingSlot]):
    class Meta:
        model = BookingSlot

    booking = factory.SubFactory(BookingFactory, quarters=False)
    resource = factory.SelfAttribute("booking.resource")
    slot = factory.SelfAttribute("booking.starts_at")


class VisitFactory(DjangoModelFactory[Visit]):
    """A walk-in of somebody known, today by the clock of the test."""

    class Meta:
        model = Visit

    programme = factory.SubFactory(ProgrammeFactory)
    space = factory.LazyAttribute(lambda it: SpaceFactory(operator=it.programme.operator))
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    on = factory.LazyFunction(clock.today)
    came_at = factory.LazyFunction(clock.now)
    submission_key = factory.Sequence(lambda n: f"wizyta-{n}")
