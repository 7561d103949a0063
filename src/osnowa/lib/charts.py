"""Charts: one Vega-Lite specification as a plain dict, drawn on the server as SVG. No script reaches the browser.

The SVG stands inline in the page (`{{ chart|safe }}`, it holds no text of people but what is escaped here): our pages'
font reaches inline pictures only, and so do the colours of the reader's scheme, as `var(--os-...)` in presentation
attributes. The strict CSP allows that, because there is no `style` attribute and no `<style>`. For papers and
downloads ask for `scheme="light"` or `"dark"`: plain colours.
Drawing costs some 75 ms of processor time, so equal charts are remembered by the process.
"""

import datetime as dt
import functools
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

import vl_convert
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

Point = tuple[dt.date, float]
Row = dict[str, Any]

LETTER, LINE_OF_WORDS = 8.5, 16  # px of a letter and of a line of words at 15 px, on the wide side

# light, dark, and the variable of ui/styles/01-tokens.css (docs: design, tokens)
INK, MUTED, LINE, SPRUCE, PLAN = "#1B211D", "#4E554E", "#DDD3BF", "#1E4D3A", "#8A6F4E"
_DARK = {INK: "#F2ECDD", MUTED: "#C0C2B2", LINE: "#34463C", SPRUCE: "#A5D6B4", PLAN: "#B8AD90"}
_VARIABLE = {
    INK: "var(--os-ink)",
    MUTED: "var(--os-muted)",
    LINE: "var(--os-line)",
    SPRUCE: "var(--os-spruce)",
    PLAN: "var(--os-chart-plan)",
}

_MONTHS = ["sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"]
_POLISH_TIME = {
    "dateTime": "%A, %e %B %Y, %X",
    "date": "%d.%m.%Y",
    "time": "%H:%M:%S",
    "periods": ["", ""],
    "days": ["niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"],
    "shortDays": ["ndz.", "pon.", "wt.", "śr.", "czw.", "pt.", "sob."],
    "months": [
        "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
        "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
    ],
    "shortMonths": _MONTHS,
}  # fmt: skip
_POLISH_NUMBERS = {
    "decimal": ",",
    "thousands": "\N{NO-BREAK SPACE}",
    "grouping": [3],
    "currency": ["", " zł"],
}


def line_chart(
    points: Iterable[Point],
    plan: Iterable[Point] = (),
    target: float | None = None,
    *,
    title: str,
    language: str,
    scheme: str = "page",
    width: int = 640,
    height: int = 260,
) -> str:
    """How a figure grew: steps of what was achieved, dashed what was planned, a dashed level for the target.

    `points`, `plan`: (day, total so far), any order. `title`: one sentence that says the finding; it is what a screen
    reader hears, so put the same numbers in a table below. `language`: "pl" or "en" (words, decimal comma, months).
    `scheme`: "page" (follows the reader's scheme, inline only), "light" or "dark". `width`, `height`: px of the plot.
    """
    with translation.override(language):
        words = {"achieved": gettext("achieved"), "plan": gettext("plan"), "target": gettext("target")}
    achieved, planned = _rows(points), _rows(plan)
    layers = []
    plot = _Plot(achieved, planned, target, width, height)
    if planned:
        layers.append(_line(planned, PLAN, 2, dash=[6, 5], steps=False))
    if target is not None:
        layers.append(
            {
                "data": {"values": [{"value": float(target)}]},
                "mark": {"type": "rule", "color": PLAN, "strokeWidth": 2, "strokeDash": [2, 4]},
                "encoding": {"y": {"field": "value", "type": "quantitative"}},
            }
        )
        words_of_target = f"{words['target']} {_number(float(target), language)}"
        layers.append(_level_label(float(target), words_of_target))
    if achieved:
        layers.append(_line(achieved, SPRUCE, 3.5, steps=True))
        last = achieved[-1]
        words_of_last = f"{words['achieved']} {_number(last['value'], language)}"
        layers.append(_label(last, words_of_last, SPRUCE, plot.place(last, words_of_last), bold=True))
    if planned:
        layers.append(_label(planned[-1], words["plan"], PLAN, plot.place(planned[-1], words["plan"])))
    spec = {
        "width": width,
        "height": height,
        "layer": layers or [_level_label(0.0, words["achieved"] + " 0")],
    }
    return svg(spec, title=title, language=language, scheme=scheme)


