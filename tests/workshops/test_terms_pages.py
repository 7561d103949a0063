"""The pages on which the coordinator composes the terms and tries them."""

import pytest
from django.urls import reverse

from osnowa.workshops.actions.terms import set_terms
from osnowa.workshops.models import Criterion, Cycle, Enrolment, Mark, TermsChange
from tests.factories.people import AccountFactory
from tests.factories.programme import ClauseFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.recruitment import CommuneQuestionFactory, CriterionFactory
from tests.factories.workshops import CycleFactory
from tests.workshops.conftest import sign_in
from tests.workshops.recruiting import applied, page, text_of

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
    question = CommuneQuestionFactory(programme=ranked.programme, cycle=ranked)

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
    question = CommuneQuestionFactory(programme=ranked.programme, cycle=ranked)
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
