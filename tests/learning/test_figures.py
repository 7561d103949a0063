"""Growth of a cycle, evidence for indicators, invitations, privacy, the participant's tasks."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.learning import evidence, privacy
from osnowa.learning.actions.invitations import invite
from osnowa.learning.clock import invite_to_tests
from osnowa.learning.models import CycleTest, Invitation
from osnowa.learning.queries.growth import growth_of, strengths_of
from osnowa.learning.queries.invitations import cycles_to_invite
from osnowa.learning.queries.own import affairs_of, tasks_on_own_page
from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.lib.period import Period
from osnowa.people.models import Account, Person
from osnowa.workshops.models import Enrolment
from tests.factories.people import AccountFactory
from tests.learning.test_survey import say

SPRING = Period(dt.date(2017, 4, 1), dt.date(2017, 7, 31))


def all_take(many, people=12, before=1, after=3):
    for number in range(1, people + 1):
        many.take(number, "before", right=before)
        many.take(number, "after", right=after)


class TestGrowthOfCycle:
    def test_whole_and_by_competence(self, many):
        all_take(many)

        found = growth_of(many.cycle)

        assert (found.people, found.pairs, found.only_before, found.only_after, found.neither) == (
            12,
            12,
            0,
            0,
            0,
        )
        assert [measure.kind for measure in found.measures] == ["all", "competence"]
        assert found.whole.growth.before == pytest.approx(100 / 3)
        assert found.whole.growth.after == 100
        assert found.whole.saying == "grew"

    def test_missing_tests_are_counted_not_hidden(self, many):
        many.take(1, "before", right=1)
        many.take(2, "after", right=1)
        many.take(3, "before", right=1)
        many.take(3, "after", right=2)

        found = growth_of(many.cycle)

        assert (found.pairs, found.only_before, found.only_after, found.neither) == (1, 1, 1, 9)
        assert found.whole.growth is None
        assert found.whole.saying == "too_few_to_show"
        assert found.shown == []

    def test_who_gave_the_place_up_is_not_in_it(self, many):
        all_take(many, people=5)
        Enrolment.objects.filter(cycle=many.cycle, number=5).update(state="cancelled")

        assert growth_of(many.cycle).pairs == 4

    def test_questions_to_the_database_do_not_grow_with_people(self, many):
        all_take(many, people=3)
        with CaptureQueriesContext(connection) as few:
            growth_of(many.cycle)
        for number in range(4, 13):
            many.take(number, "before", right=1)
            many.take(number, "after", right=2)
        with CaptureQueriesContext(connection) as lots:
            growth_of(many.cycle)

        assert len(lots) == len(few) <= 3

    def test_strengths_are_told_of_five_people_or_more(self, many):
        for number in range(1, 5):
            many.take(number, "before", right=1)
        assert strengths_of(many.cycle) == (4, [])

        many.take(5, "before", right=3)
        taken, strengths = strengths_of(many.cycle)

        assert taken == 5
        assert [round(strength.percent) for strength in strengths] == [47, 47]


class TestEvidence:
    @pytest.mark.parametrize("counting", evidence.COUNTINGS, ids=lambda counting: counting.kind)
    def test_total_is_the_sum_of_lines_that_count(self, many, counting):
        all_take(many, people=4)
        many.take(5, "before", right=3)
        many.take(5, "after", right=3)
        many.take(6, "after", right=1)

        lines = list(counting.lines(many.scene.programme, SPRING))

        assert counting.total(many.scene.programme, SPRING) == sum(
            line.amount for line in lines if line.counts
        )
        assert all(line.who for line in lines)
        assert all(line.groups["cycle"] == "4" for line in lines)

    def test_who_grew_counts_once_and_others_say_why_not(self, many):
        all_take(many, people=2)
        many.take(3, "before", right=2)
        many.take(3, "after", right=2)
        many.take(4, "after", right=1)

        assert evidence.people_grew(many.scene.programme, SPRING) == Decimal(2)
        assert evidence.tests_paired(many.scene.programme, SPRING) == Decimal(3)
        reasons = [line.reason for line in evidence.people_grew_lines(many.scene.programme, SPRING)]
        assert [bool(reason) for reason in reasons] == [False, False, True, True]
        assert len(set(reasons)) == 3

    def test_outside_the_period_and_in_another_programme_nothing_counts(self, many):
        all_take(many, people=2)

        assert (
            evidence.people_grew(many.scene.programme, Period(dt.date(2017, 1, 1), dt.date(2017, 5, 30))) == 0
        )
        assert evidence.people_grew(many.scene.elsewhere, SPRING) == 0
        assert list(evidence.tests_paired_lines(many.scene.elsewhere, SPRING)) == []


class TestInvitations:
    def test_before_a_week_ahead_to_everybody_once(self, tested):
        start = tested.scene.sessions[0].starts_at
        with clock.at(start - dt.timedelta(days=7, minutes=1)):
            assert cycles_to_invite() == []
        with clock.at(start - dt.timedelta(days=6)):
            invite_to_tests()
            invite_to_tests()

        letters = OutgoingMail.objects.filter(template="learning/test_before")
        assert letters.count() == Invitation.objects.filter(kind="before").count() == 3
        assert all("/test/przed/" in letter.text for letter in letters)

    def test_who_has_taken_it_already_and_who_came_later(self, tested):
        tested.take(1, "before", right=2)
        Enrolment.objects.filter(cycle=tested.cycle, number=3).update(state="reserve")
        with tested.before():
            assert invite(tested.cycle, "before") == 1
            Enrolment.objects.filter(cycle=tested.cycle, number=3).update(state="placed")
            assert invite(tested.cycle, "before") == 1

    def test_after_the_last_session_test_and_survey_in_one_letter(self, tested):
        with clock.at(tested.scene.sessions[-1].ends_at - dt.timedelta(minutes=1)):
            assert cycles_to_invite() == []
        with tested.after():
            invite_to_tests()
        letter = OutgoingMail.objects.filter(template="learning/test_after").first()

        assert "/test/po/" in letter.text
        assert "/ankieta/" in letter.text
        assert OutgoingMail.objects.filter(template="learning/test_after").count() == 3
        with tested.after(days=15):
            assert cycles_to_invite() == []

    def test_without_a_test_only_the_survey(self, tested):
        CycleTest.objects.all().delete()
        with tested.before():
            assert cycles_to_invite() == []
        with tested.after():
            invite_to_tests()

        assert "/test/" not in OutgoingMail.objects.filter(template="learning/test_after").first().text

    def test_nobody_erased_is_written_to(self, tested):
        Person.objects.filter(enrolments__cycle=tested.cycle, enrolments__number=1).update(
            erased_at=clock.now()
        )
        with tested.after():
            assert invite(tested.cycle, "after") == 2


class TestOwn:
    def test_tasks_follow_the_days(self, tested):
        person = tested.person()
        with tested.before():
            (test,) = tasks_on_own_page(person, list(person.cycle.sessions.all()))
        tested.take(1, "before", right=1)
        with tested.before():
            (done,) = tasks_on_own_page(person, list(person.cycle.sessions.all()))
        with tested.after():
            first, second, survey = tasks_on_own_page(person, list(person.cycle.sessions.all()))
        with tested.after(days=20):
            late = tasks_on_own_page(person, list(person.cycle.sessions.all()))

        assert test.deed
        assert "3" in test.second
        assert not done.deed
        assert [bool(task.deed) for task in (first, second, survey)] == [False, True, True]
        assert [bool(task.deed) for task in late] == [False]

    def test_among_the_affairs_of_who_signs_in(self, tested):
        account = AccountFactory(person=tested.person().person)
        with tested.before():
            (affair,) = affairs_of(account)
        with tested.after():
            assert len(affairs_of(account)) == 2
            say(tested)
            assert len(affairs_of(account)) == 1
        with tested.after(days=20):
            assert affairs_of(account) == []

        assert affair.waits
        assert affairs_of(Account()) == []


class TestPrivacy:
    def test_export_holds_every_answer_in_words(self, tested):
        tested.take(1, "before", right=2)
        with tested.after():
            say(tested, liked="Ćwiczenia")

        found = privacy.export(tested.person().person)

        assert found["tests"][0]["state"] == "before"
        assert [row["your_answer"] for row in found["tests"][0]["test_answers"]] == ["dobre", "dobre", ""]
        assert found["surveys_answered"] == [{"cycle": tested.cycle.title}]
        assert "Ćwiczenia" not in str(found)

    def test_erasing_leaves_results_without_a_name(self, tested):
        tested.take(1, "before", right=2)

        privacy.erase(tested.person().person)

        assert growth_of(tested.cycle).only_before == 1
