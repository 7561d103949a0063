"""Recruitment by points and by lot: terms, applications, marks, the list and its corrections."""

import datetime as dt

import pytest

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import LegalForm
from osnowa.workshops import privacy
from osnowa.workshops.actions.enrolment import cancel_enrolment, undo_cancellation
from osnowa.workshops.actions.marks import mark_application
from osnowa.workshops.actions.places import place_from_reserve, release_places
from osnowa.workshops.actions.ranking import correct_ranking, publish_ranking
from osnowa.workshops.actions.terms import add_criterion, change_criterion, remove_criterion, set_terms
from osnowa.workshops.models import Criterion, Cycle, Enrolment, Ranking, RankingRow, TermsChange
from osnowa.workshops.queries.cycles import places, recruitment_of
from osnowa.workshops.queries.enrolments import position_on_reserve
from osnowa.workshops.queries.ranking import drafted, latest, row_of, unmarked_count
from osnowa.workshops.queries.terms import applications, bands_said, criteria_of, judged
from osnowa.workshops.rules.ranking import lot
from osnowa.workshops.rules.recruitment import Recruitment
from tests.factories.people import AccountFactory, MembershipFactory, OrganisationFactory
from tests.factories.workshops import (
    AnswerFactory,
    CriterionFactory,
    CycleFactory,
    EnrolmentFactory,
    MarkFactory,
    QuestionFactory,
    RecruitmentTermsFactory,
)
from tests.workshops.sign_ups import mails, sign_up

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


def by_points(cycle, alice, **changes):
    set_terms(cycle, mode=Cycle.Mode.SCORED, by=alice, **changes)
    cycle.refresh_from_db()
    return cycle


def applied(cycle, *, form=LegalForm.FOUNDATION, organisation=None, **changes):
    organisation = organisation or OrganisationFactory(legal_form=form)
    membership = MembershipFactory(organisation=organisation)
    return EnrolmentFactory(cycle=cycle, membership=membership, state=State.APPLIED, **changes)


def closed(cycle):
    """The clock a minute after the sign-up has closed."""
    return clock.at(cycle.recruitment_closes_at + dt.timedelta(minutes=1))


def reason_of(error):
    return error.value.code


# applying


def test_a_sign_up_waits_for_the_list_and_takes_no_place(cycle, alice):
    by_points(cycle, alice, results_on=cycle.recruitment_closes_at.date() + dt.timedelta(days=3))

    found = sign_up(cycle).enrolment

    assert found.state == State.APPLIED
    assert found.placed_at is None
    assert places(cycle).taken == 0
    assert mails() == ["enrolment_applied"]
    letter = OutgoingMail.objects.get()
    assert "punkt" in letter.text
    assert "lista rezerwowa" not in letter.text.lower()


def test_more_may_apply_than_there_are_places(cycle, alice):
    by_points(cycle, alice)

    states = {sign_up(cycle, name).enrolment.state for name in ("Anna A", "Beata B", "Celina C")}

    assert states == {State.APPLIED}


def test_between_the_closing_and_the_list_nobody_joins(cycle, alice):
    by_points(cycle, alice)

    with closed(cycle), pytest.raises(RuleBroken) as error:
        sign_up(cycle, accept_reserve=True)

    assert reason_of(error) == "deciding"
    with closed(cycle):
        assert recruitment_of(cycle, places(cycle), None, None) == Recruitment.DECIDING


def test_who_comes_after_the_list_stands_behind_it(cycle, alice):
    by_points(cycle, alice)
    for name in ("Anna A", "Beata B", "Celina C"):
        sign_up(cycle, name)
    with closed(cycle):
        publish_ranking(cycle, by=alice)
        late = sign_up(cycle, "Późna Paula", accept_reserve=True).enrolment

    assert (late.state, late.rank) == (State.RESERVE, None)
    assert position_on_reserve(late) == 2


def test_withdrawing_and_taking_it_back_before_the_list(cycle, alice):
    by_points(cycle, alice)
    found = sign_up(cycle).enrolment

    cancelled = cancel_enrolment(found, by=None)
    assert cancelled.held_until is None  # there was no place to hold
    assert undo_cancellation(cancelled, by=None).state == State.APPLIED


