"""A total is the sum of its counting lines, whatever happened; and what is not counted says why."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from osnowa.coworking.evidence import COUNTINGS
from osnowa.coworking.models import Booking
from osnowa.coworking.queries import affairs_of, path_steps
from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.reporting.queries.addresses import ADDRESSES
from tests.coworking.conftest import MONDAY, TUESDAY, at
from tests.factories.coworking import BookingFactory, VisitFactory
from tests.factories.people import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
BY_KIND = {counting.kind: counting for counting in COUNTINGS}
WHOLE = Period(dt.date(2017, 4, 1), dt.date(2017, 11, 30))
State = Booking.State


def facts(kind, programme, period=WHOLE):
    return list(BY_KIND[f"coworking.{kind}"].lines(programme, period))


def total(kind, programme, period=WHOLE):
    return BY_KIND[f"coworking.{kind}"].total(programme, period)


def random_life(office, seed):
    dice = random.Random(seed)
    people = [PersonFactory(name=f"Osoba {seed} {n}") for n in range(5)]
    organisations = [OrganisationFactory() for _n in range(3)]
    for _n in range(25):
        day = MONDAY + dt.timedelta(days=dice.randrange(-60, 60))
        start = at(day, dice.randrange(8, 18), dice.choice([0, 15, 30, 45]))
        BookingFactory(
            programme=office.programme,
            resource=dice.choice([office.desk, office.room]),
            person=dice.choice(people),
            organisation=dice.choice([*organisations, None]),
            starts_at=start,
            ends_at=start + dt.timedelta(minutes=15 * dice.randrange(1, 12)),
            state=dice.choice([State.BOOKED, State.BOOKED, State.CANCELLED, State.NO_SHOW]),
            quarters=False,
        )
        VisitFactory(
            programme=office.programme,
            space=office.space,
            person=dice.choice([*people, None]),
            organisation=dice.choice([*organisations, None]),
            on=day,
            came_at=start,
        )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_total_is_the_sum_of_its_counting_lines(office, kind, seed):
    random_life(office, seed)
    counting = BY_KIND[kind]
    for period in (WHOLE, Period(dt.date(2017, 5, 1), dt.date(2017, 5, 31))):
        lines = list(counting.lines(office.programme, period))
        assert counting.total(office.programme, period) == sum(
            (line.amount for line in lines if line.counts), Decimal(0)
        )
        assert [line.happened_on for line in lines] == sorted(line.happened_on for line in lines)
        assert {line.happened_on in period for line in lines} <= {True}


def test_what_does_not_count_says_why(office):
    kept = office.book()
    VisitFactory(
        programme=office.programme, space=office.space, person=None, organisation=None, group_name="ktoś"
    )
    VisitFactory(
        programme=office.programme, space=office.space, person=office.maria.person, organisation=office.meadow
    )
    VisitFactory(
        programme=office.programme, space=office.space, person=office.maria.person, organisation=office.meadow
    )
    assert [bool(fact.reason) for fact in facts("people", office.programme)] == [True, False, True]
    assert [bool(fact.reason) for fact in facts("organisations", office.programme)] == [True, False, True]
    assert [fact.counts for fact in facts("booked_hours", office.programme)] == [False]
    with clock.at(at(TUESDAY, 12)):
        assert total("booked_hours", office.programme) == Decimal(2)
    Booking.objects.filter(pk=kept.pk).update(state=State.NO_SHOW)
    with clock.at(at(TUESDAY, 12)):
        assert total("booked_hours", office.programme) == 0


def test_facts_of_another_programme_are_nobody_elses(office):
    VisitFactory(space=office.space)
    BookingFactory(resource=office.desk)
    assert [facts(kind.partition(".")[2], office.programme) for kind in sorted(BY_KIND)] == [[], [], [], []]


def test_each_fact_leads_to_the_board_of_its_day(office):
    booking = office.book()
    visit = VisitFactory(programme=office.programme, space=office.space, on=MONDAY)
    ask = office.programme, [booking.pk]
    board = f"/praca/wiedza/biuro/?biuro=centrum&dzien=2017-05-09#rezerwacja-{booking.pk}"
    assert ADDRESSES["coworking.booking"](*ask) == {booking.pk: board}
    assert ADDRESSES["coworking.visit"](office.programme, [visit.pk]) == {
        visit.pk: f"/praca/wiedza/biuro/?biuro=centrum&dzien=2017-05-08#wizyta-{visit.pk}"
    }
    assert ADDRESSES["coworking.visit"](VisitFactory().programme, [visit.pk]) == {}


def test_the_way_of_an_organisation_has_its_first_visit_and_a_step_a_month(office, django_assert_num_queries):
    for day in (dt.date(2017, 4, 10), dt.date(2017, 4, 12), dt.date(2017, 5, 2), dt.date(2017, 5, 4)):
        VisitFactory(
            programme=office.programme,
            space=office.space,
            organisation=office.meadow,
            on=day,
            came_at=at(day, 10),
        )
    with django_assert_num_queries(1):
        steps = path_steps(office.meadow)
    assert [step.happened_on for step in steps] == [
        dt.date(2017, 4, 10),
        dt.date(2017, 4, 12),
        dt.date(2017, 5, 4),
    ]
    assert {step.programme for step in steps} == {office.programme.pk}
    assert path_steps(OrganisationFactory()) == []


def test_affairs_are_the_coming_bookings(office):
    assert affairs_of(office.maria) == []
    later, sooner = office.book(day=TUESDAY + dt.timedelta(days=1)), office.book()
    affairs = affairs_of(office.maria)
    assert [affair.url for affair in affairs] == [f"/moje/rezerwacje/{b.pk}/" for b in (sooner, later)]
    assert affairs[0].at == at(TUESDAY, 10)
    assert affairs_of(office.charlie) == []
