"""Signing up: places, the reserve list, repeats."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.people.models import Membership, Organisation, Person
from osnowa.workshops.actions import enrolment as deeds
from osnowa.workshops.actions.enrolment import (
    Enrolled,
    cancel_enrolment,
    undo_cancellation,
)
from osnowa.workshops.models import AccessNeeds, Enrolment
from tests.factories.programme import ClauseFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory
from tests.workshops.sign_ups import mails, sign_up

pytestmark = pytest.mark.django_db
State = Enrolment.State


def test_enrol_gives_a_place_and_confirms_it():
    cycle = CycleFactory(number=6)
    clause = ClauseFactory(programme=cycle.programme)
    result = sign_up(cycle, clause=clause)
    assert (result.fresh, result.same_form) == (True, True)
    enrolment = Enrolment.objects.get()
    assert (enrolment.reference, enrolment.state, enrolment.clause) == ("W6-0001", State.PLACED, clause)
    assert mails() == ["enrolment_confirmed"]
    line = AuditLine.objects.get(deed="workshops.enrolled")
    assert (line.actor, line.programme_id, line.detail) == (
        "participant",
        cycle.programme_id,
        {"state": "placed"},
    )


def test_enrol_puts_who_comes_too_late_on_the_reserve_list_in_order():
    cycle = CycleFactory(capacity=1)
    states = [sign_up(cycle, name).enrolment.state for name in ("Ala Aa", "Bela Be", "Cela Ce")]
    assert states == [State.PLACED, State.RESERVE, State.RESERVE]
    assert mails() == ["enrolment_confirmed", "enrolment_reserve", "enrolment_reserve"]
    assert "Pozycja na liście rezerwowej: 2" in OutgoingMail.objects.latest("pk").text


def test_enrol_twice_by_one_form_is_one_sign_up_and_one_mail():
    cycle = CycleFactory()
    first = sign_up(cycle, submission_key="k" * 20)
    second = sign_up(cycle, submission_key="k" * 20)
    assert second == Enrolled(first.enrolment, fresh=False, same_form=True)
    assert mails() == ["enrolment_confirmed"]


def test_enrol_by_one_form_shows_what_became_of_it_even_if_cancelled():
    cycle = CycleFactory()
    first = sign_up(cycle, submission_key="k" * 20).enrolment
    cancel_enrolment(first, by=audit.PARTICIPANT)
    again = sign_up(cycle, submission_key="k" * 20)
    assert (again.enrolment, again.enrolment.state, again.fresh) == (first, State.CANCELLED, False)


def test_enrol_of_a_colleague_by_the_same_form_is_another_sign_up():
    """A shared computer: Back, another name, send."""
    cycle = CycleFactory()
    first = sign_up(cycle, "Ala Aa", submission_key="k" * 20)
    second = sign_up(cycle, "Bela Be", submission_key="k" * 20)
    assert (second.fresh, second.enrolment.number) == (True, 2)
    assert first.enrolment != second.enrolment


def test_enrol_by_one_form_in_two_cycles_is_two_sign_ups():
    first, second = CycleFactory(), CycleFactory()
    assert sign_up(first, submission_key="k" * 20).fresh
    assert sign_up(second, submission_key="k" * 20).fresh


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Łucja Ćwik", "LUCJA@Example.org"),
        ("  łucja   ĆWIK ", "lucja@example.org"),
        ("Lucja Cwik", " lucja@example.org "),
    ],
)
def test_enrol_repeat_with_another_key_gives_the_same_reference(name, email):
    cycle = CycleFactory()
    first = sign_up(cycle, "Łucja Ćwik", email="lucja@example.org")
    again = sign_up(cycle, name, email=email)
    assert again == Enrolled(first.enrolment, fresh=False, same_form=False)
    assert Enrolment.objects.count() == 1


def test_enrol_repeat_writes_again_at_most_every_ten_minutes():
    cycle = CycleFactory()
    sign_up(cycle)
    sign_up(cycle)
    assert mails() == ["enrolment_confirmed"]
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        sign_up(cycle)
        sign_up(cycle)
    assert mails() == ["enrolment_confirmed", "enrolment_confirmed"]


def test_enrol_repeat_changes_nothing_that_was_written_before():
    cycle = CycleFactory()
    sign_up(cycle, needs="Pętla indukcyjna")
    sign_up(cycle, needs="Nic", organisation="Cudza organizacja")
    enrolment = Enrolment.objects.get()
    assert (enrolment.needs.text, enrolment.membership.typed) == (
        "Pętla indukcyjna",
        "Stowarzyszenie Zielone Podwórka",
    )


def test_enrol_repeat_leaves_nothing_behind_in_the_registry():
    cycle = CycleFactory()
    sign_up(cycle)
    sign_up(cycle, organisation="Wymyślona Nazwa")
    assert Membership.objects.count() == 1
    assert not Organisation.objects.filter(name="Wymyślona Nazwa").exists()


def test_enrol_of_two_people_with_one_mailbox_is_two_sign_ups():
    cycle = CycleFactory()
    first = sign_up(cycle, "Ala Aa", email="biuro@example.org")
    second = sign_up(cycle, "Bela Be", email="biuro@example.org")
    assert (first.fresh, second.fresh) == (True, True)


def test_enrol_while_ones_own_cancelled_place_is_held_leaves_it_cancelled():
    """Whoever knows a name and an address must not undo what its owner decided."""
    cycle = CycleFactory(capacity=1)
    first = sign_up(cycle, "Ala Aa").enrolment
    sign_up(cycle, "Bela Be")
    cancelled = cancel_enrolment(first, by=audit.PARTICIPANT)
    again = sign_up(cycle, "Ala Aa")
    assert again == Enrolled(first, fresh=False, same_form=False)
    first.refresh_from_db()
    assert (first.state, first.held_until) == (State.CANCELLED, cancelled.held_until)
    assert Enrolment.objects.count() == 2


@pytest.mark.parametrize("state", [State.PLACED, State.RESERVE])
def test_enrol_while_a_cancellation_can_be_undone_writes_its_letter_once_more_only(state):
    cycle = CycleFactory(capacity=1)
    if state == State.RESERVE:
        sign_up(cycle, "Bela Be")
    first = sign_up(cycle, "Ala Aa").enrolment
    assert first.state == state
    cancel_enrolment(first, by=audit.PARTICIPANT)
    for _ in range(3):
        sign_up(cycle, "Ala Aa")
    assert mails("enrolment_cancelled") == ["ala@example.org"] * 2
    undo_cancellation(first, by=audit.PARTICIPANT)
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        cancel_enrolment(first, by=audit.PARTICIPANT)
        sign_up(cycle, "Ala Aa")
    assert len(mails("enrolment_cancelled")) == 4


def test_enrol_anew_after_the_place_has_gone_joins_the_end_of_the_line():
    cycle = CycleFactory(capacity=1)
    first = sign_up(cycle, "Ala Aa").enrolment
    sign_up(cycle, "Bela Be")
    cancel_enrolment(first, by=audit.PARTICIPANT)
    with clock.at(clock.now() + dt.timedelta(minutes=11)):
        again = sign_up(cycle, "Ala Aa")
    assert (again.fresh, again.enrolment.state, again.enrolment.number) == (True, State.RESERVE, 3)
    assert [e.state for e in Enrolment.objects.order_by("number")] == [
        State.CANCELLED,
        State.PLACED,
        State.RESERVE,
    ]


def test_enrol_never_jumps_a_waiting_reserve():
    """A hold ran out a second ago and the clock has not come by: the place belongs to who waits."""
    cycle = CycleFactory(capacity=1)
    first = sign_up(cycle, "Ala Aa").enrolment
    waiting = sign_up(cycle, "Bela Be").enrolment
    cancel_enrolment(first, by=audit.PARTICIPANT)
    with clock.at(clock.now() + dt.timedelta(minutes=10, seconds=1)):
        newcomer = sign_up(cycle, "Cela Ce").enrolment
    waiting.refresh_from_db()
    assert (waiting.state, newcomer.state) == (State.PLACED, State.RESERVE)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_published": False}, "unpublished"),
        ({"recruitment_opens_at": dt.timedelta(days=1)}, "not_open"),
        ({"recruitment_closes_at": dt.timedelta(hours=-1)}, "closed"),
    ],
)
def test_enrol_is_refused_outside_recruitment(changes, code):
    now = clock.now()
    moments = {k: now + v if isinstance(v, dt.timedelta) else v for k, v in changes.items()}
    with pytest.raises(RuleBroken) as refusal:
        sign_up(CycleFactory(**moments))
    assert refusal.value.code == code
    assert (Person.objects.filter(enrolments__isnull=False).count(), OutgoingMail.objects.count()) == (0, 0)


def test_enrol_after_closing_joins_the_reserve_list_where_the_visitor_accepts_it():
    cycle = CycleFactory(recruitment_closes_at=clock.now() - dt.timedelta(minutes=1))
    assert sign_up(cycle, accept_reserve=True).enrolment.state == State.RESERVE


def test_enrol_once_the_first_session_has_begun_is_refused_even_for_the_reserve():
    cycle = CycleFactory(recruitment_closes_at=clock.now() + dt.timedelta(days=90))
    with clock.at(cycle.sessions.first().starts_at), pytest.raises(RuleBroken) as refusal:
        sign_up(cycle, accept_reserve=True)
    assert refusal.value.code == "started"


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien <b>",
        "Jan\nBcc: zly@example.org",
        '=HYPERLINK("http://x")',
        "李小龙",
        "X Æ A-12 🙂",
        "z" * 150,
    ],
)
def test_enrol_takes_names_with_any_character(name):
    result = sign_up(CycleFactory(), name, email="ktos@example.org")
    mail = OutgoingMail.objects.get()
    assert result.enrolment.person.name == " ".join(name.split())
    assert (mail.to, "\n" in mail.subject) == ("ktos@example.org", False)
    assert result.enrolment.person.name in mail.text


def test_enrol_keeps_needs_apart_and_only_where_given():
    cycle = CycleFactory()
    sign_up(cycle, "Ala Aa", needs="  Tłumaczenie na PJM ", keep_needs=True)
    sign_up(cycle, "Bela Be")
    needs = AccessNeeds.objects.get()
    assert (needs.text, needs.keep, needs.enrolment.person.name) == ("Tłumaczenie na PJM", True, "Ala Aa")


def test_enrol_answers_the_same_reference_where_the_constraint_had_to_decide(monkeypatch):
    """With the lock gone, two equal forms pass the questions; the database refuses the second row."""
    cycle = CycleFactory()
    first = sign_up(cycle, submission_key="k" * 20)
    real = deeds._all_of
    calls = []

    def blind_at_first(*args):
        calls.append(args)
        return real(*args).none() if len(calls) <= 2 else real(*args)

    monkeypatch.setattr(deeds, "_all_of", blind_at_first)
    again = sign_up(cycle, submission_key="k" * 20)
    assert (again.enrolment, again.fresh, Enrolment.objects.count()) == (first.enrolment, False, 1)


def test_living_enrolment_of_a_person_is_one_in_the_data():
    enrolment = EnrolmentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(cycle=enrolment.cycle, membership=enrolment.membership)
