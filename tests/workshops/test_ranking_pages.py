"""What a reviewer marks, the list before and after it is published, and what everybody reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from osnowa.workshops.actions.ranking import publish_ranking
from osnowa.workshops.actions.terms import set_terms
from osnowa.workshops.models import Criterion, Cycle, Enrolment, Mark
from osnowa.workshops.rules.ranking import commitment, lot
from tests.factories.people import AccountFactory
from tests.factories.programme import ClauseFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.recruitment import CommuneQuestionFactory, CriterionFactory
from tests.factories.workshops import AnswerFactory, CycleFactory
from tests.workshops.conftest import sign_in
from tests.workshops.recruiting import applied, closed, main_of, page, text_of

pytestmark = pytest.mark.django_db
State = Enrolment.State
Part, Source = Criterion.Part, Criterion.Source


@pytest.fixture
def programme():
    programme = ProgrammeFactory(slug="wiedza", is_public=True)
    ClauseFactory(programme=programme)
    return programme


@pytest.fixture
def cycle(programme):
    return CycleFactory(programme=programme, number=6, slug="strona", capacity=2)


@pytest.fixture
def alice(programme):
    account = AccountFactory(name="Alicja Koordynacka")
    TeamMemberFactory(programme=programme, account=account, role="coordinator")
    return account


@pytest.fixture
def work(client, alice):
    return sign_in(client, alice)


@pytest.fixture
def ranked(cycle, alice):
    set_terms(cycle, mode=Cycle.Mode.SCORED, by=alice)
    cycle.refresh_from_db()
    return cycle


def test_a_reviewer_marks_an_application(client, ranked, programme):
    tomek = AccountFactory(name="Tomek Trenerski")
    TeamMemberFactory(programme=programme, account=tomek, role="trainer")
    ranked.trainers.add(tomek)
    criterion = CriterionFactory(cycle=ranked, source=Source.MARK, title="Pomysł", bands=[], most=10)
    one = applied(ranked)
    sign_in(client, tomek)
    question = CommuneQuestionFactory(
        programme=programme, cycle=ranked, kind="long", text="Co zmienisz?", options=[]
    )
    AnswerFactory(enrolment=one, question=question, value="Założymy wspólny budżet.")
    assert page("application", one.number) in text_of(client.get(page("applications")))
    assert "Założymy wspólny budżet." in text_of(client.get(page("application", one.number)))

    wrong = client.post(page("application", one.number), {f"points_{criterion.pk}": "11"})
    assert wrong.status_code == 200
    assert f'name="points_{criterion.pk}" value="11"' in text_of(wrong)
    client.post(
        page("application", one.number),
        {f"points_{criterion.pk}": "7", f"note_{criterion.pk}": "Dobry plan."},
    )

    mark = Mark.objects.get()
    assert (mark.points, mark.note, mark.marked_by) == (7, "Dobry plan.", tomek)
    assert client.get(page("recruitment_list")).status_code == 404  # publishing is the coordinator's


def test_the_list_of_applications_costs_the_same_however_many(work, ranked):
    CriterionFactory(cycle=ranked)
    applied(ranked)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            work.get(page("applications"))
        return len(captured)

    work.get(page("applications"))
    one = queries()
    for _n in range(5):
        applied(ranked)
    assert queries() == one


def test_the_list_is_looked_at_published_and_read_by_everybody(work, client, ranked):
    CriterionFactory(cycle=ranked)
    people = [applied(ranked) for _n in range(3)]
    public = reverse("workshops:cycle_recruitment", args=["wiedza", "strona"])
    seed = ranked.terms.seed
    assert commitment(seed) in text_of(client.get(public))
    assert seed not in text_of(client.get(public))
    assert 'type="submit"' not in main_of(work.get(page("recruitment_list")))

    with closed(ranked):
        draft = text_of(work.get(page("recruitment_list")))
        assert people[0].person.name in draft
        answer = work.post(page("recruitment_list"))
        assert answer.headers["Location"] == page("recruitment_list")
        assert people[0].person.name in text_of(work.get(page("recruitment_list")))

        listed = text_of(client.get(public))
    for one in people:
        assert one.reference in listed
        assert one.person.name not in listed
    assert seed in listed
    assert lot(seed, work.get(public).context["example"]) in listed


def test_a_draw_is_not_looked_at_before_it_is_made(work, cycle, alice):
    set_terms(cycle, mode=Cycle.Mode.LOTTERY, by=alice)
    one = applied(cycle)

    with closed(cycle):
        shown = text_of(work.get(page("recruitment_list")))
        assert one.person.name not in shown
        work.post(page("recruitment_list"))

    one.refresh_from_db()
    assert one.state == State.PLACED


def test_a_correction_shows_what_it_would_change_first(work, ranked, alice):
    criterion = CriterionFactory(cycle=ranked, source=Source.MARK, title="Pomysł", bands=[], most=10)
    people = [applied(ranked) for _n in range(3)]
    for one, points in zip(people, (9, 8, 1), strict=True):
        Mark.objects.create(enrolment=one, criterion=criterion, points=points)
    with closed(ranked):
        publish_ranking(ranked, by=alice)
        assert page("recruitment_correct") not in text_of(work.get(page("recruitment_list")))
        work.post(page("application", people[2].number), {f"points_{criterion.pk}": "10"})
        assert page("recruitment_correct") in text_of(work.get(page("recruitment_list")))
        preview = work.get(page("recruitment_correct"))
        assert preview.context["letters"] == 2
        assert work.post(page("recruitment_correct"), {"reason": ""}).status_code == 200
        work.post(page("recruitment_correct"), {"reason": "Zły wiersz."})
        public = text_of(work.get(reverse("workshops:cycle_recruitment", args=["wiedza", "strona"])))
    assert "Zły wiersz." in public
    assert "?wersja=1" in public


def test_a_download_has_names_and_no_formula(work, ranked, alice):
    one = applied(ranked)
    one.person.name = "=1+1"
    one.person.save()
    with closed(ranked):
        publish_ranking(ranked, by=alice)
        body = b"".join(work.get(page("recruitment_list_csv")).streaming_content).decode()

    assert ";'=1+1;" in body
    assert one.reference in body


def test_the_public_page_of_a_cycle_by_points(client, ranked):
    applied(ranked)
    address = reverse("workshops:cycle", args=["wiedza", "strona"])
    recruitment = reverse("workshops:cycle_recruitment", args=["wiedza", "strona"])

    assert recruitment in text_of(client.get(address))
    with closed(ranked):
        deciding = text_of(client.get(address))
        assert 'name="email"' not in deciding
        assert recruitment in deciding
        answer = client.post(address, {"name": "Anna A", "email": "a@example.org", "organisation": "Koło"})
    assert answer.status_code == 200
    assert Enrolment.objects.count() == 1


def test_a_cycle_in_order_of_sign_ups_has_no_such_pages(client, work, cycle):
    assert client.get(reverse("workshops:cycle_recruitment", args=["wiedza", "strona"])).status_code == 404
    for name in ("applications", "recruitment_list", "recruitment_sample"):
        assert work.get(page(name)).status_code == 404


def test_the_own_page_before_and_after_the_list(client, ranked, alice):
    CriterionFactory(cycle=ranked, title="Punkty za fundację")
    people = [applied(ranked) for _n in range(3)]
    addresses = [reverse("workshops:enrolment", args=[one.token]) for one in people]

    before = text_of(client.get(addresses[0]))
    assert people[0].reference in before
    assert "Punkty za fundację" not in before
    with closed(ranked):
        publish_ranking(ranked, by=alice)
        for one, address in zip(people, addresses, strict=True):
            one.refresh_from_db()
            shown = text_of(client.get(address))
            assert "Punkty za fundację" in shown
            assert (reverse("workshops:enrolment_cancel", args=[one.token]) in shown) == (
                one.state != State.REFUSED
            )


def test_who_got_no_place_reads_why_and_has_nothing_to_cancel(client, ranked, alice):
    set_terms(ranked, mode="scored", threshold=9, by=alice)
    CriterionFactory(cycle=ranked, title="Punkty za fundację")
    one = applied(ranked)
    with closed(ranked):
        publish_ranking(ranked, by=alice)
        shown = text_of(client.get(reverse("workshops:enrolment", args=[one.token])))
        cancel = client.post(reverse("workshops:enrolment_cancel", args=[one.token]))

    one.refresh_from_db()
    assert one.state == State.REFUSED
    assert "9" in shown
    assert cancel.status_code == 303
    assert reverse("workshops:enrolment_cancel", args=[one.token]) not in shown


def test_today_names_the_marks_that_are_owed_and_the_list_to_publish(work, client, ranked, programme):
    CriterionFactory(cycle=ranked, source=Source.MARK, title="Pomysł", bands=[], most=10)
    applied(ranked)
    applied(ranked)
    today = reverse("portal:dashboard", args=["wiedza"])

    assert page("applications") in text_of(work.get(today))
    assert page("recruitment_list") not in text_of(work.get(today))
    with closed(ranked):
        assert page("recruitment_list") in text_of(work.get(today))
    tomek = AccountFactory(name="Tomek Trenerski")
    TeamMemberFactory(programme=programme, account=tomek, role="trainer")
    sign_in(client, tomek)
    assert page("applications") not in text_of(client.get(today))  # not his cycle
    ranked.trainers.add(tomek)
    assert page("applications") in text_of(client.get(today))


def test_the_page_of_the_cycle_counts_applications_and_is_not_withdrawn(work, ranked):
    applied(ranked)
    applied(ranked)
    answer = work.get(page("work_cycle"))
    assert "Zgłoszenia: 2" in text_of(answer)
    assert reverse("workshops:cycle_withdraw", args=["wiedza", 6]) not in answer.content.decode()
    assert page("recruitment") in main_of(answer)


@pytest.mark.parametrize(
    "name",
    ["work_cycle", "cycle_questions", "recruitment", "applications", "recruitment_list", "certificates"],
)
def test_the_coordinator_has_the_same_tabs_on_every_page_of_a_cycle(work, ranked, name):
    tabs = main_of(work.get(page(name)))
    for other in ("cycle_questions", "recruitment", "work_enrolments", "cycle_messages", "certificates"):
        assert f'href="{page(other)}"' in tabs
    assert f'href="{reverse("learning:cycle", args=["wiedza", 6])}"' in tabs