def _rows(points: Iterable[Point]) -> list[Row]:
    return [{"day": day.isoformat(), "value": float(value)} for day, value in sorted(points)]


def svg(spec: dict[str, Any], *, title: str, language: str, scheme: str = "page") -> str:
    """Draw a Vega-Lite specification in our font and colours. Colours in `spec` are the light ones above."""
    drawn = _drawn(json.dumps({**spec, "config": _CONFIG, "background": None}, sort_keys=True), language)
    if scheme != "light":
        colours = _DARK if scheme == "dark" else _VARIABLE
        for light, other in colours.items():
            drawn = drawn.replace(f'"{light}"', f'"{other}"')
    return drawn.replace(
        "<svg ", f'<svg role="img" aria-label="{escape(title, quote=True)}" lang="{language}" ', 1
    )


_CONFIG: dict[str, Any] = {
    "font": "Osnowa Sans",
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED, "labelFontSize": 15, "titleFontSize": 15, "titleColor": MUTED, "title": None,
        "gridColor": LINE, "domainColor": INK, "tickColor": INK, "labelPadding": 6,
    },
    "axisY": {"domain": False, "ticks": False, "tickCount": 5, "tickMinStep": 1},
    "axisX": {"grid": False, "labelOverlap": "greedy", "labelFlush": True, "tickCount": 6},
    "text": {"fontSize": 15, "color": INK},
}  # fmt: skip


def _line(
    rows: list[Row], colour: str, thickness: float, *, steps: bool, dash: list[int] | None = None
) -> dict[str, Any]:
    mark: dict[str, Any] = {"type": "line", "color": colour, "strokeWidth": thickness}
    if steps:
        mark["interpolate"] = "step-after"
    if dash:
        mark["strokeDash"] = dash
    return {
        "data": {"values": rows},
        "mark": mark,
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "scale": {"type": "utc"},
                "axis": {"format": "%-d %b", "title": None},
            },
            "y": {"field": "value", "type": "quantitative", "scale": {"zero": True}, "axis": {"title": None}},
        },
    }


@dataclass(frozen=True)
class _Place:
    """Where words stand from the end of their line: px right and down to their middle, and their side there."""

    align: str
    dx: float
    dy: float


PLACES = (
    _Place("left", 8, 0),
    _Place("right", -6, -16),
    _Place("left", 8, -9),
    _Place("right", -6, 16),
    _Place("right", -6, -32),
    _Place("right", -6, 32),
    _Place("left", 8, -40),
    _Place("left", 8, -72),
)


