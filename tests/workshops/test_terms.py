"""The terms of recruitment: composed, changed for a reason, and what is known about those who applied."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people.models import LegalForm
from osnowa.workshops.actions.ranking import publish_ranking
from osnowa.workshops.actions.terms import add_criterion, change_criterion, remove_criterion, set_terms
from osnowa.workshops.models import Criterion, Cycle, Enrolment, TermsChange
from osnowa.workshops.queries.terms import applications, bands_said, criteria_of, judged
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory
from tests.factories.recruitment import CriterionFactory, MarkFactory
from tests.factories.workshops import AnswerFactory, CycleFactory, EnrolmentFactory, QuestionFactory
from tests.workshops.recruiting import applied, by_points, closed, reason_of

pytestmark = pytest.mark.django_db
State = Enrolment.State
Part, Source = Criterion.Part, Criterion.Source
FOUNDATIONS = [{"keys": ["foundation"], "points": 5}]


@pytest.fixture
def alice():
    return AccountFactory(name="Alicja Koordynacka")


@pytest.fixture
def cycle():
    return CycleFactory(capacity=2)


def test_the_mode_stays_once_anybody_has_signed_up(cycle, alice):
    EnrolmentFactory(cycle=cycle)

    with pytest.raises(RuleBroken) as error:
        set_terms(cycle, mode=Cycle.Mode.LOTTERY, by=alice)

    assert reason_of(error) == "has_people"


def test_a_limit_can_be_set_in_the_order_of_sign_ups_too(cycle, alice):
    EnrolmentFactory(cycle=cycle)

    set_terms(cycle, mode=Cycle.Mode.FIRST_COME, limit_per_organisation=2, by=alice)

    cycle.refresh_from_db()
    assert (cycle.mode, cycle.limit_per_organisation) == (Cycle.Mode.FIRST_COME, 2)
    assert not TermsChange.objects.exists()


def test_the_seed_is_drawn_once(cycle, alice):
    first = set_terms(cycle, mode=Cycle.Mode.SCORED, by=alice).seed

    assert set_terms(cycle, mode=Cycle.Mode.LOTTERY, limit_per_organisation=2, by=alice).seed == first
    assert len(first) == 32


def test_results_come_after_the_sign_up_closes(cycle, alice):
    with pytest.raises(RuleBroken) as error:
        set_terms(cycle, mode=Cycle.Mode.SCORED, results_on=clock.today(), by=alice)

    assert (error.value.code, error.value.field) == ("results_on", "results_on")


def test_once_people_have_applied_a_change_says_why(cycle, alice):
    by_points(cycle, alice)
    criterion = CriterionFactory(cycle=cycle)
    applied(cycle)

    for deed in (
        lambda: set_terms(cycle, mode=Cycle.Mode.SCORED, threshold=3, by=alice),
        lambda: change_criterion(
            criterion, title="Fundacja", bands=[{"keys": ["union"], "points": 1}], by=alice
        ),
        lambda: remove_criterion(criterion, by=alice),
        lambda: add_criterion(
            cycle, part=Part.POINTS, source=Source.LEGAL_FORM, title="KGW", bands=FOUNDATIONS, by=alice
        ),
    ):
        with pytest.raises(RuleBroken) as error:
            deed()
        assert (error.value.code, error.value.field) == ("reason", "reason")
    assert not TermsChange.objects.exists()

    remove_criterion(criterion, reason="W ogłoszeniu go nie było.", by=alice)

    change = TermsChange.objects.get()
    assert (change.reason, change.changed_by) == ("W ogłoszeniu go nie było.", alice)
    assert "Fundacja" in change.what
    assert AuditLine.objects.filter(deed="workshops.criterion_removed", subject_id=cycle.pk).count() == 1
    remove_criterion(criterion, reason="Drugie kliknięcie.", by=alice)
    assert TermsChange.objects.count() == 1


def test_a_criterion_sent_twice_is_one(cycle, alice):
    by_points(cycle, alice)
    typed = {"part": Part.POINTS, "source": Source.LEGAL_FORM, "title": "Fundacja", "bands": FOUNDATIONS}

    assert add_criterion(cycle, by=alice, **typed) == add_criterion(cycle, by=alice, **typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"title": " "}, "title"),
        ({"bands": []}, "bands"),
        ({"bands": [{"keys": ["moon"], "points": 1}]}, "bands"),
        ({"bands": [{"keys": ["foundation"], "points": -1}]}, "points"),
        ({"source": Source.AGE, "bands": [{"lowest": 5, "highest": 2, "points": 1}]}, "bands"),
        ({"source": Source.ANSWER}, "question"),
        ({"source": Source.MARK, "bands": []}, "most"),
        ({"source": Source.MARK, "part": Part.CONDITION, "most": 5}, "mark"),
        ({"part": Part.QUOTA}, "at_least"),
        ({"part": Part.QUOTA, "at_least": 3}, "at_least"),  # the cycle has two places
    ],
)
def test_what_no_criterion_can_be(cycle, alice, typed, code):
    by_points(cycle, alice)
    usual = {"part": Part.POINTS, "source": Source.LEGAL_FORM, "title": "Fundacja", "bands": FOUNDATIONS}

    with pytest.raises(RuleBroken) as error:
        add_criterion(cycle, by=alice, **{**usual, **typed})

    assert reason_of(error) == code


def test_a_question_of_another_programme_is_no_criterion(cycle, alice):
    by_points(cycle, alice)

    with pytest.raises(RuleBroken) as error:
        add_criterion(
            cycle,
            part=Part.POINTS,
            source=Source.ANSWER,
            question=QuestionFactory(),
            title="Obce",
            bands=[{"keys": ["rural"], "points": 5}],
            by=alice,
        )

    assert reason_of(error) == "question"


def test_ranges_in_words(cycle):
    criterion = CriterionFactory(
        cycle=cycle,
        source=Source.AGE,
        bands=[{"highest": 2, "points": 2}, {"highest": 5, "points": 3}, {"points": 5}],
    )

    assert [points for _words, points in bands_said(criterion)] == [2, 3, 5]
    assert all(words for words, _points in bands_said(criterion))


def test_facts_come_from_answers_the_organisation_earlier_cycles_and_marks(
    cycle, alice, django_assert_max_num_queries
):
    by_points(cycle, alice)
    commune = QuestionFactory(cycle=cycle)
    on = dt.date(2026, 1, 1)
    criteria = {
        "answer": CriterionFactory(
            cycle=cycle,
            source=Source.ANSWER,
            question=commune,
            bands=[{"keys": ["rural", "mixed"], "points": 5}],
        ),
        "form": CriterionFactory(cycle=cycle),
        "age": CriterionFactory(
            cycle=cycle, source=Source.AGE, as_of=on, bands=[{"highest": 2, "points": 2}, {"points": 5}]
        ),
        "town": CriterionFactory(
            cycle=cycle,
            source=Source.TOWN,
            bands=[{"keys": ["choroszcz"], "spelled": ["Choroszcz"], "points": 4}],
        ),
        "before": CriterionFactory(
            cycle=cycle, source=Source.ORGANISATION_BEFORE, bands=[{"keys": ["no"], "points": 1}]
        ),
    }
    organisation = OrganisationFactory(
        legal_form=LegalForm.FOUNDATION, registered_on=dt.date(2024, 6, 1), town="CHOROSZCZ"
    )
    one = applied(cycle, organisation=organisation)
    other = applied(cycle, form=LegalForm.UNKNOWN)
    AnswerFactory(enrolment=one, question=commune, value="mixed")
    MarkFactory(enrolment=one, points=7)
    elsewhere = CycleFactory(programme=cycle.programme)
    EnrolmentFactory(
        cycle=elsewhere, membership=MembershipFactory(organisation=other.membership.organisation)
    )

    with django_assert_max_num_queries(6):
        first, second = judged(cycle, criteria_of(cycle), applications(cycle))

    points = {line.key: line.points for line in first.score.lines}
    assert {name: points[criterion.pk] for name, criterion in criteria.items()} == {
        "answer": 5,
        "form": 5,
        "age": 2,
        "town": 4,
        "before": 1,
    }
    assert first.score.points == 5 + 5 + 2 + 4 + 1 + 7
    assert second.score.points == 0  # sent somebody before, and nothing else is known


def test_an_organisation_not_known_yet_still_has_its_limit(cycle, alice):
    by_points(cycle, alice, limit_per_organisation=1)
    for typed in ("Koło Kadr", "koło kadr", "Inni"):
        membership = MembershipFactory(organisation=None, typed=typed, match="doubtful")
        EnrolmentFactory(cycle=cycle, membership=membership, state=State.APPLIED)

    with closed(cycle):
        publish_ranking(cycle, by=alice)

    states = list(cycle.enrolments.order_by("number").values_list("state", flat=True))
    assert states[2] == State.PLACED
    assert sorted(states[:2]) == [State.PLACED, State.RESERVE]
