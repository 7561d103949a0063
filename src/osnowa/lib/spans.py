"""Charts of levels by name: a bar from nothing to a level, or a span from one level to another ("before" to "after").

Drawn on the server as `lib.charts` draws; the same numbers belong in a table below the picture. Names stand above
their bars, so that the picture is read on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from osnowa.lib import charts

ROW, WIDTH = 56, 300
BAR, SPAN = 14, 8  # px of thickness
LETTERS = 46
SPACE_FOR_WORDS = 84  # px right of the scale


@dataclass(frozen=True)
class Span:
    """`start` to `end`, in the chart's unit. A bar starts at 0."""

    name: str
    start: float
    end: float


def span_chart(
    spans: Sequence[Span],
    *,
    top: float,
    unit: str,
    title: str,
    language: str,
    is_change: bool = False,
    scheme: str = "page",
) -> str:
    """One row for each span, in their order. `is_change`: both ends are marked (diamond, circle); else bars.

    `top`: the end of the scale. `title`: what a screen reader hears. `unit`: words under the scale.
    """
    values = [
        {
            "place": place,
            "name": shorten(span.name, LETTERS, placeholder="…"),
            "start": round(span.start, 1),
            "end": round(span.end, 1),
            "right": round(max(span.start, span.end), 1),
            "words": _words(span, language, is_change=is_change),
        }
        for place, span in enumerate(spans)
    ]
    y = {"field": "place", "type": "ordinal", "axis": None}
    axis = {"title": unit, "grid": True, "tickCount": 5}
    x = {"field": "start", "type": "quantitative", "scale": {"domain": [0, top]}, "axis": axis}
    thick, colour = (SPAN, charts.PLAN) if is_change else (BAR, charts.SPRUCE)
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": thick, "yOffset": 10, "color": colour},
            "encoding": {"y": y, "x": x, "x2": {"field": "end"}},
        },
        {
            "mark": {"type": "text", "align": "left", "x": 0, "dy": -13, "color": charts.INK},
            "encoding": {"y": y, "text": {"field": "name"}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 11, "dy": 11, "fontWeight": "bold"},
            "encoding": {"y": y, "x": _at("right"), "text": {"field": "words"}},
        },
    ]
    if is_change:
        layers += [_end("start", "diamond", charts.INK, y), _end("end", "circle", charts.SPRUCE, y)]
    spec = {
        "width": WIDTH,
        "height": ROW * len(values),
        "data": {"values": values},
        "layer": layers,
        "padding": {"left": 4, "right": SPACE_FOR_WORDS, "top": 4, "bottom": 4},
        "autosize": {"type": "pad", "contains": "content"},
    }
    return charts.svg(spec, title=title, language=language, scheme=scheme)


def _at(field: str) -> dict[str, Any]:
    return {"field": field, "type": "quantitative"}


def _end(field: str, shape: str, colour: str, y: dict[str, Any]) -> dict[str, Any]:
    mark = {
        "type": "point",
        "shape": shape,
        "size": 140,
        "filled": True,
        "opacity": 1,
        "color": colour,
        "yOffset": 10,
    }
    return {"mark": mark, "encoding": {"y": y, "x": _at(field)}}


def _words(span: Span, language: str, *, is_change: bool) -> str:
    end = _number(span.end, language)
    return f"{_number(span.start, language)} → {end}" if is_change else end


def _number(value: float, language: str) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return shown.replace(".", ",") if language == "pl" else shown
