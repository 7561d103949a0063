"""The pages of recruitment: what the coordinator composes, what a reviewer marks, what everybody reads."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from osnowa.lib import clock
from osnowa.workshops.actions.ranking import publish_ranking
from osnowa.workshops.actions.terms import set_terms
from osnowa.workshops.models import Criterion, Cycle, Enrolment, Mark, TermsChange
from osnowa.workshops.rules.ranking import commitment, lot
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory
from tests.factories.programme import ClauseFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.workshops import CriterionFactory, CycleFactory, EnrolmentFactory, QuestionFactory
from tests.workshops.conftest import sign_in

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


def page(name, *more):
    return reverse(f"workshops:{name}", args=["wiedza", 6, *more])


def applied(cycle, **changes):
    organisation = OrganisationFactory(legal_form="foundation")
    membership = MembershipFactory(organisation=organisation)
    return EnrolmentFactory(cycle=cycle, membership=membership, state=State.APPLIED, **changes)


def closed(cycle):
    return clock.at(cycle.recruitment_closes_at + dt.timedelta(minutes=1))


def text_of(answer):
    return answer.content.decode()


def main_of(answer):
    return text_of(answer).partition("<main")[2].partition("</main>")[0]


def test_from_the_order_of_sign_ups_to_points(work, cycle):
    assert page("recruitment_terms") in text_of(work.get(page("recruitment")))

    answer = work.post(
        page("recruitment_terms"), {"mode": "scored", "threshold": "8", "limit_per_organisation": "2"}
    )

    assert answer.headers["Location"] == page("recruitment")
    cycle.refresh_from_db()
    assert (cycle.mode, cycle.limit_per_organisation, cycle.terms.threshold) == ("scored", 2, 8)
    shown = text_of(work.get(page("recruitment")))
    assert page("criterion_new") in shown
    assert "8" in shown


@pytest.mark.parametrize("typed", ["abc", "-1", "1001", "2,5"])
def test_a_threshold_that_is_no_number_of_points_is_kept_and_explained(work, cycle, typed):
    answer = work.post(page("recruitment_terms"), {"mode": "scored", "threshold": typed})

    assert answer.status_code == 200
    assert f'value="{typed}"' in text_of(answer)
    cycle.refresh_from_db()
    assert cycle.mode == "first_come"


def test_a_criterion_of_an_answer_is_composed_in_two_steps(work, ranked):
    question = QuestionFactory(programme=ranked.programme, cycle=ranked)

    first = work.get(page("criterion_new"))
    assert question.text in text_of(first)
    asked = {"part": "points", "looks_at": f"answer:{question.pk}"}
    second = work.get(page("criterion_new"), asked)
    assert "miejsko-wiejskiej" in text_of(second)
    answer = work.post(
        page("criterion_new") + f"?part=points&looks_at=answer:{question.pk}",
        {"title": "Siedziba na wsi", "points_0": "5", "points_1": "5", "points_2": ""},
    )

    assert answer.headers["Location"] == page("recruitment")
    criterion = Criterion.objects.get()
    assert criterion.bands == [{"keys": ["rural"], "points": 5}, {"keys": ["mixed"], "points": 5}]
    assert criterion.question == question
    change = text_of(work.get(page("criterion_change", criterion.pk)))
    assert 'name="points_0" value="5"' in change


def test_ranges_of_years_are_typed_as_people_write_numbers(work, ranked):
    answer = work.post(
        page("criterion_new") + "?part=points&looks_at=age",
        {
            "title": "Staż",
            "as_of": "2026-01-01",
            "highest_0": "2",
            "points_0": "2",
            "highest_1": "5,5",
            "points_1": "3",
            "points_2": "5",
        },
    )

    assert answer.status_code == 302
    assert Criterion.objects.get().bands == [
        {"highest": 2, "points": 2},
        {"highest": 5.5, "points": 3},
        {"points": 5},
    ]


def test_a_range_without_points_is_asked_about_and_kept(work, ranked):
    answer = work.post(
        page("criterion_new") + "?part=points&looks_at=age",
        {"title": "Staż", "as_of": "2026-01-01", "highest_0": "dwa", "highest_1": "5"},
    )

    shown = text_of(answer)
    assert answer.status_code == 200
    assert 'value="dwa"' in shown
    assert not Criterion.objects.exists()


def test_places_named_by_their_names(work, ranked):
    work.post(
        page("criterion_new") + "?part=condition&looks_at=commune",
        {"title": "Z tych gmin", "names": "Choroszcz\n JUCHNOWIEC  Kościelny \n"},
    )

    assert Criterion.objects.get().bands == [
        {"keys": ["choroszcz", "juchnowiec koscielny"], "spelled": ["Choroszcz", "JUCHNOWIEC Kościelny"]}
    ]
    assert "JUCHNOWIEC" in text_of(work.get(page("recruitment")))


def test_kept_places_and_marks(work, ranked):
    work.post(
        page("criterion_new") + "?part=quota&looks_at=legal_form",
        {"title": "Koła", "keys": ["rural_women"], "at_least": "1"},
    )
    work.post(page("criterion_new") + "?part=points&looks_at=mark", {"title": "Pomysł", "most": "10"})

    quota, mark = Criterion.objects.order_by("position")
    assert (quota.at_least, mark.most) == (1, 10)


def test_a_lottery_offers_neither_points_nor_marks(work, cycle, alice):
    set_terms(cycle, mode=Cycle.Mode.LOTTERY, by=alice)

    shown = text_of(work.get(page("criterion_new")))

    assert 'value="condition"' in shown
    assert 'value="points"' not in shown
    assert 'value="mark"' not in shown
    assert work.get(page("criterion_new"), {"part": "points", "looks_at": "mark"}).status_code == 200
    assert not Criterion.objects.exists()


def test_once_people_have_applied_the_form_asks_why(work, ranked):
    criterion = CriterionFactory(cycle=ranked)
    applied(ranked)
    typed = {"title": "Fundacja", "points_2": "9"}

    refused = work.post(page("criterion_change", criterion.pk), typed)
    assert refused.status_code == 200
    assert 'name="points_2" value="9"' in text_of(refused)
    work.post(page("criterion_change", criterion.pk), {**typed, "reason": "Literówka."})

    assert TermsChange.objects.get().reason == "Literówka."
    public = text_of(work.get(reverse("workshops:cycle_recruitment", args=["wiedza", "strona"])))
    assert "Literówka." in public


def test_removing_asks_first(work, ranked):
    criterion = CriterionFactory(cycle=ranked)

    assert criterion.title in text_of(work.get(page("criterion_remove", criterion.pk)))
    assert Criterion.objects.exists()
    work.post(page("criterion_remove", criterion.pk))
    assert not Criterion.objects.exists()


def test_a_sample_shows_points_and_keeps_nothing(work, ranked):
    question = QuestionFactory(programme=ranked.programme, cycle=ranked)
    CriterionFactory(
        cycle=ranked,
        source=Source.ANSWER,
        question=question,
        title="Wieś",
        bands=[{"keys": ["rural"], "points": 5}],
    )
    CriterionFactory(cycle=ranked, source=Source.MARK, title="Pomysł", bands=[], most=10)
    before = Enrolment.objects.count(), Mark.objects.count()

    answer = work.get(page("recruitment_sample"), {"try": "1", f"answer_{question.pk}": "rural"})
    wrong = work.get(page("recruitment_sample"), {"try": "1", f"answer_{question.pk}": "moon"})

    assert answer.context["score"].points == 5
    assert "score" not in wrong.context
    assert (Enrolment.objects.count(), Mark.objects.count()) == before


def test_a_reviewer_marks_an_application(client, ranked, programme):
    tomek = AccountFactory(name="Tomek Trenerski")
    TeamMemberFactory(programme=programme, account=tomek, role="trainer")
    ranked.trainers.add(tomek)
    criterion = CriterionFactory(cycle=ranked, source=Source.MARK, title="Pomysł", bands=[], most=10)
    one = applied(ranked)
    sign_in(client, tomek)
    assert page("application", one.number) in text_of(client.get(page("applications")))

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