def test_an_application_taken_back_after_the_list_stands_behind_it(cycle, alice):
    by_points(cycle, alice)
    for name in ("Anna A", "Beata B", "Celina C", "Dorota D"):
        sign_up(cycle, name)
    with clock.at(cycle.recruitment_closes_at - dt.timedelta(minutes=2)):
        last = cancel_enrolment(cycle.enrolments.get(number=4), by=None)
    with closed(cycle):
        publish_ranking(cycle, by=alice)
        back = undo_cancellation(last, by=None)

    assert (back.state, back.rank) == (State.RESERVE, None)
    assert position_on_reserve(back) == 2


# composing the terms


def test_the_mode_stays_once_anybody_has_signed_up(cycle, alice):
    EnrolmentFactory(cycle=cycle)

    with pytest.raises(RuleBroken) as error:
        set_terms(cycle, mode=Cycle.Mode.LOTTERY, by=alice)

    assert reason_of(error) == "has_people"


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


# what is known about an application


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


# marks


def test_a_mark_is_given_put_right_and_audited(cycle, alice):
    by_points(cycle, alice)
    criterion = CriterionFactory(cycle=cycle, source=Source.MARK, bands=[], most=10)
    one = applied(cycle)

    mark_application(one, criterion, points=4, note="Za krótki opis.", by=alice)
    mark_application(one, criterion, points=4, note="Za krótki opis.", by=alice)  # a second click
    mark_application(one, criterion, points=8, note="Po rozmowie.", by=alice)

    assert one.marks.get().points == 8
    lines = AuditLine.objects.filter(deed="workshops.application_marked").order_by("pk")
    assert [(line.detail["points_before"], line.detail["points"]) for line in lines] == [(None, 4), (4, 8)]


@pytest.mark.parametrize("points", [-1, 11])
def test_a_mark_outside_its_range_is_refused(cycle, alice, points):
    by_points(cycle, alice)
    criterion = CriterionFactory(cycle=cycle, source=Source.MARK, bands=[], most=10)

    with pytest.raises(RuleBroken) as error:
        mark_application(applied(cycle), criterion, points=points, by=alice)

    assert reason_of(error) == "points"


def test_a_mark_for_another_cycles_criterion_is_refused(cycle, alice):
    by_points(cycle, alice)
    criterion = CriterionFactory(source=Source.MARK, bands=[], most=10)

    with pytest.raises(RuleBroken) as error:
        mark_application(applied(cycle), criterion, points=1, by=alice)

    assert reason_of(error) == "criterion"


# the list


def test_publishing_places_tells_and_keeps_why(cycle, alice):
    by_points(cycle, alice, threshold=1)
    CriterionFactory(
        cycle=cycle, bands=[{"keys": ["foundation"], "points": 5}, {"keys": ["union"], "points": 3}]
    )
    weak = applied(cycle, form=LegalForm.UNION)
    strong = [applied(cycle), applied(cycle)]
    below = applied(cycle, form=LegalForm.CHURCH)

    with closed(cycle):
        ranking = publish_ranking(cycle, by=alice)
        assert publish_ranking(cycle, by=alice) == ranking  # a second click

    for one in (weak, *strong, below):
        one.refresh_from_db()
    assert [one.state for one in strong] == [State.PLACED, State.PLACED]
    assert all(one.placed_at for one in strong)
    assert (weak.state, weak.rank) == (State.RESERVE, 3)
    assert (below.state, below.rank) == (State.REFUSED, None)
    assert row_of(below).because == RankingRow.Because.THRESHOLD
    assert row_of(strong[0]).lines[0]["points"] == 5
    assert sorted(mails()) == ["ranking_placed", "ranking_placed", "ranking_refused", "ranking_reserve"]
    assert AuditLine.objects.get(deed="workshops.ranking_published").detail == {
        "version": 1,
        "placed": 2,
        "reserve": 1,
        "refused": 1,
    }


def test_a_tie_goes_by_the_published_lot(cycle, alice):
    by_points(cycle, alice)
    three = [applied(cycle) for _one in range(3)]

    with closed(cycle):
        ranking = publish_ranking(cycle, by=alice)

    expected = sorted((one.reference for one in three), key=lambda reference: lot(ranking.seed, reference))
    rows = RankingRow.objects.filter(ranking=ranking).select_related("enrolment__cycle").order_by("rank")
    assert [row.enrolment.reference for row in rows] == expected


