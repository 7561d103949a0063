"""Plain rules of texts: how long, which competences, how cited, what an alternative text has to be."""

import csv
from pathlib import Path

import pytest

from osnowa.knowledge import rules
from osnowa.learning import rules as learning_rules


def test_competences_are_those_of_the_framework():
    data = Path(learning_rules.__file__).parent.parent / "data" / "digcomp_competences.csv"
    with data.open(encoding="utf-8", newline="") as file:
        named = {row["code"]: (row["name_pl"], row["name_en"]) for row in csv.DictReader(file, delimiter=";")}
    assert {code: names for code, names in named.items() if "." in code} == rules.COMPETENCES
    assert rules.competences_in("4.1; 2.4, 9.9") == ["2.4", "4.1"]
    assert rules.unknown_competences("4.1; 9.9, x") == ["9.9", "x"]


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [(0, "pl", 0), (1, "pl", 1), (166, "pl", 1), (167, "pl", 2), (228, "en", 1), (400, "xx", 3)],
)
def test_reading_takes_whole_minutes(words, language, minutes):
    assert rules.reading_minutes(words, language) == minutes


def test_alternative_text_says_what_is_seen():
    refused = ("", "  ", "ab", "IMG_1234.jpg", "DSC 0042", "zdjecie.png", "x" * 251)
    assert [alt for alt in refused if rules.says_what_is_seen(alt)] == []
    assert rules.says_what_is_seen("Trzy osoby przy stole liczą głosy")


def test_citation_names_what_is_known():
    said = {
        "title": "Hasła.",
        "publisher": "Fundacja Nić",
        "address": "https://x.example/",
        "licence": "CC BY 4.0",
    }
    assert (
        rules.citation(authors="Róża Przędza i Wit Nawój", year=2026, **said)
        == "Róża Przędza, Wit Nawój (2026). Hasła. Fundacja Nić. https://x.example/ (CC BY 4.0)"
    )
    assert (
        rules.citation(authors="", year=None, **said) == "Fundacja Nić. Hasła. https://x.example/ (CC BY 4.0)"
    )


def test_headings_get_anchors_and_none_twice():
    marked, found = rules.with_anchors(
        '<h2 data-block-key="a1">Źródła &amp; łąka</h2><p data-block-key="b">x</p><h2>Źródła &amp; łąka</h2><h2> </h2><h2><b>?</b></h2>'
    )
    assert [name for name, _words in found] == ["tekst-zrodla-laka", "tekst-zrodla-laka-2", "tekst-dalej"]
    assert found[0][1] == "Źródła & łąka"
    assert "data-block-key" not in marked
    assert marked.count("<h2") == 3
