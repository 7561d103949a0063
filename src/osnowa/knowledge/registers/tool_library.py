"""The library of tool records that comes with Osnowa: facts in our own words, CC BY 4.0. See library/tools.json.

`checked_on` says when we wrote a record down. What we were not sure of is unknown or left out.
"""

import datetime as dt
import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent.parent / "library" / "tools.json"
BYLINE = "Osnowa"
DAYS = ("checked_on", "price_checked_on")
HEADINGS = (("when", "Kiedy warto"), ("mind", "Na co uważać"))


@dataclass(frozen=True)
class Record:
    """One tool. `fields`: as `ToolPage` takes them, the text already in HTML."""

    title: str
    fields: Mapping[str, Any]


@cache
def records() -> tuple[Record, ...]:
    """Every record, in the order of the file: those that most organisations ask for stand first."""
    return tuple(_record(raw) for raw in json.loads(PATH.read_text(encoding="utf-8")))


def _record(raw: Mapping[str, Any]) -> Record:
    fields = dict(raw)
    fields["body"] = _body(fields.pop("what"), {name: fields.pop(name) for name, _heading in HEADINGS})
    for name in DAYS:
        if fields.get(name):
            fields[name] = dt.date.fromisoformat(fields[name])
    fields.setdefault("byline", BYLINE)
    return Record(raw["title"], fields)


def _body(what: str, parts: Mapping[str, list[str]]) -> str:
    """A paragraph, then lists under fixed headings."""
    blocks = [f"<p>{html.escape(what, quote=False)}</p>"]
    for name, heading in HEADINGS:
        items = "".join(f"<li>{html.escape(item, quote=False)}</li>" for item in parts[name])
        blocks.append(f"<h2>{heading}</h2><ul>{items}</ul>")
    return "".join(blocks)