class _Plot:
    """Where lines and words lie, in px, so that no words are put on a line or on other words."""

    def __init__(
        self, achieved: list[Row], planned: list[Row], target: float | None, width: int, height: int
    ) -> None:
        rows = [*achieved, *planned]
        self.days = [dt.date.fromisoformat(row["day"]).toordinal() for row in rows] or [0]
        self.top = max([row["value"] for row in rows] + [target or 0.0, 1.0])
        self.width, self.height = width, height
        self.lines = [self._points(planned), self._steps(achieved)]
        if target is not None:
            self.lines.append([(0.0, self._y(target)), (float(width), self._y(target))])
        self.words: list[tuple[float, float, float, float]] = []

    def place(self, row: Row, words: str) -> _Place:
        """The first place that is free; the last words' box is kept for the next."""
        x, y = self._x(row["day"]), self._y(row["value"])
        boxes = [self._box(x, y, place, words) for place in PLACES]
        free = next((n for n, box in enumerate(boxes) if self._is_free(box)), 1)
        self.words.append(boxes[free])
        return PLACES[free]

    def _x(self, day: str) -> float:
        first, last = min(self.days), max(self.days)
        return (
            self.width * (dt.date.fromisoformat(day).toordinal() - first) / (last - first)
            if last > first
            else 0
        )

    def _y(self, value: float) -> float:
        return self.height * (1 - value / self.top)

    def _points(self, rows: list[Row]) -> list[tuple[float, float]]:
        return [(self._x(row["day"]), self._y(row["value"])) for row in rows]

    def _steps(self, rows: list[Row]) -> list[tuple[float, float]]:
        """A step rises at the day of the next point."""
        points = self._points(rows)
        risen = [(after[0], before[1]) for before, after in pairwise(points)]
        return sorted([*points, *risen], key=lambda point: (point[0], -point[1]))

    def _box(self, x: float, y: float, place: _Place, words: str) -> tuple[float, float, float, float]:
        long = LETTER * len(words)
        left = x + place.dx if place.align == "left" else x + place.dx - long
        middle = y + place.dy
        return left, middle - LINE_OF_WORDS / 2, left + long, middle + LINE_OF_WORDS / 2

    def _is_free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 0 or right > self.width or bottom > self.height:
            return False
        if any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.words
        ):
            return False
        return not any(
            _crosses(before, after, box) for line in self.lines for before, after in pairwise(line)
        )


def _crosses(
    before: tuple[float, float], after: tuple[float, float], box: tuple[float, float, float, float]
) -> bool:
    """Does a piece of a line pass through the box? Both between the box's sides, its height there is looked at."""
    left, top, right, bottom = box
    (x1, y1), (x2, y2) = before, after
    if x2 < left or x1 > right:
        return False
    if x1 == x2:
        return min(y1, y2) < bottom and max(y1, y2) > top
    heights = [y1 + (y2 - y1) * (min(max(x, x1), x2) - x1) / (x2 - x1) for x in (left, right)]
    return min(heights) < bottom and max(heights) > top


def _label(row: Row, words: str, colour: str, place: _Place, *, bold: bool = False) -> dict[str, Any]:
    """The line's name, beside its end."""
    return {
        "data": {"values": [{**row, "words": words}]},
        "mark": {
            "type": "text",
            "align": place.align,
            "baseline": "middle",
            "dx": place.dx,
            "dy": place.dy,
            "color": colour,
            "fontWeight": "bold" if bold else "normal",
        },
        "encoding": {
            "x": {"field": "day", "type": "temporal", "scale": {"type": "utc"}},
            "y": {"field": "value", "type": "quantitative"},
            "text": {"field": "words"},
        },
    }


def _level_label(value: float, words: str) -> dict[str, Any]:
    return {
        "data": {"values": [{"value": value, "words": words}]},
        "mark": {"type": "text", "align": "left", "x": 4, "dy": -9, "color": PLAN},
        "encoding": {"y": {"field": "value", "type": "quantitative"}, "text": {"field": "words"}},
    }


def _number(value: float, language: str) -> str:
    shown = f"{value:,.1f}".removesuffix(".0")
    return shown.replace(",", "\u00a0").replace(".", ",") if language == "pl" else shown


@functools.lru_cache(maxsize=256)
def _drawn(spec: str, language: str) -> str:
    _know_fonts()
    polish = language == "pl"
    drawn = vl_convert.vegalite_to_svg(
        spec,
        vl_version="5.20",
        format_locale=_POLISH_NUMBERS if polish else "en-GB",
        time_format_locale=_POLISH_TIME if polish else "en-GB",
    )
    # One picture with one name: what Vega says about every tick and point would be read out one by one.
    drawn = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    return re.sub(
        r'<svg [^>]*viewBox="([^"]*)"',
        r'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="\1"',
        drawn,
        count=1,
    )


@functools.cache
def _know_fonts() -> None:
    vl_convert.register_font_directory(str(settings.PAPER_FONTS))
