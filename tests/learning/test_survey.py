"""The survey: once, without names, and not shown below five answers."""

import pytest
from django.db import transaction
from django.urls import reverse

from osnowa.learning.actions.survey import answer_survey, remove_comment
from osnowa.learning.models import SurveyAnswer, SurveyTicket
from osnowa.learning.queries.survey import said_about
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.workshops import emails
from osnowa.workshops.models import Enrolment
from osnowa.workshops.rules.message_texts import Words
from tests.factories.learning import SurveyAnswerFactory


def say(tested, number=1, **said):
    given = {"useful": 5, "clear": 4, "pace": None, "recommend": 5, "liked": "", "improve": ""} | said
    return answer_survey(tested.person(number), by=audit.PARTICIPANT, **given)


def refusal(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken, transaction.atomic():
        call(*args, **kwargs)
    return broken.value.code


def test_answered_twice_it_counts_once_and_the_first_stands(tested):
    with tested.after():
        say(tested, useful=5)
        say(tested, useful=1)

    assert SurveyTicket.objects.count() == 1
    assert [answer.useful for answer in SurveyAnswer.objects.all()] == [5]


def test_nothing_in_storage_leads_from_an_answer_to_a_person(many):
    with many.after():
        for number in range(1, 9):
            say(many, number, liked=f"głos {number}")

    columns = {field.name for field in SurveyAnswer._meta.get_fields()}
    assert columns == {"id", "cycle", "useful", "clear", "pace", "recommend", "liked", "improve"}
    assert {field.name for field in SurveyTicket._meta.get_fields()} == {"id", "enrolment"}
    lines = AuditLine.objects.filter(deed="learning.survey_answered")
    assert {(line.subject_kind, line.subject_id) for line in lines} == {("workshops.cycle", many.cycle.pk)}
    assert {str(line.detail) for line in lines} == {"{}"}


def test_the_order_of_rows_says_nothing_and_keys_are_new_after_every_answer(many):
    """Eight answers stand in the order of arrival by chance once in 40,320 times: in three tries never."""
    in_order = []
    for _try in range(3):
        SurveyAnswer.objects.all().delete()
        SurveyTicket.objects.all().delete()
        with many.after():
            keys: set = set()
            for number in range(1, 9):
                say(many, number, liked=f"{number}")
                now = set(SurveyAnswer.objects.values_list("pk", flat=True))
                assert len(now) == number
                assert not now & keys
                keys = now
        stored = [answer.liked for answer in SurveyAnswer.objects.order_by()]
        in_order.append(stored == sorted(stored))

    assert not all(in_order)


def test_four_answers_are_not_shown_and_five_are(many):
    with many.after():
        for number in range(1, 5):
            say(many, number, liked="ćwiczenia")
        hidden = said_about(many.cycle)
        say(many, 5, useful=3)
        shown = said_about(many.cycle)

    assert (hidden.answers, hidden.people, hidden.scales, hidden.comments) == (4, 12, (), ())
    assert not hidden.is_shown
    assert shown.scales[0].counts == (0, 0, 1, 0, 4)
    assert shown.scales[0].mean == 4.6
    assert [name for name, _rows in shown.comments] == ["liked", "improve"]


def test_an_empty_answer_is_asked_for_one(tested):
    with tested.after():
        assert refusal(say, tested, useful=None, clear=None, recommend=None, liked="  \u200b ") == "empty"
    assert not SurveyTicket.objects.exists()


def test_outside_its_time_it_is_closed(tested):
    with tested.before():
        assert refusal(say, tested) == "not_yet"
    with tested.after(days=15):
        assert refusal(say, tested) == "over"
    with clock.at(tested.scene.sessions[-1].starts_at):
        say(tested)


def test_who_gave_the_place_up_is_not_asked(tested):
    Enrolment.objects.filter(pk=tested.person().pk).update(state="cancelled")
    with tested.after():
        assert refusal(say, tested) == "no_place"


def test_a_comment_is_removed_and_the_rest_stays(tested):
    answer = SurveyAnswerFactory(cycle=tested.cycle, liked="Pani Ewa z ulicy Lipowej", improve="nic")

    remove_comment(tested.cycle, answer, "liked", by=tested.scene.alice)
    remove_comment(tested.cycle, answer, "liked", by=tested.scene.alice)

    answer.refresh_from_db()
    assert (answer.liked, answer.improve) == ("", "nic")
    assert AuditLine.objects.filter(deed="learning.comment_removed").count() == 1
    with pytest.raises(ValueError, match="useful"):
        remove_comment(tested.cycle, answer, "useful", by=tested.scene.alice)


def test_a_message_with_the_survey_leads_to_the_survey_and_only_for_who_is_asked(tested):
    words = Words("Ankieta", "{ankieta}", "", "")
    enrolment = tested.person(1)
    with tested.after():
        letter = emails.message(words, enrolment, None)
        enrolment.state = Enrolment.State.RESERVE
        other = emails.message(words, enrolment, None)

    assert reverse("learning:survey", args=[enrolment.token]) in letter.text
    assert reverse("learning:survey", args=[enrolment.token]) not in other.text
    assert enrolment.token not in emails.preview(words, tested.person(1), None, "pl").text
