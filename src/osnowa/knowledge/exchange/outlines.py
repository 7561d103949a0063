"""What was read of a file, block by block, in a line each: for who looks before a draft is made."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from osnowa.knowledge.exchange.shapes import Imported
from osnowa.knowledge.exchange.tree import parse

LONGEST = 160  # letters of a block's beginning


@dataclass(frozen=True)
class Line:
    """`kind`: the block in a word. `words`: how it begins."""

    kind: str
    words: str


def outline(found: Imported) -> list[Line]:
    """The opening and every block, in order."""
    opening = [{"type": "text", "value": found.body_html}] if found.body_html else []
    return [Line(_kind(part), _cut(_words(part))) for part in (*opening, *found.parts)]


def _kind(part: dict[str, Any]) -> str:
    value = part["value"]
    if part["type"] == "steps":
        return ngettext("%(count)d step", "%(count)d steps", len(value)) % {"count": len(value)}
    if part["type"] == "tip":
        return pgettext("part of a text", "Watch out" if value["kind"] == "warning" else "Tip")
    return {
        "text": pgettext("part of a text", "Text"),
        "picture": _("Picture"),
        "video": _("Film"),
        "quote": _("Quotation"),
        "comparison": _("Comparison"),
        "downloads": _("Files to download"),
    }[part["type"]]


def _words(part: dict[str, Any]) -> str:
    value = part["value"]
    kind = part["type"]
    if kind == "text":
        return parse(value).words()
    if kind == "tip":
        return parse(value["body"]).words()
    if kind in {"steps", "downloads"}:
        return " · ".join(one["title"] for one in value)
    said = {
        "picture": lambda: value["alt"] or _("without a description"),
        "video": lambda: value["title"] or value["address"],
        "quote": lambda: value["words"],
        "comparison": lambda: value["caption"] or " | ".join(value["headers"]),
    }
    return str(said[kind]())


def _cut(said: str) -> str:
    return said if len(said) <= LONGEST else said[:LONGEST].rsplit(" ", 1)[0] + "…"
