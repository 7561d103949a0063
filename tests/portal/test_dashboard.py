"""The team's day: what waits, this week, goals; by role, in a fixed number of queries."""

import datetime as dt

import pytest
from django.core.cache import caches

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Membership
from osnowa.portal import queries
from osnowa.programme.models import Role
from tests.factories.learning import CycleTestFactory
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory
from tests.factories.programme import IndicatorFactory, ProgrammeFactory
from tests.factories.reporting import ReportFactory
from tests.factories.support import AdoptionFactory
from tests.factories.workshops import (
    AccessNeedsFactory,
    AttendanceFactory,
    CycleFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.portal.conftest import member, signed_in

pytestmark = pytest.mark.django_db
DASHBOARD = "/praca/wiedza/"


def days(number):
    return clock.now() + dt.timedelta(days=number)


def past_cycle(programme, people=2, *, closed=False, **fields):
    """A cycle whose only session was two days ago (yesterday late in the evening would still end today)."""
    cycle = CycleFactory(
        programme=programme,
        sessions=0,
        recruitment_opens_at=days(-30),
        recruitment_closes_at=days(-10),
        **fields,
    )
    session = SessionFactory(
        cycle=cycle,
        starts_at=days(-2),
        ends_at=days(-2) + dt.timedelta(hours=3),
        closed_at=days(-2) + dt.timedelta(hours=4) if closed else None,
    )
    for _ in range(people):
        EnrolmentFactory(cycle=cycle, placed_at=days(-12))
    return cycle, session


def titles(programme):
    return [task.title for task in queries.tasks_of_coordinator(programme)]


@pytest.mark.usefixtures("_english")
class TestTasks:
    @pytest.fixture(autouse=True)
    def _english(self):
        from django.utils import translation

        caches["local"].set("portal.duplicates", 0)
        with translation.override("en"):
            yield

    def test_empty_programme_has_none(self, programme):
        assert titles(programme) == []

    def test_a_certificate_that_needs_tests_needs_one_chosen(self, programme):
        def asked():
            found = queries.tasks_of_coordinator(programme)
            return [(task.title, task.url) for task in found if task.title.startswith("Choose the test")]

        cycle = CycleFactory(programme=programme, tests_for_certificate=True, sessions=0)
        assert asked() == []  # no session yet
        session = SessionFactory(cycle=cycle, starts_at=days(15))
        assert asked() == []  # it begins in weeks
        session.starts_at, session.ends_at = days(5), days(6)
        session.save()
        assert asked() == [("Choose the test: cycle 1", "/praca/wiedza/warsztaty/1/testy/")]
        CycleTestFactory(cycle=cycle)
        assert asked() == []

    def test_session_without_attendance(self, programme):
        past_cycle(programme, people=2)
        (task,) = queries.tasks_of_coordinator(programme)
        assert task.title == "Mark attendance: cycle 1, session 1"
        assert task.second.endswith("2 people without a mark")
        assert (task.state, task.state_label) == ("overdue", "overdue")
        assert task.url == "/praca/wiedza/warsztaty/1/spotkania/1/obecnosc/"

    def test_tools_without_a_mentor_wait_for_one(self, programme):
        AdoptionFactory(programme=programme, stage="routine")
        AdoptionFactory(programme=programme, stage="left")
        AdoptionFactory(programme=programme, stage="routine", mentor=AccountFactory())
        (task,) = queries.tasks_of_coordinator(programme)
        assert (task.title, task.second) == ("Assign a mentor", "1 tool without one")
        assert task.url == "/praca/wiedza/wdrozenia/?etap=bez-mentora"

    def test_fully_marked_session_waits_to_be_closed(self, programme):
        cycle, session = past_cycle(programme, people=1)
        AttendanceFactory(enrolment=cycle.enrolments.get(), session=session)
        assert titles(programme) == ["Close the list: cycle 1, session 1"]

    def test_closed_session_waits_for_nothing_but_certificates(self, programme):
        cycle, session = past_cycle(programme, people=2, closed=True)
        first, second = cycle.enrolments.all()
        AttendanceFactory(enrolment=first, session=session)
        AttendanceFactory(enrolment=second, session=session, mark="absent")
        (task,) = queries.tasks_of_coordinator(programme)
        assert task.title == "Issue certificates: cycle 1"
        assert task.second == "1 person earned one that was not issued yet"

    def test_recruitment_near_without_publication_or_sessions(self, programme):
        CycleFactory(
            programme=programme,
            is_published=False,
            recruitment_opens_at=days(3),
            recruitment_closes_at=days(9),
        )
        CycleFactory(
            programme=programme, sessions=0, recruitment_opens_at=days(4), recruitment_closes_at=days(9)
        )
        CycleFactory(
            programme=programme,
            is_published=False,
            recruitment_opens_at=days(20),
            recruitment_closes_at=days(30),
        )
        assert titles(programme) == ["Publish cycle 1", "Add sessions to cycle 2"]

    def test_free_place_while_somebody_waits(self, programme):
        cycle = CycleFactory(programme=programme, capacity=2)
        EnrolmentFactory(cycle=cycle)
        EnrolmentFactory(cycle=cycle, state="reserve")
        (task,) = queries.tasks_of_coordinator(programme)
        assert task.title == "Give a free place: cycle 1"
        assert task.second == "1 place is free · 1 person waits"

    def test_long_reserve_list(self, programme):
        cycle = CycleFactory(programme=programme, capacity=2)
        for state in ("placed", "placed", "reserve"):
            EnrolmentFactory(cycle=cycle, state=state)
        assert titles(programme) == ["Long reserve list: cycle 1"]

    def test_needs_before_the_first_session(self, programme):
        cycle = CycleFactory(programme=programme, sessions=0)
        SessionFactory(cycle=cycle, starts_at=days(5), ends_at=days(5) + dt.timedelta(hours=3))
        for state in ("placed", "placed", "reserve"):
            AccessNeedsFactory(enrolment=EnrolmentFactory(cycle=cycle, state=state))
        tasks = {task.title: task.second for task in queries.tasks_of_coordinator(programme)}
        assert tasks["Prepare what people need: cycle 1"].startswith("2 people ask, first session ")

    def test_organisations_to_settle_complete_and_compare(self, programme):
        doubtful = MembershipFactory(organisation=None, match=Membership.Match.DOUBTFUL, typed="Łąka?")
        EnrolmentFactory(cycle=CycleFactory(programme=programme), membership=doubtful)
        OrganisationFactory(name="Kto wie", legal_form="unknown")
        assert titles(programme) == ["Settle who people speak for", "Complete organisations"]

    def test_settling_of_another_programme_is_not_mine(self, programme, other_programme):
        doubtful = MembershipFactory(organisation=None, match=Membership.Match.DOUBTFUL, typed="Łąka?")
        EnrolmentFactory(cycle=CycleFactory(programme=other_programme), membership=doubtful)
        assert titles(programme) == []

    def test_organisations_that_look_alike(self, programme):
        caches["local"].clear()
        OrganisationFactory(name="Fundacja Łąka")
        OrganisationFactory(name="Fundacja „Łąka”", town="Suwałki")
        (task,) = queries.tasks_of_coordinator(programme)
        assert (task.title, task.second) == ("Compare organisations that look alike", "1 pair")

    def test_report_due(self, programme):
        ReportFactory(programme=programme, due_on=clock.today() + dt.timedelta(days=1))
        (task,) = queries.tasks_of_coordinator(programme)
        assert (task.title, task.state_label) == ("Send the report", "by tomorrow")

    def test_dead_letters_of_this_programme(self, programme, other_programme):
        for owner in (programme, other_programme):
            moment = clock.now()
            OutgoingMail.objects.create(
                template="x/y",
                programme_id=owner.pk,
                to="a@b.example",
                language="pl",
                subject="S",
                text="T",
                html="",
                state="dead",
                created_at=moment,
                due_at=moment,
                next_try_at=moment,
            )
        (task,) = queries.tasks_of_coordinator(programme)
        assert task.second == "1 mail"

    @pytest.mark.parametrize(("minutes", "told"), [(59, []), (61, ["Mail is late"])])
    def test_mail_that_waits_longer_than_an_hour(self, programme, other_programme, minutes, told):
        for owner in (programme, other_programme, other_programme):
            moment = clock.now() - dt.timedelta(minutes=minutes)
            OutgoingMail.objects.create(
                template="x/y",
                programme_id=owner.pk,
                to="a@b.example",
                language="pl",
                subject="S",
                text="T",
                html="",
                created_at=moment,
                due_at=moment,
                next_try_at=clock.now() + dt.timedelta(minutes=5),
            )
        tasks = queries.tasks_of_coordinator(programme)
        assert [task.title for task in tasks] == told
        assert [task.second[:20] for task in tasks] == ["1 mail waits, since "][: len(told)]

    def test_most_urgent_comes_first(self, programme):
        past_cycle(programme)
        OrganisationFactory(name="Kto wie", legal_form="unknown")
        ReportFactory(programme=programme, due_on=clock.today() + dt.timedelta(days=5))
        assert [task.state for task in queries.tasks_of_coordinator(programme)] == [
            "overdue",
            "soon",
            "progress",
        ]


def fill(programme, count):
    for _ in range(count):
        cycle, session = past_cycle(programme, people=count)
        AttendanceFactory(enrolment=cycle.enrolments.first(), session=session)
        done, its_session = past_cycle(programme, people=count, closed=True)
        AttendanceFactory(enrolment=done.enrolments.first(), session=its_session)
        coming = CycleFactory(programme=programme, sessions=0)
        SessionFactory(cycle=coming, starts_at=days(1), ends_at=days(1) + dt.timedelta(hours=3))
        AccessNeedsFactory(enrolment=EnrolmentFactory(cycle=coming))
        OrganisationFactory(legal_form="unknown")
        IndicatorFactory(programme=programme)
        ReportFactory(programme=programme, due_on=clock.today())


def test_dashboard_costs_the_same_with_one_and_with_three(alice, programme, django_assert_num_queries):
    client = signed_in(alice)

    def cost():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        caches["local"].clear()
        client.get(DASHBOARD)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get(DASHBOARD).status_code == 200
        return len(counted)

    fill(programme, 1)
    with_one = cost()
    fill(programme, 2)
    assert cost() == with_one
    assert with_one <= 32


def test_coordinator_sees_tasks_week_and_goals(alice, programme):
    fill(programme, 1)
    page = signed_in(alice).get(DASHBOARD)
    assert all(page.context[part] for part in ("tasks", "week", "figures", "reports"))
    assert "steps" not in page.context
    assert page.content.decode().count("btn-primary") == 1
    assert page["Cache-Control"] == "no-store, private"


def test_trainer_sees_own_sessions_and_lists_only(tomek, programme):
    mine, _session = past_cycle(programme)
    mine.trainers.add(tomek)
    past_cycle(programme)
    coming = CycleFactory(programme=programme)
    coming.trainers.add(tomek)
    CycleFactory(programme=programme)
    page = signed_in(tomek).get(DASHBOARD)
    assert [task.url for task in page.context["tasks"]] == ["/praca/wiedza/warsztaty/1/spotkania/1/obecnosc/"]
    next_one = coming.sessions.order_by("starts_at").first()
    assert page.context["next_session"] == next_one
    assert {session.cycle_id for session in page.context["later_sessions"]} <= {coming.pk}
    said = page.content.decode().partition("<main")[2]
    assert said.index("/praca/wiedza/moje-spotkania/") < said.index(page.context["tasks"][0].url)
    assert "figures" not in page.context
    assert "week" not in page.context


def test_evaluator_sees_figures_and_reports_only(eva, programme):
    fill(programme, 1)
    page = signed_in(eva).get(DASHBOARD)
    assert len(page.context["figures"]) == 1
    assert len(page.context["reports"]) == 1
    assert "tasks" not in page.context
    assert "/obecnosc/" not in page.content.decode()


def test_new_programme_teaches_its_setting_up(programme):
    programme.is_public = False
    programme.save()
    ala = member(programme, Role.COORDINATOR)
    page = signed_in(ala).get(DASHBOARD)
    assert [step.done for step in page.context["steps"]] == [True, False, False, False, False, False, False]


def test_stranger_and_coordinator_of_another_programme_see_nothing(client, charlie, programme):
    assert client.get(DASHBOARD)["Location"].startswith("/konto/zaloguj/")
    for path in (DASHBOARD, DASHBOARD + "historia/", DASHBOARD + "poczta/"):
        assert signed_in(charlie).get(path).status_code == 404


def test_my_page_leads_to_the_one_programme_or_lets_choose(alice, programme, other_programme):
    client = signed_in(alice)
    assert client.get("/praca/")["Location"] == DASHBOARD
    from tests.factories.programme import TeamMemberFactory

    TeamMemberFactory(programme=other_programme, account=alice, role=Role.TRAINER)
    page = client.get("/praca/")
    assert {found.slug for found in page.context["programmes"]} == {"wiedza", "inny"}


def test_account_without_roles_is_led_to_its_own_affairs(programme):
    from tests.factories.people import AccountFactory

    page = signed_in(AccountFactory()).get("/praca/")
    assert page.headers["Location"] == "/moje/"


def test_week_holds_this_weeks_sessions_by_day(programme):
    cycle = CycleFactory(programme=programme, sessions=0)
    today = clock.today()
    for number, on in enumerate([today, today, today + dt.timedelta(days=40)], start=1):
        SessionFactory(
            cycle=cycle,
            number=number,
            starts_at=clock.moment(on, dt.time(10 + number)),
            ends_at=clock.moment(on, dt.time(12 + number)),
        )
    (day,) = queries.week(programme)
    assert (day.on, len(day.sessions), day.is_today) == (today, 2, True)


def test_programme_of_other_pages_is_remembered(alice, programme):
    second = ProgrammeFactory(slug="drugi")
    from tests.factories.programme import TeamMemberFactory

    TeamMemberFactory(programme=second, account=alice, role=Role.COORDINATOR)
    client = signed_in(alice)
    client.get("/praca/drugi/")
    assert 'href="/praca/drugi/warsztaty/"' in client.get("/praca/organizacje/").content.decode()
