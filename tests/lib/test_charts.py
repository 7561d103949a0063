import datetime as dt
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

from osnowa.lib import charts

APRIL, MAY, JUNE = dt.date(2017, 4, 3), dt.date(2017, 5, 11), dt.date(2017, 6, 2)


def drawn(**more) -> str:
    given = {"title": "Do 2 czerwca: 41,5 godziny", "language": "pl"} | more
    return charts.line_chart([(APRIL, 0), (MAY, 14), (JUNE, 41.5)], [(APRIL, 0), (JUNE, 60)], 1200, **given)


def words(svg: str) -> list[str]:
    return [element.text for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def test_chart_names_its_lines_in_polish():
    shown = words(drawn())

    assert {"plan", "cel 1\u00a0200", "osiągnięto 41,5"} <= set(shown)
    assert "7 maj" in shown


def test_chart_names_its_lines_in_english():
    assert {"plan", "target 1,200", "achieved 41.5"} <= set(words(drawn(language="en")))


def test_chart_is_one_picture_with_a_sentence():
    root = ET.fromstring(drawn(title='Wynik <58> & "cel"'))

    assert (root.get("role"), root.get("aria-label"), root.get("lang")) == ("img", 'Wynik <58> & "cel"', "pl")
    assert [e for e in root.iter() if e is not root and (e.get("role") or e.get("aria-label"))] == []


@pytest.mark.parametrize("scheme", ["page", "light", "dark"])
def test_chart_keeps_the_strict_policy(scheme):
    root = ET.fromstring(drawn(scheme=scheme))

    assert [e.tag for e in root.iter() if e.get("style") or e.tag.endswith(("style", "script"))] == []
    assert [key for e in root.iter() for key in e.attrib if key.startswith("on") or "href" in key] == []


def test_chart_follows_the_readers_scheme_inside_a_page():
    assert 'stroke="var(--os-spruce)"' in drawn(scheme="page")
    assert 'stroke="#1E4D3A"' in drawn(scheme="light")
    assert 'stroke="#A5D6B4"' in drawn(scheme="dark")
    assert "#1E4D3A" not in drawn(scheme="page") + drawn(scheme="dark")


def test_days_are_not_moved_by_the_time_zone_of_the_server(monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    shown = words(
        charts.line_chart([(dt.date(2017, 5, 1), 1), (dt.date(2017, 5, 2), 2)], title="x", language="pl")
    )

    assert "1 maj" in shown
    assert "30 kwi" not in shown


SEPTEMBER, DECEMBER = dt.date(2017, 9, 1), dt.date(2017, 12, 1)


@pytest.mark.parametrize("last_on", [MAY, JUNE, SEPTEMBER, DECEMBER])
@pytest.mark.parametrize("achieved", [0, 5, 12, 20, 28, 40, 59, 60, 90])
@pytest.mark.parametrize("target", [None, 60])
def test_words_lie_neither_on_a_line_nor_on_other_words(last_on, achieved, target):
    points = charts._rows([(APRIL, 0), (last_on, achieved)])
    plan = charts._rows([(APRIL, 0), (DECEMBER, 60)])
    plot = charts._Plot(points, plan, target, 640, 260)
    plot.place(points[-1], "osiągnięto 12")
    plot.place(plan[-1], "plan")
    lines = [piece for line in plot.lines for piece in pairwise(line)]
    first, second = plot.words
    assert [box for box in plot.words for piece in lines if charts._crosses(*piece, box)] == []
    assert not (
        first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]
    )


def test_chart_without_a_single_fact_is_still_a_picture():
    assert words(charts.line_chart([], title="Jeszcze nic", language="pl"))[-1] == "osiągnięto 0"


def test_equal_charts_are_drawn_once():
    charts._drawn.cache_clear()
    drawn(title="Jeden")
    drawn(title="Drugi")

    assert charts._drawn.cache_info().misses == 1


def test_line_chart_uses_colours_that_the_styles_define():
    styles = (Path(charts.__file__).parents[1] / "ui/styles/01-tokens.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--os-[a-z0-9-]+)", drawn()))
    assert "--os-chart-plan" in used
    assert {name for name in used if f"{name}:" not in styles} == set()
