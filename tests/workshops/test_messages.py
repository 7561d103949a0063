"""Messages by the clock: to whom, when, once; letters written once; what never leaves."""

import datetime as dt

import pytest
from django.core import mail as outgoing
from django.db import IntegrityError, transaction

from osnowa.lib import audit, clock, mail
from osnowa.lib.errors import RuleBroken
from osnowa.lib.mail_sending import send_due
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.workshops import privacy
from osnowa.workshops.actions.attendance import close_session, mark_attendance
from osnowa.workshops.actions.enrolment import cancel_enrolment
from osnowa.workshops.actions.messages import (
    send_letter,
    switch_message,
    switch_message_in_cycle,
    write_due_messages,
    write_message,
)
from osnowa.workshops.actions.offers import reconfirm
from osnowa.workshops.clock import write_messages
from osnowa.workshops.models import Enrolment, Letter, MessageKind, MessageTemplate, MessageWritten
from osnowa.workshops.queries.messages import audience, rules_of_cycle
from osnowa.workshops.rules.message_texts import USUAL, Words
from tests.factories.workshops import EnrolmentFactory, MessageSettingFactory, MessageTemplateFactory

WORDS = Words(
    "Jutro: {spotkanie}", "Cześć {osoba},\n\n{data}, {godzina}, {miejsce}", "T: {session}", "Hi {name}"
)
KIND = MessageKind.DAY_BEFORE
ME = audit.PARTICIPANT


def written() -> list[tuple[str, str]]:
    """(address, subject) of everything written from the coordinator's words, in order."""
    rows = OutgoingMail.objects.filter(template="workshops/message").order_by("pk")
    return list(rows.values_list("to", "subject"))


@pytest.fixture
def tomorrow(scene):
    """The clock a day before the first session; reminders of that day are on."""
    write_message(scene.programme, KIND, WORDS, by=scene.alice)
    switch_message(scene.programme, KIND, on=True, by=scene.alice)
    with clock.at(scene.sessions[0].starts_at - dt.timedelta(hours=23)):
        yield scene


def test_a_reminder_is_written_once_to_those_with_a_place(tomorrow):
    EnrolmentFactory(cycle=tomorrow.cycle, number=9, state="reserve")
    write_messages()
    write_messages()
    addresses = [one.person.email for one in tomorrow.enrolments]
    assert written() == [(one, "Jutro: Z e-maila na tablicę: co jest zadaniem") for one in addresses]
    row = OutgoingMail.objects.filter(template="workshops/message").first()
    assert "wtorek 9 maja 2017, 17:00–20:00, Biuro NGO, sala Krosno, II piętro" in row.text.replace(
        "\xa0", " "
    )
    assert "/zgloszenie/" in row.text
    assert "Cześć Łucja Ćwik," in row.html
    assert (row.about_kind, row.not_after) == ("workshops.enrolment", tomorrow.sessions[0].starts_at)
    assert AuditLine.objects.get(deed="workshops.messages_written").detail["people"] == 3


def test_a_session_moved_to_another_day_is_reminded_of_anew_by_an_hour_it_is_not(tomorrow):
    write_messages()
    session = tomorrow.sessions[0]
    for moved, letters in ((dt.timedelta(hours=1), 3), (dt.timedelta(days=2), 6)):
        session.starts_at += moved
        session.ends_at += moved
        session.save()
        with clock.at(session.starts_at - dt.timedelta(hours=20)):
            write_messages()
        assert len(written()) == letters


def test_the_ledger_is_the_proof_of_once(tomorrow):
    write_messages()
    row = MessageWritten.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageWritten.objects.create(enrolment=row.enrolment, key=row.key)


