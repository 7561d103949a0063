"""Pages where a coordinator says what was promised: the definitions of indicators."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from osnowa.programme.models import Indicator
from tests.reporting.reading import address, words_of


def indicator_form(**changes):
    return {
        "name": "Cykle",
        "kind": "workshops.training_hours",
        "target": "1 200,5",
        "baseline": "",
        "activity": "",
        "source_of_verification": "Listy",
        "place_in_agreement": "III.6",
        "plan_starts_on": "",
        "plan_ends_on": "30.11.2017",
    } | changes


def test_definition_add_takes_messy_numbers_and_dates(told, signed_in):
    response = signed_in(told.alice).post(address("reporting:definition_add", []), indicator_form())
    assert response.status_code == 302
    made = Indicator.objects.get(name="Cykle")
    assert (made.number, made.target, made.baseline, made.plan_ends_on) == (
        4,
        Decimal("1200.50"),
        0,
        dt.date(2017, 11, 30),
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Napisz nazwę"),
        ({"target": "dużo"}, "Napisz liczbę"),
        ({"target": "0"}, "Wartość docelowa"),
        ({"kind": "nieznany"}, "Wybierz z listy"),
        ({"plan_ends_on": "1.1.2017"}, "Plan kończy się"),
    ],
)
def test_definition_add_keeps_what_was_typed_and_says_what_is_wrong(told, signed_in, changes, words):
    response = signed_in(told.alice).post(address("reporting:definition_add", []), indicator_form(**changes))
    assert response.status_code == 200
    assert words in words_of(response)
    assert 'value="III.6"' in response.content.decode()


@pytest.mark.parametrize(
    ("target", "baseline", "wrong"),
    [("40,5", "0", ["target"]), ("40", "1.5", ["baseline"]), ("40,00", "", [])],
)
def test_definition_add_takes_whole_people_only(told, signed_in, target, baseline, wrong):
    response = signed_in(told.alice).post(
        address("reporting:definition_add", []),
        indicator_form(kind="workshops.people_attended", target=target, baseline=baseline),
    )
    assert Indicator.objects.filter(name="Cykle").exists() is not bool(wrong)
    assert (list(response.context["form"].errors) if wrong else []) == wrong
    if wrong == ["target"]:
        assert "Wpisz liczbę całkowitą, na przykład 41." in words_of(response)
        assert 'value="40,5"' in response.content.decode()


def test_definition_add_refuses_an_activity_of_another_programme(told, signed_in):
    foreign = told.other.activities.create(
        number=1, title="Obce", starts_on=told.other.starts_on, ends_on=told.other.ends_on
    )
    response = signed_in(told.alice).post(
        address("reporting:definition_add", []), indicator_form(activity=foreign.pk)
    )
    assert response.status_code == 200
    assert Indicator.objects.filter(name="Cykle").exists() is False


def test_definitions_page_says_from_where_to_where(told, signed_in):
    Indicator.objects.filter(number=1, programme=told.programme).update(baseline=7)
    page = signed_in(told.alice).get(address("reporting:definitions", [])).content.decode()
    assert re.findall(r'data-label="Wartość początkowa" class="text-nowrap">([^<]*)<', page) == [
        "7",
        "0",
        "0",
    ]


def test_definition_remove_says_why_a_told_indicator_stays(told, signed_in):
    response = signed_in(told.alice).post(address("reporting:definition_remove", [1]), follow=True)
    assert "Podaje go złożone sprawozdanie" in words_of(response)
    assert Indicator.objects.filter(number=1, programme=told.programme).exists() is True


# Reports
