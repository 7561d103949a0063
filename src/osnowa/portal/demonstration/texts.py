"""Articles and tool pages of ours, read from `knowledge/`: true, in our own words, CC BY 4.0. Authors are invented.

A file: `name: value` lines, `---`, then the text in a small part of Markdown: `##`, lists, `**bold**`, `[links](...)`.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from osnowa.knowledge.registers import tool_library

FOLDER = Path(__file__).parent / "knowledge"
NOT_FACTS = frozenset({"title", "lead", "topic", "body", "byline", "checked_on"})
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(((?:https://|/)[^)\s]+)\)")
_ITEM = re.compile(r"(?:- |\d+\. )")


@dataclass(frozen=True)
class Text:
    """`by`: "roza" or "wit", the other approves. `day`: from the programme's start; below zero from today.

    `fate`: published, waiting, sent_back or draft. `reviewer`: "Name <address>" of somebody from outside who is asked.
    `tool`: the facts of the library's record of this name, empty for an article.
    """

    title: str
    lead: str
    topic: str
    by: str
    day: int
    fate: str
    comment: str
    body: str
    tool: dict[str, Any]
    reviewer: str


@cache
def texts() -> tuple[Text, ...]:
    return tuple(
        _read(path, is_tool=kind == "tools")
        for kind in ("articles", "tools")
        for path in sorted((FOLDER / kind).glob("*.md"))
    )


def _read(path: Path, *, is_tool: bool) -> Text:
    head, _line, body = path.read_text(encoding="utf-8").partition("\n---\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    common = {name: said.pop(name) for name in ("title", "lead", "topic", "by")}
    day, fate, comment = int(said.pop("day")), said.pop("fate", "published"), said.pop("comment", "")
    reviewer = said.pop("reviewer", "")
    tool = facts_of(common["title"]) if is_tool else {}
    return Text(
        **common, day=day, fate=fate, comment=comment, body=in_html(body), tool=tool, reviewer=reviewer
    )


def facts_of(title: str) -> dict[str, Any]:
    """What the library says of this tool, without its words and its day."""
    record = next(one for one in tool_library.records() if one.title == title)
    return {name: value for name, value in record.fields.items() if name not in NOT_FACTS}


def in_html(markdown: str) -> str:
    """Paragraphs, headings and flat lists as the editor's rich text has them."""
    parts = []
    for block in re.split(r"\n\s*\n", markdown.strip()):
        lines = block.strip().splitlines()
        before = [line for line in lines if not _ITEM.match(line)]
        items = [line for line in lines if _ITEM.match(line)]
        if lines[0].startswith("## "):
            parts.append(f"<h2>{_inline(lines[0][3:])}</h2>")
            before = [line for line in before if line != lines[0]]
        if before:
            parts.append(f"<p>{_inline(' '.join(before))}</p>")
        if items:
            kind = "ul" if items[0].startswith("- ") else "ol"
            rows = "".join(f"<li>{_inline(_ITEM.sub('', item, count=1))}</li>" for item in items)
            parts.append(f"<{kind}>{rows}</{kind}>")
    return "".join(parts)


def _inline(line: str) -> str:
    escaped = html.escape(line, quote=False)
    return _LINK.sub(r'<a href="\2">\1</a>', _BOLD.sub(r"<b>\1</b>", escaped))