def test_a_batch_that_breaks_in_the_middle_leaves_nothing_and_comes_again(tomorrow, monkeypatch):
    real, calls = mail.queue, []

    def breaks(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return real(*args, **kwargs)

    monkeypatch.setattr(mail, "queue", breaks)
    with pytest.raises(RuntimeError):
        write_due_messages(tomorrow.cycle)
    assert (written(), MessageWritten.objects.count()) == ([], 0)
    write_due_messages(tomorrow.cycle)
    assert len(written()) == 3


@pytest.mark.parametrize("minutes", [-24 * 60 - 1, -120, 0, 30])
def test_nothing_is_written_outside_its_window(tomorrow, minutes):
    with clock.at(tomorrow.sessions[0].starts_at + dt.timedelta(minutes=minutes)):
        write_messages()
    assert written() == []


def test_who_cancelled_was_erased_or_has_no_address_gets_nothing(tomorrow):
    first, second, third = tomorrow.enrolments
    cancel_enrolment(first, by=ME)
    second.person.email = ""
    second.person.save()
    privacy.erase(third.person)
    OutgoingMail.objects.all().delete()
    write_messages()
    assert written() == []


def test_who_got_the_place_after_the_reminder_was_due_is_not_reminded_of_it(tomorrow):
    Enrolment.objects.filter(pk=tomorrow.enrolments[0].pk).update(placed_at=clock.now())
    write_messages()
    assert len(written()) == 2


def test_a_message_is_off_until_somebody_switches_it_on(scene):
    with clock.at(scene.sessions[0].starts_at - dt.timedelta(hours=23)):
        write_messages()
        assert written() == []
        switch_message(scene.programme, KIND, on=True, by=scene.alice)
        switch_message(scene.programme, KIND, on=True, by=scene.alice)
        write_messages()
    assert len(written()) == 3
    assert MessageTemplate.objects.get().text_pl == USUAL[KIND].text_pl
    assert AuditLine.objects.filter(deed="workshops.message_switched").count() == 1


def test_a_cycle_may_do_otherwise_than_its_programme(tomorrow):
    switch_message_in_cycle(tomorrow.cycle, KIND, on=False, by=tomorrow.alice)
    write_messages()
    assert written() == []
    switch_message_in_cycle(tomorrow.cycle, KIND, on=None, by=tomorrow.alice)
    write_messages()
    assert len(written()) == 3
    switch_message(tomorrow.programme, KIND, on=False, by=tomorrow.alice)
    MessageSettingFactory(cycle=tomorrow.cycle, kind=KIND, is_on=True)
    assert {rule.kind for rule in rules_of_cycle(tomorrow.cycle) if rule.is_on} == {KIND}


def test_a_draft_cycle_writes_nothing(tomorrow):
    tomorrow.cycle.is_published = False
    tomorrow.cycle.save()
    write_messages()
    assert written() == []


def test_everybody_reads_their_own_language(tomorrow):
    Enrolment.objects.filter(pk=tomorrow.enrolments[0].pk).update(language="en")
    write_messages()
    assert [subject[:2] for _to, subject in written()] == ["T:", "Ju", "Ju"]


def test_a_reminder_that_could_not_leave_before_the_session_never_leaves(tomorrow):
    write_messages()
    with clock.at(tomorrow.sessions[0].starts_at):
        assert send_due() == 0
    assert outgoing.outbox == []
    states = OutgoingMail.objects.filter(template="workshops/message").values_list("state", flat=True)
    assert set(states) == {"expired"}
    assert mail.queue_health().dead == 0


def test_a_reminder_in_time_leaves(tomorrow):
    write_messages()
    assert send_due() == 3


def test_are_you_coming_is_asked_once_and_only_of_those_who_have_not_said(scene):
    switch_message(scene.programme, MessageKind.CONFIRM, on=True, by=scene.alice)
    reconfirm(scene.enrolments[0], by=ME)
    with clock.at(scene.sessions[0].starts_at - dt.timedelta(days=3)):
        write_messages()
    with clock.at(scene.sessions[1].starts_at - dt.timedelta(days=3)):
        write_messages()
    assert len(written()) == 2
    row = OutgoingMail.objects.filter(template="workshops/message").first()
    assert "Tak, przyjdę" in row.text or "Yes, I am coming" in row.text
    assert "/rezygnacja/" in row.text


def test_after_a_session_those_who_came_and_those_who_did_not_get_other_words(scene):
    for kind in (MessageKind.AFTER, MessageKind.MISSED):
        switch_message(scene.programme, kind, on=True, by=scene.alice)
    session = scene.sessions[0]
    with clock.at(session.ends_at + dt.timedelta(minutes=10)):
        for enrolment, mark in zip(scene.enrolments, ("present", "late", "absent"), strict=True):
            mark_attendance(
                session, enrolment, mark, minutes_missed=10 if mark == "late" else 0, by=scene.tomek
            )
    with clock.at(session.ends_at + dt.timedelta(hours=20)):
        write_messages()
        assert written() == []  # the list is not closed: nobody knows yet
        close_session(session, by=scene.tomek)
        write_messages()
        write_messages()
    kinds = [subject.split(":")[0] for _to, subject in written()]
    assert kinds == ["Po spotkaniu", "Po spotkaniu", "Szkoda, że się nie udało"]


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        (Words("", "x", "y", "z"), "missing", "subject_pl"),
        (Words("x", " \n ", "y", "z"), "missing", "text_pl"),
        (Words("x", "y", "", "z"), "missing", "subject_en"),
        (Words("x", "Cześć {imię}", "y", "z"), "placeholder", "text_pl"),
        (Words("x", "y", "z", "Hi {name"), "placeholder", "text_en"),
        (Words("x" * 201, "y", "z", "w"), "too_long", "subject_pl"),
        (Words("x", "y" * 5001, "z", "w"), "too_long", "text_pl"),
    ],
)
def test_words_that_would_go_wrong_are_refused_at_their_field(scene, words, code, field):
    with pytest.raises(RuleBroken) as refused:
        write_message(scene.programme, KIND, words, by=scene.alice)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not MessageTemplate.objects.exists()


