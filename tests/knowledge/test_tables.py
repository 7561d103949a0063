"""A table as text: pasted or typed, and given back as it was."""

import json

import pytest

from osnowa.knowledge.models import ArticlePage
from osnowa.knowledge.rules import tables
from tests.factories.knowledge import ArticlePageFactory, stream


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("Co\tCena\r\nKalendarz\t0 zł\n\n", [["Co", "Cena"], ["Kalendarz", "0 zł"]]),
        ('Co\tCena\n"dwie\nlinie"\t3 " ekran"', [["Co", "Cena"], ["dwie\nlinie", '3 " ekran"']]),
        ('Co\tCena\n5" ekran\t1', [["Co", "Cena"], ['5" ekran', "1"]]),
        ("| Co | Cena |\n|---|:-:|\n| a<br>b | c\\|d |", [["Co", "Cena"], ["a\nb", "c|d"]]),
        ("Co;Cena;\nKalendarz;0 zł;", [["Co", "Cena"], ["Kalendarz", "0 zł"]]),
        ("| | A |\n| - | - |", [["", "A"], ["-", "-"]]),
        ("", []),
        (";;;|\x00", [["\x00"]]),
    ],
)
def test_what_is_read_is_written_so_that_it_is_read_again(typed, rows):
    if "\x00" in typed:
        assert tables.read_table(typed)  # of no use, and no error
        return
    assert tables.read_table(typed) == rows
    assert tables.read_table(tables.write_table(rows)) == rows


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "no_columns"),
        ([["A"], ["1"]], "no_columns"),
        ([["A", "B"]], "no_rows"),
        ([["A", ""], ["1", "2"]], "no_heading"),
        ([["A", "B"], ["1", "2"], ["3"]], "uneven"),
        ([list("ABCDEFG"), list("1234567")], "too_wide"),
        ([["A", "B"], *[["1", "2"]] * 61], "too_long"),
        ([["A", "B" * 101], ["1", "2"]], "long_heading"),
    ],
)
def test_a_fault_has_a_name(rows, code):
    fault = tables.fault_of(rows)
    assert fault is not None
    assert fault.code == code
    assert tables.fault_of([["A", "B"], ["1", ""]]) is None


@pytest.mark.django_db
def test_the_stored_form_is_the_one_that_import_knows(roza):
    old = {
        "caption": "Co",
        "headers": [{"type": "item", "value": "A", "id": "1"}, {"type": "item", "value": "B", "id": "2"}],
        "rows": [
            {
                "type": "item",
                "id": "3",
                "value": [{"type": "item", "value": "x|y"}, {"type": "item", "value": ""}],
            }
        ],
    }
    page = ArticlePageFactory(by=roza, parts=stream(("comparison", old)))
    shown = page.parts[0].value
    assert (shown.headers, shown.rows, shown["table"]) == (
        ["A", "B"],
        [["x|y", ""]],
        "| A | B |\n| x\\|y |  |",
    )
    page.save()
    kept = json.loads(ArticlePage._meta.get_field("parts").value_to_string(ArticlePage.objects.get()))
    assert kept[0]["value"] == {"caption": "Co", "headers": ["A", "B"], "rows": [["x|y", ""]]}
    draft = ArticlePageFactory(by=roza, parts=stream(("comparison", {"caption": "", "table": "jeszcze nic"})))
    assert draft.parts.get_prep_value()[0]["value"]["table"] == "jeszcze nic"
