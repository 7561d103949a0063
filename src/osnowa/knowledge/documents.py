"""Papers of knowledge: a text, or a collection with all its texts, as a tagged PDF."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from osnowa.knowledge.exchange import Piece, Shown, Written
from osnowa.knowledge.exchange.labels import about, ends_with_heading, kind_word, title_of
from osnowa.knowledge.exchange.tree import Child, Node
from osnowa.lib import typeset
from osnowa.ui import words

WIDE = 1000  # pixels: a picture as wide as this takes the whole line
NARROWEST = 10  # per cent of the line
HIGHEST = 58  # per cent of the line: two of them fit on a page
HEADINGS = {"h2": 0, "h3": 1, "h4": 2}


def text_paper(text: Written) -> bytes:
    """The text, and the texts that it picked, as one tagged PDF in the language of the text."""
    with translation.override(text.language):
        data = {
            "kind": kind_word(text),
            "running": words.join_words(text.title),
            "words": {"about": _("About this text"), "contents": _("Contents")},
            "text": _text(text),
            "chosen": [{**_text(one), "words": words.join_words(said)} for one, said in text.chosen],
        }
        pictures = [shown for one in (text, *(one for one, _said in text.chosen)) for shown in one.pictures()]
        return typeset.pdf(
            "knowledge/papers/text.typ",
            data,
            title=text.title,
            language=text.language,
            author=text.byline or text.publisher,
            photographs={shown.name: shown.drawn.content for shown in pictures},
        )


def _text(text: Written) -> dict[str, Any]:
    line = [text.byline, words.short_date(text.published_on) if text.published_on else ""]
    return {
        "title": words.join_words(text.title),
        "lead": words.join_words(text.lead),
        "line": " · ".join(part for part in line if part),
        "facts": [(label, words.join_words(value)) for label, value in text.facts],
        "pieces": _pieces(text.pieces),
        "summary_en": text.summary_en,
        "about": about(text),
    }


def _pieces(pieces: list[Piece]) -> list[dict[str, Any]]:
    """Headings go down one level at a time, as PDF/UA asks; editors may begin with the third."""
    said = []
    before: Piece | None = None
    depth = -1  # of the last heading; the title stands above 0
    for piece in pieces:
        one = _piece(piece, heading=not ends_with_heading(before))
        if piece.kind == "steps":
            depth = 1
        for node in one["nodes"] if piece.kind == "text" else ():
            if node["kind"] == "heading":
                depth = node["depth"] = min(node["depth"], depth + 1)
        said.append(one)
        before = piece
    return said


def _piece(piece: Piece, *, heading: bool) -> dict[str, Any]:
    return {
        "kind": piece.kind,
        "title": words.join_words(title_of(piece, heading=heading)),
        "nodes": _nodes(piece.nodes),
        "steps": [
            {
                "title": words.join_words(step.title),
                "nodes": _nodes(step.nodes),
                "picture": _shown(step.picture),
            }
            for step in piece.steps
        ],
        "picture": _shown(piece.picture),
        "caption": words.join_words(piece.caption),
        "credit": piece.credit,
        "words": [words.join_words(line) for line in piece.words.splitlines()],
        "who": piece.who,
        "source": piece.source,
        "headers": piece.headers,
        "rows": [[words.join_words(cell) for cell in row] for row in piece.rows],
        "links": piece.links,
        "warning": piece.warning,
    }


def _shown(picture: Shown | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    across, down = picture.drawn.width, picture.drawn.height
    width = max(NARROWEST, min(100, across * 100 // WIDE, HIGHEST * across // max(down, 1)))
    return {"name": picture.name, "alt": picture.alt or picture.name, "width": width}


def _nodes(nodes: list[Node]) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []
    for node in nodes:
        if node.tag in HEADINGS:
            said.append({"kind": "heading", "depth": HEADINGS[node.tag], "runs": _runs(node.children)})
        elif node.tag in {"ul", "ol"}:
            said.append(_list(node))
        else:
            said.append({"kind": "paragraph", "runs": _runs(node.children)})
    return said


def _list(node: Node) -> dict[str, Any]:
    items = []
    for item in node.elements():
        inner = [child for child in item.elements() if child.tag in {"ul", "ol"}]
        line = [child for child in item.children if isinstance(child, str) or child.tag not in {"ul", "ol"}]
        items.append({"runs": _runs(line), "lists": [_list(one) for one in inner]})
    return {"kind": "list", "ordered": node.tag == "ol", "items": items}


def _runs(nodes: list[Child], **marks: Any) -> list[dict[str, Any]]:
    """Words with their marks: bold, slanted, address; a break stands alone."""
    plain = {"words": "", "break": False, "bold": False, "slanted": False, "address": ""}
    runs: list[dict[str, Any]] = []
    for node in nodes:
        if isinstance(node, str):
            runs.append({**plain, **marks, "words": words.join_words(node)})
        elif node.tag == "br":
            runs.append({**plain, "break": True})
        elif node.tag in {"b", "strong"}:
            runs += _runs(node.children, **{**marks, "bold": True})
        elif node.tag in {"i", "em"}:
            runs += _runs(node.children, **{**marks, "slanted": True})
        elif node.tag == "a" and node.attrs.get("href"):
            runs += _runs(node.children, **{**marks, "address": node.attrs["href"]})
        else:
            runs += _runs(node.children, **marks)
    return runs
