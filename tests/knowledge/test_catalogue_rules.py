"""Facets and freshness as plain values."""

import datetime as dt

import pytest

from osnowa.knowledge.registers import tool_lists
from osnowa.knowledge.registers.tool_lists import ListFaultyError
from osnowa.knowledge.rules import catalogue, freshness
from osnowa.knowledge.rules.catalogue import Row

TODAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, "fresh"),
        (0, "fresh"),
        (185, "fresh"),
        (186, "ageing"),
        (364, "ageing"),
        (365, "stale"),
        (4000, "stale"),
    ],
)
def test_a_check_ages_by_half_a_year_and_a_year(days, state):
    checked_on = TODAY - dt.timedelta(days=days)
    assert freshness.of(checked_on, TODAY) == state
    assert (checked_on <= freshness.checked_before(TODAY)) == (state != "fresh")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("AGPL-3.0", "free"),
        ("GPL-2.0 lub GPL-3.0", "free"),
        ("MIT, Apache-2.0", "free"),
        ("GPL-2.0-or-later", "free"),
        ("CECILL-B", "free"),
        ("EPL-2.0 / MIT", "free"),
        ("BSD-3-Clause-No-Military-License", "unknown"),
        ("BSL-1.1", "unknown"),
        ("⊘ Proprietary", "closed"),
        ("zamknięte", "closed"),
        ("", "unknown"),
    ],
)
def test_licence_is_free_only_where_it_is_known_to_be(words, kind):
    assert catalogue.licence_kind(words) == kind


def test_hours_fall_into_bands_and_names_are_parted_by_commas_only():
    assert [catalogue.effort_band(hours) for hours in (None, 0, 2, 3, 8, 9)] == [
        "unknown", "2", "2", "8", "8", "more",
    ]  # fmt: skip
    assert catalogue.names_in(" Dysk Google,, pióro i kartka ,") == ["Dysk Google", "pióro i kartka"]


def test_choices_narrow_across_facets_and_widen_within_one():
    rows = [
        Row(1, {"task": ("files", "chat"), "price": ("free",)}),
        Row(2, {"task": ("chat",), "price": ("paid",)}),
        Row(3, {"task": (), "price": ("free",)}),
    ]
    assert [row.id for row in catalogue.narrow(rows, {"task": {"chat", "files"}})] == [1, 2]
    assert [row.id for row in catalogue.narrow(rows, {"task": {"chat"}, "price": {"free"}})] == [1]
    assert catalogue.narrow(rows, {"unheard_of": {"x"}}) == []
    counts = catalogue.counts(rows, {"price": {"free"}}, ("task", "price"))
    assert counts["task"] == {"files": 1, "chat": 1}  # what one more choice would leave
    assert counts["price"] == {"free": 2, "paid": 1}  # a facet does not narrow itself


class TestLists:
    AWESOME = (
        '{"name": "Łódka", "slug": "lodka", "licenses": ["MIT"], "website_url": "https://lodka.example"}'
    )

    def test_rows_are_answered_one_by_one(self):
        other = (
            '{"id": "wiatr", "name": "Wiatr", "license": "GPL-3.0", "website": "https://wiatr.example",'
            ' "replacesTools": ["Żagiel", 7], "selfHostable": true, "platforms": ["web"], "tagline": "Weht"}'
        )
        bad = [
            "7",
            '{"name": " "}',
            '{"name": "Bez listy"}',
            '{"name": "Skrypt", "licenses": ["MIT"], "website_url": "javascript:alert(1)"}',
            '{"name": "Bez licencji", "licenses": "MIT", "website_url": "https://x.example"}',
            self.AWESOME,
        ]
        reading = tool_lists.read(f"[{self.AWESOME}, {other}, {', '.join(bad)}]".encode())
        assert [(one.source, one.key, one.name) for one in reading.candidates] == [
            ("awesome-selfhosted", "lodka", "Łódka"),
            ("european-alternatives", "wiatr", "Wiatr"),
        ]
        assert reading.candidates[1].facts["replaces"] == ["Żagiel"]
        assert [fault.row for fault in reading.faults] == [3, 4, 5, 6, 7, 8]
        assert len({fault.words for fault in reading.faults}) == 6

    @pytest.mark.parametrize(
        "content", [b"", b"\xff\xfe", b"{}", b"[" * 100_000, b"[" + b"0," * 20_000 + b"0]"]
    )
    def test_what_is_no_list_is_refused_whole(self, content):
        with pytest.raises(ListFaultyError):
            tool_lists.read(content)

    def test_prefilled_facts_hold_no_words_of_the_list(self):
        reading = tool_lists.read(f"[{self.AWESOME}]".encode())
        facts = {**reading.candidates[0].facts, "description": "Cudze słowa.", "tags": ["Wikis", "?"]}
        filled = tool_lists.prefilled("awesome-selfhosted", facts)
        assert filled == {
            "website": "https://lodka.example",
            "source_url": "",
            "software_licence": "MIT",
            "replaces": "",
            "tasks": ["notes"],
            "platforms": ["web"],
            "hosted": ["own"],
        }
