"""Changing a sign-up, giving it up and taking that back."""

import datetime as dt

import pytest
from django.urls import reverse

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.people.models import Person
from osnowa.workshops.actions.enrolment import cancel_enrolment, change_enrolment, undo_cancellation
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.models import AccessNeeds, Enrolment
from osnowa.workshops.queries.cycles import places
from tests.factories.workshops import AttendanceFactory, CycleFactory
from tests.workshops.sign_ups import mails, sign_up

pytestmark = pytest.mark.django_db
State = Enrolment.State


def test_change_puts_a_slip_of_the_finger_right_without_a_second_person():
    enrolment = sign_up(CycleFactory(), "Łucja Ćwyk").enrolment
    change_enrolment(enrolment, **_as_typed(enrolment, name="Łucja Ćwik"), by=audit.PARTICIPANT)
    assert list(Person.objects.values_list("name", flat=True)) == ["Łucja Ćwik"]
    assert mails() == ["enrolment_confirmed", "enrolment_changed"]
    assert AuditLine.objects.get(deed="workshops.enrolment_changed").detail == {"fields": ["name"]}


def test_change_to_another_name_passes_the_place_to_a_colleague():
    enrolment = sign_up(CycleFactory(), "Ala Aa").enrolment
    change_enrolment(enrolment, **_as_typed(enrolment, name="Zenobia Kwiatkowska"), by=audit.PARTICIPANT)
    enrolment.refresh_from_db()
    assert (enrolment.person.name, enrolment.person.email, Person.objects.count()) == (
        "Zenobia Kwiatkowska",
        "ala@example.org",
        2,
    )


def test_change_to_somebody_signed_up_already_is_refused():
    cycle = CycleFactory()
    enrolment = sign_up(cycle, "Ala Aa", email="biuro@example.org").enrolment
    sign_up(cycle, "Zenobia Kwiatkowska", email="biuro@example.org")
    with pytest.raises(RuleBroken) as refusal:
        change_enrolment(enrolment, **_as_typed(enrolment, name="Zenobia Kwiatkowska"), by=audit.PARTICIPANT)
    assert (refusal.value.code, refusal.value.field) == ("again", "name")


def test_change_to_another_name_is_refused_once_attendance_is_written_down():
    enrolment = sign_up(CycleFactory(), "Ala Aa").enrolment
    AttendanceFactory(enrolment=enrolment)
    with pytest.raises(RuleBroken) as refusal:
        change_enrolment(enrolment, **_as_typed(enrolment, name="Zenobia Kwiatkowska"), by=audit.PARTICIPANT)
    assert refusal.value.code == "attended"


def test_change_of_organisation_phone_and_needs():
    enrolment = sign_up(CycleFactory(), "Ala Aa", needs="Pętla").enrolment
    change_enrolment(
        enrolment,
        **_as_typed(
            enrolment, organisation="Grupa Sąsiedzi", phone="600 100 200", needs="", keep_needs=False
        ),
        by=audit.PARTICIPANT,
    )
    enrolment = Enrolment.objects.get()
    assert (enrolment.membership.typed, enrolment.person.phone, AccessNeeds.objects.count()) == (
        "Grupa Sąsiedzi",
        "600 100 200",
        0,
    )
    assert AuditLine.objects.get(deed="workshops.enrolment_changed").detail == {
        "fields": ["organisation", "phone", "needs"]
    }


def test_change_of_nothing_writes_to_nobody():
    enrolment = sign_up(CycleFactory(), "Ala Aa", needs="Pętla").enrolment
    change_enrolment(enrolment, **_as_typed(enrolment, needs="Pętla"), by=audit.PARTICIPANT)
    assert mails() == ["enrolment_confirmed"]


def test_change_of_a_cancelled_sign_up_is_refused():
    enrolment = sign_up(CycleFactory()).enrolment
    cancel_enrolment(enrolment, by=audit.PARTICIPANT)
    with pytest.raises(RuleBroken) as refusal:
        change_enrolment(enrolment, **_as_typed(enrolment, name="Ala Be"), by=audit.PARTICIPANT)
    assert refusal.value.code == "cancelled"


def _as_typed(enrolment: Enrolment, **changes) -> dict:
    typed = {
        "name": enrolment.person.name,
        "phone": "",
        "organisation": enrolment.membership.typed,
        "needs": "",
        "keep_needs": False,
    }
    return {**typed, **changes}


def test_cancel_twice_is_one_cancellation_and_one_mail():
    enrolment = sign_up(CycleFactory()).enrolment
    first = cancel_enrolment(enrolment, by=audit.PARTICIPANT)
    later = clock.now() + dt.timedelta(minutes=5)
    with clock.at(later):
        second = cancel_enrolment(enrolment, by=audit.PARTICIPANT)
    assert second.held_until == first.held_until
    assert mails() == ["enrolment_confirmed", "enrolment_cancelled"]
    assert places(enrolment.cycle).taken == 1


