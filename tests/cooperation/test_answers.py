"""Answering, deciding, and what came of a connection."""

import datetime as dt

import pytest

from osnowa.cooperation.actions.announcements import close_announcement
from osnowa.cooperation.actions.answers import (
    accept_answer,
    answer_announcement,
    decline_answer,
    note_outcome,
    withdraw_answer,
)
from osnowa.cooperation.actions.moderation import hide_announcement
from osnowa.cooperation.models import Answer
from osnowa.lib import clock
from osnowa.lib.models import AuditLine, OutgoingMail
from tests.cooperation.conftest import MONTH
from tests.cooperation.test_announcements import refused
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.people import OrganisationFactory, member_of

DAY = dt.timedelta(days=1)


@pytest.fixture
def made(scene):
    return scene.announce()


@pytest.fixture
def answer(scene, made):
    return answer_announcement(made, scene.choir, "Weźmiemy pięćdziesiąt.", by=scene.tomek)


def letters(template: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(template=f"cooperation/{template}").order_by("pk"))


def test_an_answer_waits_and_its_reader_gets_an_e_mail(scene, answer):
    assert (answer.state, answer.person, answer.organisation) == ("waiting", scene.tomek.person, scene.choir)
    (letter,) = letters("answer_received")
    assert letter.to == scene.bob.person.email
    assert "Weźmiemy pięćdziesiąt." in letter.text
    for private in (scene.tomek.person.email, scene.tomek.person.name, scene.tomek.person.phone):
        assert private not in letter.text + letter.html


def test_the_same_answer_twice_is_one(scene, made, answer):
    again = answer_announcement(made, scene.choir, "Weźmiemy pięćdziesiąt.", by=scene.tomek)
    assert (again, Answer.objects.count(), len(letters("answer_received"))) == (answer, 1, 1)
    assert refused(answer_announcement, made, scene.choir, "Inne słowa", by=scene.tomek) == "already"


def test_nobody_answers_their_own_organisation_nor_in_anothers_name(scene, made):
    assert refused(answer_announcement, made, scene.garden, "My!", by=scene.bob) == "own"
    assert refused(answer_announcement, made, scene.choir, "My!", by=scene.charlie) == "stranger"
    assert refused(answer_announcement, made, scene.choir, "My!", by=scene.bob) == "stranger"


def test_what_left_the_board_is_not_answered(scene, made):
    with clock.at(clock.now() + MONTH + DAY):
        assert refused(answer_announcement, made, scene.choir, "My!", by=scene.tomek) == "gone"
    close_announcement(made, "nobody", by=scene.bob)
    assert refused(answer_announcement, made, scene.choir, "My!", by=scene.tomek) == "gone"


def test_an_empty_answer_is_refused(scene, made):
    assert refused(answer_announcement, made, scene.choir, " \n ", by=scene.tomek) == "text"


def test_twenty_answers_a_day_are_the_most(scene):
    AnswerFactory.create_batch(20, organisation=scene.choir)
    late = AnnouncementFactory()
    assert refused(answer_announcement, late, scene.choir, "My!", by=scene.tomek) == "too_many"
    with clock.at(clock.now() + DAY + dt.timedelta(minutes=1)):
        assert answer_announcement(late, scene.choir, "My!", by=scene.tomek).state == "waiting"


def test_accepted_it_is_a_connection_and_both_sides_get_the_contact(scene, answer):
    accept_answer(answer, by=scene.bob)
    accept_answer(answer, by=scene.bob)
    answer.refresh_from_db()
    assert (answer.state, answer.contact) == ("accepted", scene.bob.person)
    (theirs,) = letters("answer_accepted")
    (ours,) = letters("contact_given")
    assert (theirs.to, ours.to) == (scene.tomek.person.email, scene.bob.person.email)
    assert scene.bob.person.email in theirs.text
    assert scene.tomek.person.email in ours.text
    assert AuditLine.objects.filter(deed="cooperation.answer_accepted").count() == 1


