"""Recruitment by points and by lot: applications, marks, the list and its corrections."""

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
from osnowa.workshops.actions.terms import set_terms
from osnowa.workshops.models import Criterion, Cycle, Enrolment, Ranking, RankingRow
from osnowa.workshops.queries.cycles import places, recruitment_of
from osnowa.workshops.queries.ranking import drafted, latest, row_of, unmarked_count
from osnowa.workshops.queries.reserve import position_on_reserve
from osnowa.workshops.rules.ranking import lot
from osnowa.workshops.rules.recruitment import Recruitment
from tests.factories.people import AccountFactory
from tests.factories.recruitment import CriterionFactory, RecruitmentTermsFactory
from tests.factories.workshops import CycleFactory
from tests.workshops.recruiting import applied, by_points, closed, reason_of
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


def test_a_kept_place_that_becomes_free_stays_in_its_group(cycle, alice):
    by_points(cycle, alice)
    CriterionFactory(cycle=cycle, bands=[{"keys": ["church"], "points": 5}])
    CriterionFactory(
        cycle=cycle, part=Part.QUOTA, title="Fundacje", at_least=1, bands=[{"keys": ["foundation"]}]
    )
    for _one in range(3):
        applied(cycle, form=LegalForm.CHURCH)
    first, second = applied(cycle), applied(cycle)
    with closed(cycle):
        publish_ranking(cycle, by=alice)
        going = Enrolment.objects.get(pk__in=[first.pk, second.pk], state=State.PLACED)
        cancel_enrolment(going, by=None)
    with clock.at(cycle.recruitment_closes_at + dt.timedelta(minutes=20)):
        promoted = release_places(cycle)

    assert {going.pk, promoted[0].pk} == {first.pk, second.pk}  # before the church that stands first


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
