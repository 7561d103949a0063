"""Charts of parts and days, beside the growing line of `charts`: the same drawing, font and colours."""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from osnowa.lib.charts import INK, LINE, MUTED, SPRUCE, svg

ROW = 34  # px of one bar with the space around it
LONGEST_LABEL = 150


def bar_chart(
    rows: Iterable[tuple[str, float, float | None]],
    *,
    title: str,
    language: str,
    scheme: str = "page",
    width: int = 230,
) -> str:
    """Bars that lie one under another, in the order given, each with its number at the end.

    `rows`: (label, value, whole); the whole stands behind the value as a paler bar, where it is not None. `title`: one
    sentence that says the finding; put the same numbers in a table below. `language`, `scheme`: as of `line_chart`.
    """
    values = [
        {
            "place": place,
            "label": label,
            "value": float(value),
            "whole": float(value if whole is None else max(whole, value)),
            "words": f"{value:g}" if whole is None else f"{value:g} / {whole:g}",
        }
        for place, (label, value, whole) in enumerate(rows)
    ]
    names = {str(row["place"]): str(row["label"]) for row in values}
    y: dict[str, Any] = {
        "field": "place",
        "type": "ordinal",
        "axis": {
            "labelExpr": f"{_as_expression(names)}[datum.value]",
            "labelLimit": LONGEST_LABEL,
            "labelColor": INK,
            "grid": False,
            "title": None,
        },
    }
    x = {"type": "quantitative", "axis": None, "scale": {"zero": True}}
    spec = {
        "width": width,
        "height": max(len(values), 1) * ROW,
        "data": {"values": values},
        "encoding": {"y": y},
        "layer": [
            _bar("whole", LINE, x),
            _bar("value", SPRUCE, x),
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "color": INK},
                "encoding": {"x": {"field": "whole", **x}, "text": {"field": "words"}},
            },
        ],
    }
    return svg(spec, title=title, language=language, scheme=scheme)


def day_chart(
    points: Iterable[tuple[dt.date, float]],
    *,
    title: str,
    language: str,
    dots: bool = False,
    top: float | None = None,
    scheme: str = "page",
    width: int = 400,
    height: int = 190,
) -> str:
    """What each day brought: a bar per day, or `dots` where a day can have several values.

    `top`: where the scale ends, for example 100 for percent. The rest as of `bar_chart`.
    """
    values = [{"day": day.isoformat(), "value": float(value)} for day, value in points]
    mark: dict[str, Any] = {"type": "bar", "color": SPRUCE, "width": 4}
    if dots:
        mark = {"type": "point", "filled": True, "size": 70, "color": SPRUCE, "opacity": 1}
    spec = {
        "width": width,
        "height": height,
        "data": {"values": values},
        "mark": mark,
        "encoding": {
            "x": {
                "field": "day",
                "type": "temporal",
                "scale": {"type": "utc"},
                "axis": {"format": "%-d %b", "title": None, "labelColor": MUTED},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"zero": True, **({} if top is None else {"domain": [0, top]})},
                "axis": {"title": None},
            },
        },
    }
    return svg(spec, title=title, language=language, scheme=scheme)


def _bar(field: str, colour: str, x: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "bar", "color": colour, "height": 16},
        "encoding": {"x": {"field": field, **x}},
    }


def _as_expression(names: dict[str, str]) -> str:
    """A dictionary for Vega's expressions: keys are numbers of ours, labels are quoted as JSON."""
    return json.dumps(names, ensure_ascii=False)
