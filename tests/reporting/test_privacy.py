"""Erasure takes the person away, and leaves what was told to the funder (faults.md 38)."""

import datetime as dt

import pytest

from osnowa.people import privacy as people_privacy
from osnowa.reporting import actions, privacy, queries
from osnowa.reporting.models import EvidenceLine
from osnowa.workshops import privacy as workshops_privacy
from tests.factories.people import PersonFactory


@pytest.fixture
def report(world):
    draft = actions.create_report(
        world.programme,
        kind="partial",
        starts_on=dt.date(2017, 4, 1),
        ends_on=dt.date(2017, 6, 30),
        by=world.alice,
    )
    return actions.submit_report(draft, by=world.alice)


def test_export_gives_the_facts_about_this_person_only(world, report):
    told = privacy.export(world.enrolments["Ola Żuraw"].person)["facts_in_reports"]
    assert {(row["indicator"], row["amount"], row["counted"]) for row in told} == {
        ("Osoby", "1.00", True),
        ("Godziny", "3.00", True),
        ("Organizacje", "1.00", True),
    }
    assert privacy.export(PersonFactory())["facts_in_reports"] == []


def test_erasing_a_person_leaves_lines_totals_and_seal(world, report):
    person = world.enrolments["Anna Ćwik"].person
    key = person.key
    before = list(EvidenceLine.objects.order_by("pk").values())
    for room in (privacy, workshops_privacy, people_privacy):
        room.erase(person)
    assert list(EvidenceLine.objects.order_by("pk").values()) == before
    assert EvidenceLine.objects.filter(who=key).count() == 4
    assert queries.verify_checksum(report) is True
    assert [
        (row.figure.value, row.live, row.difference.count) for row in queries.figures_then_and_now(report)
    ] == [
        (3, 3, 0),
        (15, 15, 0),
        (2, 2, 0),
    ]


def test_an_erased_person_has_no_name_behind_the_fact(world, report):
    person = world.enrolments["Anna Ćwik"].person
    for room in (privacy, workshops_privacy, people_privacy):
        room.erase(person)
    facts = list(EvidenceLine.objects.filter(who=person.key))
    assert {row.person for row in queries.shown(world.programme, facts, with_names=True)} == {
        "dane usunięte na prośbę"
    }