def test_the_contact_is_of_whoever_accepted(scene, answer):
    colleague = member_of(scene.garden)
    assert accept_answer(answer, by=colleague).contact == colleague.person


def test_only_the_announcing_side_decides(scene, answer):
    assert refused(accept_answer, answer, by=scene.tomek) == "stranger"
    assert refused(decline_answer, answer, by=scene.alice) == "stranger"
    assert refused(withdraw_answer, answer, by=scene.bob) == "stranger"


def test_declined_with_a_word_and_no_contact_told(scene, answer):
    decline_answer(answer, "Ktoś był pierwszy.", by=scene.bob)
    decline_answer(answer, "Drugi raz.", by=scene.bob)
    (letter,) = letters("answer_declined")
    assert letter.to == scene.tomek.person.email
    assert "Ktoś był pierwszy." in letter.text
    assert scene.bob.person.email not in letter.text
    answer.refresh_from_db()
    assert (answer.declined_because, answer.contact) == ("Ktoś był pierwszy.", None)
    assert refused(accept_answer, answer, by=scene.bob) == "declined"
    assert (
        refused(answer_announcement, answer.announcement, scene.choir, "Jeszcze raz", by=scene.tomek)
        == "already"
    )


def test_withdrawn_it_may_be_sent_anew_and_is_the_same_row(scene, made, answer):
    withdraw_answer(answer, by=scene.tomek)
    withdraw_answer(answer, by=scene.tomek)
    assert refused(accept_answer, answer, by=scene.bob) == "withdrawn"
    again = answer_announcement(made, scene.choir, "A jednak.", by=scene.tomek)
    assert (again.pk, again.state, again.text) == (answer.pk, "waiting", "A jednak.")
    assert AuditLine.objects.filter(deed="cooperation.answer_withdrawn").count() == 1


def test_an_accepted_answer_is_neither_withdrawn_nor_declined(scene, answer):
    accept_answer(answer, by=scene.bob)
    assert refused(withdraw_answer, answer, by=scene.tomek) == "accepted"
    assert refused(decline_answer, answer, by=scene.bob) == "accepted"


def test_answers_of_a_hidden_announcement_are_not_accepted(scene, made, answer):
    hide_announcement(made, "Reklama.", programme_id=scene.programme.pk, by=scene.alice)
    assert refused(accept_answer, answer, by=scene.bob) == "hidden"


def test_either_side_notes_what_came_of_it(scene, answer):
    today = clock.today()
    assert refused(note_outcome, answer, "event", today, by=scene.bob) == "no_connection"
    accept_answer(answer, by=scene.bob)
    assert refused(note_outcome, answer, "event", today + DAY, by=scene.bob) == "day"
    assert refused(note_outcome, answer, "event", today - DAY, by=scene.bob) == "day"
    assert refused(note_outcome, answer, "event", today, by=scene.charlie) == "stranger"
    note_outcome(answer, "nothing_yet", today, by=scene.bob)
    note_outcome(answer, "event", today, "Wspólny kiermasz", by=scene.tomek)
    note_outcome(answer, "event", today, "Wspólny kiermasz", by=scene.tomek)
    answer.refresh_from_db()
    assert (answer.came_of, answer.came_of_on, answer.came_of_words) == ("event", today, "Wspólny kiermasz")
    assert AuditLine.objects.filter(deed="cooperation.outcome_noted").count() == 2


def test_nobody_erased_is_written_to(scene, made):
    scene.bob.person.erased_at = clock.now()
    scene.bob.person.save()
    answer_announcement(made, scene.choir, "Halo?", by=scene.tomek)
    assert letters("answer_received") == []


def test_of_two_organisations_each_has_its_own_answer(scene, made, answer):
    other = OrganisationFactory()
    second = answer_announcement(made, other, "My też.", by=member_of(other))
    accept_answer(answer, by=scene.bob)
    second.refresh_from_db()
    assert (second.state, made.answers.count()) == ("waiting", 2)
