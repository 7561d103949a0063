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
from html import escape
from typing import Any

import vl_convert
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

Point = tuple[dt.date, float]
Row = dict[str, Any]

ROOM_FOR_WORDS = 0.7  # of the axis: further right a label would leave the picture

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
    achieved: list[Row] = [{"day": day.isoformat(), "value": float(value)} for day, value in sorted(points)]
    planned: list[Row] = [{"day": day.isoformat(), "value": float(value)} for day, value in sorted(plan)]
    layers = []
    if planned:
        layers.append(_line(planned, PLAN, 2, dash=[6, 5], steps=False))
        layers.append(_label(planned[-1], words["plan"], PLAN, below=bool(achieved)))
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
        days = sorted({row["day"] for row in [*achieved, *planned]})
        layers.append(
            _label(
                last,
                words_of_last,
                SPRUCE,
                bold=True,
                room_at_right=_part(last["day"], days) < ROOM_FOR_WORDS,
            )
        )
    spec = {
        "width": width,
        "height": height,
        "layer": layers or [_level_label(0.0, words["achieved"] + " 0")],
    }
    return svg(spec, title=title, language=language, scheme=scheme)


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


def _part(day: str, days: list[str]) -> float:
    """How far along the axis a day lies, 0 to 1."""
    first, last, here = (dt.date.fromisoformat(d).toordinal() for d in (days[0], days[-1], day))
    return (here - first) / (last - first) if last > first else 1.0


def _label(
    row: Row,
    words: str,
    colour: str,
    *,
    bold: bool = False,
    below: bool = False,
    room_at_right: bool = False,
) -> dict[str, Any]:
    """The line's name, beside its end."""
    return {
        "data": {"values": [{**row, "words": words}]},
        "mark": {
            "type": "text",
            "align": "left" if room_at_right else "right",
            "dx": 8 if room_at_right else -6,
            "dy": 4 if room_at_right else 16 if below else -12,
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
        format_locale="pl-PL" if polish else "en-GB",
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