def test_places_kept_for_a_group_and_how_far_short(cycle, alice):
    by_points(cycle, alice)
    CriterionFactory(cycle=cycle, bands=[{"keys": ["church"], "points": 5}])
    CriterionFactory(
        cycle=cycle, part=Part.QUOTA, title="Fundacje", at_least=2, bands=[{"keys": ["foundation"]}]
    )
    church = [applied(cycle, form=LegalForm.CHURCH) for _one in range(3)]
    foundation = applied(cycle)

    with closed(cycle):
        ranking = publish_ranking(cycle, by=alice)

    foundation.refresh_from_db()
    assert foundation.state == State.PLACED
    assert row_of(foundation).because == RankingRow.Because.GROUP
    assert sum(1 for one in church if Enrolment.objects.get(pk=one.pk).state == State.PLACED) == 1
    assert ranking.terms["quotas"] == [{"title": "Fundacje", "at_least": 2, "short": 1}]


@pytest.mark.parametrize("when", ["open", "started"])
def test_a_list_is_published_between_the_closing_and_the_first_session(cycle, alice, when):
    by_points(cycle, alice)
    applied(cycle)
    moment = clock.now() if when == "open" else cycle.sessions.first().starts_at

    with clock.at(moment), pytest.raises(RuleBroken) as error:
        publish_ranking(cycle, by=alice)

    assert reason_of(error) == {"open": "not_closed", "started": "started"}[when]


def test_a_list_of_nobody_is_refused(cycle, alice):
    by_points(cycle, alice)

    with closed(cycle), pytest.raises(RuleBroken) as error:
        publish_ranking(cycle, by=alice)

    assert reason_of(error) == "nobody"


def test_missing_marks_are_asked_about(cycle, alice):
    by_points(cycle, alice)
    CriterionFactory(cycle=cycle, source=Source.MARK, bands=[], most=10)
    applied(cycle)

    assert unmarked_count(cycle) == 1
    with closed(cycle), pytest.raises(RuleBroken) as error:
        publish_ranking(cycle, by=alice)
    assert reason_of(error) == "unmarked"
    with closed(cycle):
        assert publish_ranking(cycle, without_marks=True, by=alice).rows.get().points == 0


def test_a_correction_says_why_and_tells_those_whose_result_changes(cycle, alice):
    by_points(cycle, alice)
    criterion = CriterionFactory(cycle=cycle, source=Source.MARK, bands=[], most=10)
    people = [applied(cycle) for _one in range(3)]
    for one, points in zip(people, (9, 8, 1), strict=True):
        mark_application(one, criterion, points=points, by=alice)
    with closed(cycle):
        publish_ranking(cycle, by=alice)
        OutgoingMail.objects.all().delete()
        with pytest.raises(RuleBroken) as error:
            correct_ranking(cycle, reason="Nic się nie zmieniło.", by=alice)
        assert reason_of(error) == "no_change"
        mark_application(people[2], criterion, points=10, by=alice)
        people[2].refresh_from_db()
        assert people[2].state == State.RESERVE  # a mark alone changes nothing that was published
        with pytest.raises(RuleBroken) as error:
            correct_ranking(cycle, reason=" ", by=alice)
        assert (error.value.code, error.value.field) == ("reason", "reason")
        second = correct_ranking(cycle, reason="Ocenę wpisano w złym wierszu.", by=alice)

    for one in people:
        one.refresh_from_db()
    assert [one.state for one in people] == [State.PLACED, State.RESERVE, State.PLACED]
    assert [one.rank for one in people] == [2, 3, 1]
    assert (second.version, second.reason) == (2, "Ocenę wpisano w złym wierszu.")
    first = Ranking.objects.get(cycle=cycle, version=1)
    assert first.seed == second.seed
    assert [row.points for row in first.rows.order_by("rank")] == [9, 8, 1]  # what was published stands
    assert sorted(mails()) == ["ranking_placed", "ranking_reserve"]
    assert all("złym wierszu" in letter.text for letter in OutgoingMail.objects.all())
    assert AuditLine.objects.filter(deed="workshops.ranking_corrected").count() == 1