def test_cancel_after_the_last_session_is_refused():
    enrolment = sign_up(CycleFactory()).enrolment
    with clock.at(enrolment.cycle.sessions.last().ends_at), pytest.raises(RuleBroken) as refusal:
        cancel_enrolment(enrolment, by=audit.PARTICIPANT)
    assert refusal.value.code == "over"


def test_undo_gives_the_very_place_back_and_says_so():
    enrolment = sign_up(CycleFactory()).enrolment
    cancel_enrolment(enrolment, by=audit.PARTICIPANT)
    undone = undo_cancellation(enrolment, by=audit.PARTICIPANT)
    undo_cancellation(enrolment, by=audit.PARTICIPANT)
    assert (undone.state, undone.held_until, undone.number) == (State.PLACED, None, 1)
    assert mails() == ["enrolment_confirmed", "enrolment_cancelled", "enrolment_confirmed"]


def test_undo_from_the_reserve_list_keeps_the_position():
    cycle = CycleFactory(capacity=1)
    sign_up(cycle, "Ala Aa")
    second = sign_up(cycle, "Bela Be").enrolment
    sign_up(cycle, "Cela Ce")
    cancel_enrolment(second, by=audit.PARTICIPANT)
    undo_cancellation(second, by=audit.PARTICIPANT)
    waiting = Enrolment.objects.filter(state=State.RESERVE).order_by("number")
    assert [e.person.name for e in waiting] == ["Bela Be", "Cela Ce"]


def test_undo_from_the_reserve_list_takes_a_seat_that_nobody_waits_for():
    cycle = CycleFactory(capacity=1)
    first = sign_up(cycle, "Ala Aa").enrolment
    second = sign_up(cycle, "Bela Be").enrolment
    cancel_enrolment(first, by=audit.PARTICIPANT)
    with clock.at(clock.now() + dt.timedelta(minutes=9)):
        cancel_enrolment(second, by=audit.PARTICIPANT)
    with clock.at(clock.now() + dt.timedelta(minutes=12)):
        undone = undo_cancellation(second, by=audit.PARTICIPANT)
    assert undone.state == State.PLACED
    assert mails("place_given") == ["bela@example.org"]


@pytest.mark.parametrize("from_reserve", [False, True])
def test_undo_after_ten_minutes_is_refused_once_the_place_has_gone(from_reserve):
    cycle = CycleFactory(capacity=1)
    first = sign_up(cycle, "Ala Aa").enrolment
    second = sign_up(cycle, "Bela Be").enrolment
    gone = cancel_enrolment(second if from_reserve else first, by=audit.PARTICIPANT)
    with clock.at(clock.now() + dt.timedelta(minutes=10, seconds=1)):
        release_places(cycle)
        with pytest.raises(RuleBroken) as refusal:
            undo_cancellation(gone, by=audit.PARTICIPANT)
    assert refusal.value.code == "too_late"


def test_needs_that_were_kept_serve_the_next_sign_up_and_stay_behind_no_link(client):
    """The team reads them; whoever types the same name and address into a form does not."""
    sign_up(CycleFactory(), needs="Pętla indukcyjna", keep_needs=True)
    again = sign_up(CycleFactory()).enrolment
    assert (again.needs.text, again.needs.keep, again.needs.is_carried) == ("Pętla indukcyjna", True, True)
    own = client.get(reverse("workshops:enrolment", args=[again.token])).content.decode()
    change = client.get(reverse("workshops:enrolment_change", args=[again.token])).content.decode()
    assert ("Udogodnienia" in own, "Pętla" in change) == (False, False)


def test_needs_that_were_kept_outlive_a_change_that_could_not_see_them():
    sign_up(CycleFactory(), needs="Pętla indukcyjna", keep_needs=True)
    again = sign_up(CycleFactory()).enrolment
    change_enrolment(again, **_as_typed(again, organisation="Grupa Sąsiedzi"), by=audit.PARTICIPANT)
    assert AccessNeeds.objects.get(enrolment=again).text == "Pętla indukcyjna"
    changed = _as_typed(again, organisation="Grupa Sąsiedzi", needs="Napisy")
    change_enrolment(again, **changed, by=audit.PARTICIPANT)
    needs = AccessNeeds.objects.get(enrolment=again)
    assert (needs.text, needs.is_carried) == ("Napisy", False)


def test_needs_that_were_not_kept_serve_one_cycle():
    sign_up(CycleFactory(), needs="Pętla indukcyjna")
    assert not AccessNeeds.objects.filter(enrolment=sign_up(CycleFactory()).enrolment).exists()
