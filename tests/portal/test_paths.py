"""An organisation's way: what is told, to whom, and at what cost."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.people.models import LegalForm
from osnowa.portal.queries.paths import path_of
from osnowa.workshops.models import Attendance
from tests.factories.people import MembershipFactory, OrganisationFactory, OrganisationStageFactory, member_of
from tests.factories.workshops import AttendanceFactory, CertificateFactory, CycleFactory, EnrolmentFactory
from tests.portal.conftest import signed_in


@pytest.fixture
def garden(db):
    return OrganisationFactory(name="Zielone Podwórko")


def took_part(organisation, programme, *, people=1, title="Strona bez informatyka"):
    """So many people of the organisation at all four sessions of a cycle that is over, but one absence."""
    cycle = CycleFactory(programme=programme, title=title)
    for session in cycle.sessions.all():
        session.starts_at -= dt.timedelta(days=60)
        session.ends_at -= dt.timedelta(days=60)
        session.closed_at = session.ends_at
        session.save()
    for _person in range(people):
        enrolment = EnrolmentFactory(cycle=cycle, membership=MembershipFactory(organisation=organisation))
        for number, session in enumerate(cycle.sessions.all()):
            mark = Attendance.Mark.PRESENT if number else Attendance.Mark.ABSENT
            AttendanceFactory(enrolment=enrolment, session=session, mark=mark)
        CertificateFactory(enrolment=enrolment)
    return cycle


def test_a_cycle_is_one_step_with_its_numbers(garden, programme):
    cycle = took_part(garden, programme, people=2)

    (step,) = path_of(garden, None)

    assert step.title == "Warsztaty: Strona bez informatyka"
    assert step.text == "2 osoby, obecności: 6 z 8, 2 zaświadczenia."
    assert (step.state, step.state_label) == ("done", "po zajęciach")
    assert step.happened_on == cycle.sessions.first().starts_at.astimezone(clock.WARSAW).date()
    assert step.url == f"/praca/wiedza/warsztaty/{cycle.number}/"


def test_steps_stand_in_the_order_of_time_and_registration_is_one_of_them(garden, programme):
    took_part(garden, programme)
    OrganisationStageFactory(organisation=garden, since_on=dt.date(2016, 1, 1), legal_form=LegalForm.INFORMAL)
    OrganisationStageFactory(organisation=garden, since_on=clock.today(), name="Stowarzyszenie Podwórko")

    titles = [step.title for step in path_of(garden, None)]

    assert titles == ["Warsztaty: Strona bez informatyka", "Stowarzyszenie Podwórko"]


def test_the_team_sees_only_steps_of_its_own_programmes(garden, programme, other_programme, alice, charlie):
    took_part(garden, programme, title="Nasz cykl")
    took_part(garden, other_programme, title="Obcy cykl")
    url = f"/praca/organizacje/{garden.pk}/droga/"

    hers = signed_in(alice).get(url).content.decode()
    his = signed_in(charlie).get(url).content.decode()

    assert ("Nasz cykl" in hers, "Obcy cykl" in hers) == (True, False)
    assert ("Nasz cykl" in his, "Obcy cykl" in his) == (False, True)


def test_a_member_sees_the_whole_way_of_their_own_organisation_only(garden, programme, other_programme):
    took_part(garden, programme, title="Nasz cykl")
    took_part(garden, other_programme, title="Obcy cykl")
    client = signed_in(member_of(garden), second_factor=False)

    page = client.get(f"/moje/organizacje/{garden.pk}/droga/").content.decode()

    assert ("Nasz cykl" in page, "Obcy cykl" in page) == (True, True)
    assert f'href="/moje/organizacje/{garden.pk}/"' in page.partition("os-crumbs")[2]
    assert "/praca/" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.get(f"/moje/organizacje/{OrganisationFactory().pk}/droga/").status_code == 404


def test_an_empty_way_says_what_will_stand_there(garden, alice):
    page = signed_in(alice).get(f"/praca/organizacje/{garden.pk}/droga/").content.decode()

    assert "Droga jeszcze się nie zaczęła" in page


@pytest.mark.parametrize("cycles", [1, 3])
def test_the_number_of_questions_does_not_grow(garden, programme, cycles, django_assert_num_queries):
    for _number in range(cycles):
        took_part(garden, programme)

    with django_assert_num_queries(12):
        path_of(garden, None)