def test_a_correction_ranks_who_cancelled_no_more_and_leaves_late_ones_behind(cycle, alice):
    by_points(cycle, alice)
    criterion = CriterionFactory(cycle=cycle, source=Source.MARK, bands=[], most=10)
    people = [applied(cycle) for _one in range(4)]
    for one, points in zip(people, (9, 8, 7, 6), strict=True):
        mark_application(one, criterion, points=points, by=alice)
    with closed(cycle):
        publish_ranking(cycle, by=alice)
        late = sign_up(cycle, "Późna Paula", accept_reserve=True).enrolment
        people[0].refresh_from_db()
        cancel_enrolment(people[0], by=None)
        assert drafted(cycle).ranking.placed == [people[1].reference]  # one seat is held for ten minutes
    with clock.at(cycle.recruitment_closes_at + dt.timedelta(minutes=20)):
        release_places(cycle)
        mark_application(people[3], criterion, points=10, by=alice)
        correct_ranking(cycle, reason="Pomyłka.", by=alice)

    states = {one.pk: Enrolment.objects.get(pk=one.pk).state for one in (*people, late)}
    assert states[people[3].pk] == states[people[1].pk] == State.PLACED
    assert states[people[2].pk] == State.RESERVE
    assert states[late.pk] == State.RESERVE
    assert position_on_reserve(Enrolment.objects.get(pk=late.pk)) == 2


def test_the_reserve_moves_up_in_the_order_of_the_list(cycle, alice):
    by_points(cycle, alice)
    criterion = CriterionFactory(cycle=cycle, source=Source.MARK, bands=[], most=10)
    people = [applied(cycle) for _one in range(4)]
    for one, points in zip(people, (9, 8, 1, 5), strict=True):
        mark_application(one, criterion, points=points, by=alice)
    with closed(cycle):
        publish_ranking(cycle, by=alice)
        placed = Enrolment.objects.get(pk=people[0].pk)
        cancel_enrolment(placed, by=None)
    with clock.at(cycle.recruitment_closes_at + dt.timedelta(minutes=20)):
        promoted = release_places(cycle)

    assert [one.pk for one in promoted] == [people[3].pk]  # number 4, before number 3


def test_nobody_gets_a_place_past_the_list(cycle, alice):
    by_points(cycle, alice)
    one = applied(cycle)

    with pytest.raises(RuleBroken) as error:
        place_from_reserve(one, by=alice)

    assert reason_of(error) == "not_waiting"


def test_a_lottery_is_drawn_once_and_can_be_repeated(cycle, alice):
    set_terms(cycle, mode=Cycle.Mode.LOTTERY, by=alice)
    cycle.refresh_from_db()
    people = [applied(cycle) for _one in range(5)]

    with closed(cycle):
        ranking = publish_ranking(cycle, by=alice)

    expected = sorted((one.reference for one in people), key=lambda reference: lot(ranking.seed, reference))
    assert drafted(cycle).ranking.placed == expected[:2]
    assert {row.points for row in ranking.rows.all()} == {0}
    assert latest(cycle) == ranking


def test_export_tells_marks_and_lists_and_erasure_blanks_words(cycle, alice):
    by_points(cycle, alice)
    criterion = CriterionFactory(cycle=cycle, source=Source.MARK, bands=[], most=10, title="Pomysł")
    one = applied(cycle)
    mark_application(one, criterion, points=4, note="Anna pisze krótko.", by=alice)
    with closed(cycle):
        publish_ranking(cycle, by=alice)
    told = privacy.export(one.person)["enrolments"][0]
    assert told["marks_given"][0]["reviewer_note"] == "Anna pisze krótko."
    assert told["lists"][0]["lines"][0]["points"] == 4

    privacy.erase(one.person)

    assert one.marks.get().note == ""
    assert [line["said"] for line in row_of(one).lines] == [""]
    assert row_of(one).points == 4


def test_terms_row_and_factories_agree():
    terms = RecruitmentTermsFactory()

    assert terms.cycle.terms == terms
