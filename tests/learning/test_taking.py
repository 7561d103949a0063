"""Taking a test: starting, answering, finishing, on paper, and what follows for the certificate."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from osnowa.learning.actions.tests import answer, choose_theme, enter_test, start_test
from osnowa.learning.models import CycleTest, Item, Reply, Sitting
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.workshops.models import Certificate, Cycle, Enrolment
from tests.factories.learning import CycleTestFactory, ItemFactory, SittingFactory, ThemeFactory
from tests.workshops.conftest import attend


def begin(tested, number=1, moment="before", language="pl"):
    return start_test(tested.person(number), moment, language=language, by=audit.PARTICIPANT)


def refusal(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken, transaction.atomic():
        call(*args, **kwargs)
    return broken.value.code


class TestStarting:
    def test_questions_of_ones_own_form_are_laid_out(self, tested):
        with tested.before():
            sitting, other = begin(tested, 1), begin(tested, 2)

        assert (sitting.form, other.form) == ("A", "B")
        assert [reply.item.form for reply in sitting.replies.select_related("item")] == ["A"] * 3
        assert not set(sitting.replies.values_list("item", flat=True)) & set(
            other.replies.values_list("item", flat=True)
        )

    def test_again_goes_on_where_one_was(self, tested):
        with tested.before():
            sitting = begin(tested)
            answer(sitting, 1, "b", by=audit.PARTICIPANT)

            assert begin(tested) == sitting
        assert sitting.replies.get(position=1).given == "b"
        assert AuditLine.objects.filter(deed="learning.test_started").count() == 1

    @pytest.mark.parametrize(
        ("moment", "when", "code"),
        [
            ("before", lambda s: s.placed_at - dt.timedelta(hours=1), "not_yet"),
            ("before", lambda s: s.cycle.sessions.order_by("number").first().ends_at, "over"),
            ("after", lambda s: s.cycle.sessions.order_by("number").first().ends_at, "not_yet"),
            (
                "after",
                lambda s: s.cycle.sessions.order_by("number").last().ends_at + dt.timedelta(days=14),
                "over",
            ),
        ],
    )
    def test_outside_its_window_it_is_closed(self, tested, moment, when, code):
        with clock.at(when(tested.person())):
            assert refusal(begin, tested, moment=moment) == code

    def test_the_reserve_list_takes_no_test(self, tested):
        Enrolment.objects.filter(pk=tested.person().pk).update(state="reserve")
        with tested.before():
            assert refusal(begin, tested) == "no_place"

    def test_a_cycle_without_test(self, tested):
        CycleTest.objects.all().delete()
        with tested.before():
            assert refusal(begin, tested) == "no_test"

    def test_the_database_keeps_one_of_each(self, tested):
        with tested.before():
            sitting = begin(tested)
        with pytest.raises(IntegrityError), transaction.atomic():
            SittingFactory(enrolment=sitting.enrolment, moment="before", form="B")


class TestAnswering:
    def test_the_last_answer_finishes(self, tested):
        with tested.before():
            sitting = begin(tested)
            for position in (1, 2, 3):
                sitting = answer(sitting, position, "b", by=audit.PARTICIPANT)

            assert sitting.finished_at == clock.now()

    def test_until_then_an_answer_can_be_changed(self, tested):
        with tested.before():
            sitting = begin(tested)
            answer(sitting, 1, "a", by=audit.PARTICIPANT)
            answer(sitting, 1, "b", by=audit.PARTICIPANT)

        assert sitting.replies.get(position=1).given == "b"

    def test_a_finished_test_changes_no_more(self, tested):
        sitting = tested.take(1, "before", right=3)
        with tested.before():
            answer(sitting, 1, "a", by=audit.PARTICIPANT)

        assert sitting.replies.get(position=1).given == "b"

    def test_two_unknown_end_it_early_and_the_rest_is_skipped(self, tested):
        with tested.before():
            sitting = begin(tested)
            answer(sitting, 1, "dont_know", by=audit.PARTICIPANT)
            sitting = answer(sitting, 2, "dont_know", by=audit.PARTICIPANT)

        assert sitting.finished_at is not None
        assert sitting.replies.get(position=3).given == Reply.SKIPPED

    def test_who_goes_back_and_knows_after_all_is_asked_the_harder_one(self, tested):
        with tested.before():
            sitting = begin(tested)
            answer(sitting, 1, "dont_know", by=audit.PARTICIPANT)
            answer(sitting, 1, "b", by=audit.PARTICIPANT)
            sitting = answer(sitting, 2, "dont_know", by=audit.PARTICIPANT)

        assert sitting.finished_at is None

    @pytest.mark.parametrize(
        ("position", "given"), [(1, "d"), (1, ""), (1, "skipped"), (1, "'; --"), (9, "b")]
    )
    def test_answer_that_there_is_not(self, tested, position, given):
        with tested.before():
            sitting = begin(tested)
            assert refusal(answer, sitting, position, given, by=audit.PARTICIPANT) == "given"

    def test_who_began_in_time_may_finish_a_little_later(self, tested):
        with tested.before():
            sitting = begin(tested)
        end = tested.scene.sessions[0].ends_at
        with clock.at(end + dt.timedelta(minutes=29)):
            answer(sitting, 1, "b", by=audit.PARTICIPANT)
        with clock.at(end + dt.timedelta(minutes=30)):
            assert refusal(answer, sitting, 2, "b", by=audit.PARTICIPANT) == "over"


class TestBothDone:
    def test_is_noted_on_the_sign_up_once(self, tested):
        tested.take(1, "before", right=1)
        assert tested.person().tests_done_at is None

        tested.take(1, "after", right=3)
        noted = tested.person().tests_done_at
        with tested.after(days=3):
            enter_test(tested.person(2), "after", {}, by=tested.scene.alice)

        assert noted is not None
        assert tested.person().tests_done_at == noted
        assert tested.person(2).tests_done_at is None

    def test_a_certificate_waits_for_both_tests_and_is_then_issued(self, tested):
        Cycle.objects.filter(pk=tested.cycle.pk).update(tests_for_certificate=True)
        tested.cycle.refresh_from_db()
        for session in tested.scene.sessions:
            session.cycle = tested.cycle
        tested.take(1, "before", right=1)
        attend(tested.scene, ["pppp", "pppp", "aaaa"])
        assert not Certificate.objects.exists()

        tested.take(1, "after", right=2)

        assert [paper.enrolment.number for paper in Certificate.objects.all()] == [1]

    def test_a_cycle_that_asks_for_no_tests_issues_as_before(self, tested):
        attend(tested.scene, ["pppp", "pppp", "aaaa"])

        assert Certificate.objects.count() == 2


class TestPaper:
    def test_missing_answers_are_unknown(self, tested):
        with tested.after():
            sitting = enter_test(tested.person(), "before", {1: "b", 3: "a"}, by=tested.scene.alice)

        assert list(sitting.replies.order_by("position").values_list("given", flat=True)) == [
            "b",
            "dont_know",
            "a",
        ]
        assert sitting.is_on_paper
        assert sitting.entered_by == tested.scene.alice

    def test_entered_again_it_is_corrected(self, tested):
        with tested.after():
            first = enter_test(tested.person(), "before", {1: "b"}, by=tested.scene.alice)
            second = enter_test(tested.person(), "before", {1: "a", 2: "b"}, by=tested.scene.tomek)

        assert first == second
        assert list(second.replies.order_by("position").values_list("given", flat=True)) == [
            "a",
            "b",
            "dont_know",
        ]
        assert Sitting.objects.count() == 1

    def test_what_the_person_did_alone_stands(self, tested):
        tested.take(1, "before", right=3)
        with tested.after():
            assert refusal(enter_test, tested.person(), "before", {1: "a"}, by=tested.scene.alice) == "online"

    def test_answer_that_there_is_not(self, tested):
        with tested.after():
            assert refusal(enter_test, tested.person(), "before", {1: "f"}, by=tested.scene.alice) == "given"
        assert not Sitting.objects.exists()


class TestChoosing:
    def test_a_theme_is_chosen_changed_and_taken_away(self, tested):
        other = CycleTestFactory().theme
        other.programme = tested.scene.programme
        other.save()

        assert choose_theme(tested.cycle, other, by=tested.scene.alice).theme == other
        assert choose_theme(tested.cycle, other, by=tested.scene.alice).theme == other
        assert choose_theme(tested.cycle, None, by=tested.scene.alice) is None
        assert AuditLine.objects.filter(deed="learning.theme_chosen").count() == 2

    def test_once_somebody_began_it_stays(self, tested):
        with tested.before():
            begin(tested)
        assert refusal(choose_theme, tested.cycle, None, by=tested.scene.alice) == "taken"

    def test_of_another_programme(self, tested):
        assert refusal(choose_theme, tested.cycle, ThemeFactory(), by=tested.scene.alice) == "foreign"

    def test_forms_must_be_there_equal_and_short(self, tested):
        theme = ThemeFactory(programme=tested.scene.programme)
        ItemFactory(theme=theme, form="AB", kind=Item.Kind.SCALE, correct="")
        assert refusal(choose_theme, tested.cycle, theme, by=tested.scene.alice) == "empty_form"
        ItemFactory.create_batch(2, theme=theme, form="A")
        ItemFactory(theme=theme, form="B")
        assert refusal(choose_theme, tested.cycle, theme, by=tested.scene.alice) == "unequal"
        ItemFactory.create_batch(13, theme=theme, form="AB")
        ItemFactory(theme=theme, form="B")
        assert refusal(choose_theme, tested.cycle, theme, by=tested.scene.alice) == "too_long"
