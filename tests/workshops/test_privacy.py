"""What workshops know about a person, and how it is forgotten."""

import json

import pytest

from osnowa.lib import clock
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.models import AccessNeeds, Enrolment
from osnowa.workshops.privacy import erase, export
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.workshops import (
    AccessNeedsFactory,
    AttendanceFactory,
    CertificateFactory,
    CycleFactory,
    EnrolmentFactory,
)

pytestmark = pytest.mark.django_db
State = Enrolment.State


def test_export_holds_everything_about_the_person_and_nobody_else():
    person = PersonFactory(name="Ala Aa")
    mine = EnrolmentFactory(membership=MembershipFactory(person=person, typed="Moja Grupa"))
    AccessNeedsFactory(enrolment=mine, text="Pętla", keep=True)
    AttendanceFactory(enrolment=mine)
    paper = CertificateFactory(enrolment=mine)
    EnrolmentFactory(cycle=mine.cycle, membership=MembershipFactory(typed="Cudza Grupa"))
    (row,) = export(person)["enrolments"]
    assert (row["reference"], row["organisation"], row["needs"]) == (
        mine.reference,
        "Moja Grupa",
        {"text": "Pętla", "keep": True},
    )
    assert [mark["mark"] for mark in row["attendance"]] == ["present"]
    assert [certificate["code"] for certificate in row["certificates"]] == [paper.code]
    assert "Cudza Grupa" not in json.dumps(row, ensure_ascii=False)


def test_erase_forgets_who_it_was_and_keeps_the_totals():
    enrolment = EnrolmentFactory()
    AccessNeedsFactory(enrolment=enrolment, keep=True)
    mark = AttendanceFactory(enrolment=enrolment)
    paper = CertificateFactory(enrolment=enrolment)
    token, key = enrolment.token, enrolment.submission_key
    erase(enrolment.person)
    erase(enrolment.person)
    enrolment.refresh_from_db()
    mark.refresh_from_db()
    paper.refresh_from_db()
    assert (enrolment.token == token, enrolment.submission_key == key, AccessNeeds.objects.count()) == (
        False,
        False,
        0,
    )
    assert (paper.facts["name"], paper.facts["organisation"], paper.facts["hours"]) == ("", "", "12")
    assert mark.mark == "present"


def test_erase_lets_a_coming_seat_go_to_the_next_in_line():
    cycle = CycleFactory(capacity=1)
    gone = EnrolmentFactory(cycle=cycle)
    waiting = EnrolmentFactory(cycle=cycle, state=State.RESERVE)
    erase(gone.person)
    release_places(cycle)
    waiting.refresh_from_db()
    assert waiting.state == State.PLACED


def test_erase_leaves_a_finished_cycle_as_it_was():
    enrolment = EnrolmentFactory()
    with clock.at(enrolment.cycle.sessions.last().ends_at):
        erase(enrolment.person)
    enrolment.refresh_from_db()
    assert enrolment.state == State.PLACED
