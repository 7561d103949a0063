"""Charts of levels by name: a bar from nothing to a level, or a span from one level to another ("before" to "after").

Drawn on the server as `lib.charts` draws; the same numbers belong in a table below the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from osnowa.lib import charts

ROW, WIDTH, LETTERS = 46, 400, 30
LEFT = 230  # px for names


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
    names: tuple[str, str] = ("", ""),
    scheme: str = "page",
) -> str:
    """One row for each span, in their order. `names`: of the two ends ("before", "after"); empty: bars.

    `top`: the end of the scale. `title`: what a screen reader hears. `unit`: words under the scale.
    """
    rows = [
        {
            "name": span.name,
            "lines": wrap(span.name, LETTERS)[:3] or [""],
            "place": place,
            "start": round(span.start, 1),
            "end": round(span.end, 1),
            "words": _words(span, language, bars=not names[0]),
        }
        for place, span in enumerate(spans)
    ]
    data = {"values": rows}
    y = {"field": "place", "type": "ordinal", "axis": None}
    x = {"field": "start", "type": "quantitative", "scale": {"domain": [0, top]}, "axis": {"title": unit, "grid": True, "tickCount": 5}}
    thick = 10 if names[0] else 16
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": thick, "color": charts.SPRUCE if not names[0] else charts.PLAN},
            "encoding": {"y": y, "x": x, "x2": {"field": "end"}},
        },
        {
            "mark": {"type": "text", "align": "right", "x": -12, "fontSize": 14, "lineHeight": 16, "color": charts.INK, "baseline": "middle", "dy": 0},
            "encoding": {"y": y, "text": {"field": "lines"}},
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 10, "fontWeight": "bold", "baseline": "middle"},
            "encoding": {"y": y, "x": {"field": "right", "type": "quantitative"}, "text": {"field": "words"}},
        },
    ]
    for row in rows:
        row["right"] = max(row["start"], row["end"])  # type: ignore[call-overload]
    if names[0]:
        for field, shape in (("start", "diamond"), ("end", "circle")):
            layers.append(
                {
                    "mark": {
                        "type": "point",
                        "shape": shape,
                        "size": 150,
                        "filled": True,
                        "opacity": 1,
                        "color": charts.SPRUCE if field == "end" else charts.INK,
                    },
                    "encoding": {"y": y, "x": {"field": field, "type": "quantitative"}},
                }
            )
    spec = {"width": WIDTH, "height": ROW * len(rows), "data": data, "layer": layers, "padding": {"left": LEFT, "right": 92, "top": 6, "bottom": 6}, "autosize": {"type": "none"} if False else "pad"}
    return charts.svg(spec, title=title, language=language, scheme=scheme)


def _words(span: Span, language: str, *, bars: bool) -> str:
    end = _number(span.end, language)
    return end if bars else f"{_number(span.start, language)} → {end}"


def _number(value: float, language: str) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return shown.replace(".", ",") if language == "pl" else shown
