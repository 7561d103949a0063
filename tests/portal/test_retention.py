"""Personal data go when the time of keeping them has run out, a month after a warning."""

import datetime as dt

import pytest
from django.apps import apps

from osnowa.lib import clock
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import Person
from osnowa.portal import privacy, queries
from osnowa.portal.clock import keep_data_no_longer
from osnowa.programme.models import Programme
from osnowa.programme.rules import kept_until
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.coworking import BookingFactory, VisitFactory
from tests.factories.people import AccountFactory, InformalGroupFactory, MembershipFactory, PersonFactory
from tests.factories.programme import ProgrammeFactory, TeamMemberFactory
from tests.factories.support import AdoptionFactory, ConsultationFactory, WorkLogFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def on(day):
    return clock.at(clock.moment(day, dt.time(9)))


@pytest.fixture
def cycle(programme):
    return CycleFactory(programme=programme)


def came(cycle, **fields):
    return EnrolmentFactory(cycle=cycle, person=PersonFactory(**fields)).person


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (dt.date(2017, 11, 30), 5, dt.date(2022, 12, 31)),
        (dt.date(2017, 1, 1), 5, dt.date(2022, 12, 31)),
        (dt.date(2019, 12, 31), 1, dt.date(2020, 12, 31)),
    ],
)
def test_years_are_counted_from_the_next_first_of_january(day, years, expected):
    assert kept_until(day, years) == expected


def test_a_warning_comes_a_month_before_and_once_and_erasure_after_the_day(programme, alice, cycle):
    person = came(cycle)
    until = programme.kept_until
    said = []
    for day in (until - 31 * DAY, until - 30 * DAY, until - 29 * DAY, until, until + DAY):
        with on(day):
            keep_data_no_longer()
        said.append(
            (
                OutgoingMail.objects.filter(template="programme/retention_warning", to=alice.email).count(),
                Person.objects.get(pk=person.pk).erased_at is not None,
            )
        )
    assert said == [(0, False), (1, False), (1, False), (1, False), (1, True)]
    assert AuditLine.objects.get(deed="portal.person_erased").detail == {"reason": "retention"}


def test_nobody_is_erased_without_a_month_of_warning(programme, alice, cycle):
    """The worker was off for years, or the time of keeping was made shorter: the warning comes first all the same."""
    person = came(cycle)
    late = programme.kept_until + 100 * DAY
    said = []
    for day in (late, late + 29 * DAY, late + 30 * DAY):
        with on(day):
            keep_data_no_longer()
        said.append(Person.objects.get(pk=person.pk).erased_at is not None)
    assert said == [False, False, True]


def test_who_is_kept_by_something_else_stays(programme, cycle):
    goes = came(cycle, name="Odchodzi")
    member = came(cycle, name="Członek")
    MembershipFactory(person=member, confirmed_at=clock.now())
    trainer = came(cycle, name="Prowadzi")
    TeamMemberFactory(programme=programme, account=AccountFactory(person=trainer), trainer=True)
    later = ProgrammeFactory(ends_on=programme.ends_on + 400 * DAY)
    again = came(cycle, name="Dalej")
    EnrolmentFactory(cycle=CycleFactory(programme=later), person=again)
    assert list(queries.people_to_erase(programme)) == [goes]
    assert queries.people_kept(programme).count() == 4


def _booked(programme, person):
    BookingFactory(programme=programme, person=person)


def _came_by(programme, person):
    VisitFactory(programme=programme, person=person)
    VisitFactory(programme=programme, person=None)  # a group that nobody knew


def _looks_after_a_tool(programme, person):
    AdoptionFactory(programme=programme, owner=person)


def _advised(programme, person):
    ConsultationFactory(programme=programme, person=person)


def _worked(programme, person):
    WorkLogFactory(programme=programme, person=person)


def _announced(programme, person):
    AnnouncementFactory(programme=programme, author=person)


def _answered(programme, person):
    AnswerFactory(announcement__programme=programme, person=person)


DID = [_booked, _came_by, _looks_after_a_tool, _advised, _worked, _announced, _answered]


@pytest.mark.parametrize("did", DID, ids=lambda did: did.__name__)
def test_who_only_did_something_else_than_a_workshop_goes_as_well(programme, alice, did):
    person = PersonFactory(name="Zofia Łoś")
    did(programme, person)
    until = programme.kept_until
    for day in (until - 30 * DAY, until + DAY):
        with on(day):
            keep_data_no_longer()
    assert Person.objects.get(pk=person.pk).erased_at is not None


@pytest.mark.parametrize("did", DID, ids=lambda did: did.__name__)
def test_whatever_they_did_in_a_programme_that_is_kept_for_longer_keeps_them(programme, cycle, did):
    person, goes = came(cycle, name="Dalej"), came(cycle, name="Odchodzi")
    did(ProgrammeFactory(ends_on=programme.ends_on + 400 * DAY), person)
    found = queries.people_to_erase(programme)
    assert (person in found, goes in found) == (False, True)


def test_every_app_that_ties_people_to_programmes_says_whom():
    told = {part.__name__.split(".")[1] for part in privacy.OF_PROGRAMMES}
    for name, _part in privacy.PARTS:
        for model in apps.get_app_config(name).get_models():
            targets = [field.related_model for field in model._meta.fields if field.is_relation]
            if Person in targets and Programme in targets:
                assert name in told, model


def test_the_only_contact_of_a_group_stays_and_stops_nobody_else(programme, alice, cycle):
    contact = came(cycle, name="Anna Adamska", email="anna@example.org")
    InformalGroupFactory(contact_name="Anna Adamska", contact_email="anna@example.org")
    other = came(cycle, name="Zofia Łoś")
    until = programme.kept_until
    for day in (until - 30 * DAY, until + DAY):
        with on(day):
            keep_data_no_longer()
    assert [Person.objects.get(pk=one.pk).erased_at is None for one in (contact, other)] == [True, False]


def test_the_page_says_who_goes_and_takes_another_time(programme, alice, cycle):
    came(cycle, name="Zofia Łoś")
    browser = signed_in(alice)
    url = f"/praca/{programme.slug}/przechowywanie/"
    page = browser.get(url)
    assert (page.context["going"], page.context["staying"]) == (1, 0)
    assert list(browser.post(url, {"years": "16"}).context["form"].errors) == ["years"]
    browser.post(url, {"years": "7"})
    programme.refresh_from_db()
    assert programme.kept_until == dt.date(2024, 12, 31)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_questions_does_not_grow(programme, alice, cycle, rows, django_assert_num_queries):
    for _ in range(rows):
        came(cycle)
    browser = signed_in(alice)
    with django_assert_num_queries(13):
        browser.get(f"/praca/{programme.slug}/przechowywanie/")