def test_the_same_words_again_are_no_change(scene):
    for _ in range(2):
        write_message(scene.programme, KIND, WORDS, by=scene.alice)
    assert AuditLine.objects.filter(deed="workshops.message_changed").count() == 1


def test_a_letter_goes_once_to_whom_it_is_for(scene):
    for _ in range(2):
        letter = send_letter(
            scene.cycle, "placed", Words("Sala", "Inna sala", "", ""), submission_key="k", by=scene.alice
        )
    assert (letter.people, Letter.objects.count(), len(written())) == (3, 1, 3)
    send_letter(scene.cycle, "person:2", Words("Ty", "Tylko Ty", "", ""), submission_key="l", by=scene.alice)
    assert written()[-1] == (scene.enrolments[1].person.email, "Ty")


def test_a_letter_to_nobody_is_refused(scene):
    with pytest.raises(RuleBroken) as refused:
        send_letter(scene.cycle, "reserve", Words("a", "b", "", ""), submission_key="k", by=scene.alice)
    assert (refused.value.code, refused.value.field) == ("nobody", "audience")
    with pytest.raises(RuleBroken):
        send_letter(scene.cycle, "placed", Words("a", "b", "c", ""), submission_key="k", by=scene.alice)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("to", ["", "all", "missed:", "missed:x", "missed:99", "person:99", "person:-1"])
def test_an_unknown_audience_is_nobody(scene, to):
    assert audience(scene.cycle, to) == []


def test_those_who_missed_a_session_can_be_written_to(finished):
    assert [one.number for one in audience(finished.cycle, "missed:3")] == [3]


def test_a_letter_to_one_person_is_forgotten_with_the_person(scene):
    send_letter(scene.cycle, "person:2", Words("Ty", "Tylko Ty", "", ""), submission_key="l", by=scene.alice)
    privacy.erase(scene.enrolments[1].person)
    letter = Letter.objects.get()
    assert (letter.subject_pl, letter.text_pl) == ("", "")
    assert written() == []


def test_html_in_words_and_names_stays_text(tomorrow):
    write_message(
        tomorrow.programme, KIND, Words("<b>x</b>", "<script>1</script> {osoba}", "a", "b"), by=tomorrow.alice
    )
    person = tomorrow.enrolments[0].person
    person.name = "<i>Zła</i> Osoba"
    person.save()
    write_messages()
    html = OutgoingMail.objects.filter(template="workshops/message").first().html
    assert "<script>" not in html
    assert "&lt;i&gt;Zła" in html


def test_the_clock_asks_little_where_nothing_is_due(scene, django_assert_max_num_queries):
    MessageTemplateFactory(programme=scene.programme)
    with clock.at(scene.sessions[0].starts_at - dt.timedelta(days=5)), django_assert_max_num_queries(4):
        write_messages()
    with clock.at(scene.sessions[0].starts_at - dt.timedelta(days=60)), django_assert_max_num_queries(1):
        write_messages()
