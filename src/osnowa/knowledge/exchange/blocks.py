"""From a tree to the blocks of a page: steps, tips, pictures, quotes, comparisons, and the text between them.

How blocks are told apart (docs/manual/plik-do-tekstu.md says it to editors):
a heading "Krok po kroku" with a numbered list or with numbered headings under it: steps; a quote that begins with
"Wskazówka." or "Uwaga." in bold: a tip or a warning; another quote: a quote; a table: a comparison.
"""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from osnowa.knowledge import rules
from osnowa.knowledge.exchange.richness import inline, rich
from osnowa.knowledge.exchange.tree import HEADINGS, Child, Node
from osnowa.lib import text

# The words of the format itself, as files are written; what is read may say it in either language and in other words
WORDS = {
    "pl": {
        "steps": "Krok po kroku",
        "tip": "Wskazówka.",
        "warning": "Uwaga.",
        "film": "Film.",
        "downloads": "Do pobrania.",
        "credit": "Zdjęcie:",
        "source": "Źródło:",
    },
    "en": {
        "steps": "Step by step",
        "tip": "Tip.",
        "warning": "Watch out.",
        "film": "Film.",
        "downloads": "Downloads.",
        "credit": "Picture:",
        "source": "Source:",
    },
}
STEPS = {"krok po kroku", "step by step"}
TIPS = {
    "wskazowka": "tip",
    "tip": "tip",
    "uwaga": "warning",
    "ostrzezenie": "warning",
    "watch out": "warning",
    "warning": "warning",
}
FILM, DOWNLOADS = {"film", "video"}, {"do pobrania", "downloads"}
CREDIT = re.compile(r"^(?:fot|zdjęcie|zdj|rys|photo|picture|credit)\s*[.:]+\s*", re.IGNORECASE)
SOURCE = re.compile(r"^(?:źródło|zrodlo|source)\s*:\s*", re.IGNORECASE)
_WHO = re.compile(r"^(?:—|–|--|-)\s*")
_NUMBER = re.compile(r"^(?:krok|step)?\s*\d{1,2}\s*[.):–-]?\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ„\"0-9])")
LONGEST_STEP = 150
MOST_ROWS, MOST_COLUMNS = 60, 6

Part = dict[str, Any]
Keeper = Callable[
    [str, str], str
]  # (address in the file, alt) -> the picture's key, or "" where it is left out


class Sorter:
    """Walks the blocks of a file once. `keep_picture`: under which key a picture is kept; `warn` tells the reader."""

    def __init__(self, keep_picture: Keeper, warn: Callable[[str], None]) -> None:
        self.keep_picture = keep_picture
        self.warn = warn
        self.parts: list[Part] = []
        self.loose: list[Child] = []

    def sort(self, nodes: list[Child]) -> list[Part]:
        """Every block in order; text between two others is one block."""
        at = 0
        while at < len(nodes):
            node = nodes[at]
            at += 1
            if isinstance(node, str):
                self.loose.append(node)
            elif node.tag in HEADINGS and text.fold(node.words()) in STEPS:
                at = self._steps(node, nodes, at)
            elif node.tag == "blockquote":
                for quote in _parted(node):
                    self._quote(quote)
            elif node.tag == "table":
                self._table(node)
            elif node.all("img") or node.tag == "img":
                self._with_pictures(node)
            else:
                self.loose.append(node)
        self._settle()
        return self.parts

    def _settle(self) -> None:
        said = rich(self.loose)
        self.loose = []
        if said:
            self._add("text", said)

    def _add(self, kind: str, value: Any) -> None:
        if kind != "text":
            self._settle()
        self.parts.append({"type": kind, "value": value})

    # Steps

    def _steps(self, heading: Node, nodes: list[Child], at: int) -> int:
        """The steps under a heading; where there are none the heading is one like others. Returns where to go on.

        Under headings, the last step ends at a quote or a table: that one stands beside the steps.
        """
        level = HEADINGS.index(heading.tag)
        end = at
        while end < len(nodes):
            node = nodes[end]
            if isinstance(node, Node) and node.tag in HEADINGS and HEADINGS.index(node.tag) <= level:
                break
            end += 1
        first = next((n for n in range(at, end) if _is(nodes[n], "ol", *HEADINGS)), None)
        if first is None:
            self.loose.append(heading)
            return at
        self.loose.extend(nodes[at:first])
        if _is(nodes[first], "ol"):
            numbered = nodes[first]
            items = numbered.elements() if isinstance(numbered, Node) else []
            self._add("steps", [self._step_of_item(item) for item in items if item.words()])
            return first + 1
        last = max(n for n in range(first, end) if _is(nodes[n], *HEADINGS))
        end = next((n for n in range(last, end) if _is(nodes[n], "blockquote", "table")), end)
        self._add("steps", self._steps_of_headings(nodes[first:end]))
        return end

    def _steps_of_headings(self, nodes: list[Child]) -> list[Part]:
        steps: list[tuple[str, list[Child]]] = []
        for node in nodes:
            if isinstance(node, Node) and node.tag in HEADINGS:
                steps.append((_NUMBER.sub("", node.words(), count=1), []))
            else:
                steps[-1][1].append(node)
        return [self._step(title, body) for title, body in steps]

    def _step_of_item(self, item: Node) -> Part:
        """A point of a numbered list: what is bold at its beginning, or its first sentence, is the step's title."""
        body = list(item.children)
        while body and isinstance(body[0], str) and not body[0].strip():
            body.pop(0)
        if body and isinstance(body[0], Node) and body[0].tag == "p":
            body = [*body[0].children, *([Node("br")] if len(body) > 1 else []), *body[1:]]
        if body and isinstance(body[0], Node) and body[0].tag in {"b", "strong"}:
            said, after = body[0].words(), _without_start(body[1:])
            begun = isinstance(after[0], str) if after else False  # "**Title.** and on it goes"
            return self._step(said.rstrip(".:") if begun else said, after)
        if body and isinstance(body[0], str):
            parts = _SENTENCE.split(body[0].lstrip(), maxsplit=1)
            alone = len(body) == 1 or (isinstance(body[1], Node) and body[1].tag in {"ul", "ol", "br", "p"})
            if len(parts) == 2:  # noqa: PLR2004  the first sentence, and what follows
                return self._step(parts[0].rstrip(".:"), [parts[1], *body[1:]])
            if alone:
                return self._step(body[0].strip().rstrip(".:"), body[1:])
        said = Node("p", {}, inline(body)).words()
        return self._step(said, body if len(said) > LONGEST_STEP else [*item.all("ul", "ol")])

    def _step(self, title: str, body: list[Child]) -> Part:
        title = text.clean(title)
        if len(title) > LONGEST_STEP:
            body = [Node("p", {}, [title]), *body]
            title = title[: LONGEST_STEP - 1].rsplit(" ", 1)[0] + "…"
        step: Part = {"title": title, "body": rich(body, headings=False), "picture": None, "alt": ""}
        pictures = Node("", {}, body).all("img")
        for picture in pictures[:1]:
            key, alt = self._kept(picture)
            if key:
                step["picture"], step["alt"] = key, alt
        if len(pictures) > 1:
            self.warn(
                _("Step “%(title)s”: a step has one picture; the others were left out.") % {"title": title}
            )
        return step

    # Quotes

    def _quote(self, node: Node) -> None:
        first = next((child for child in node.elements() if child.words()), None)
        if first is None:
            return
        word, after = _bold_start(first)
        rest: list[Child] = [Node("p", {}, after) if child is first else child for child in node.children]
        if word in TIPS:
            self._add("tip", {"kind": TIPS[word], "body": rich(rest, headings=False)})
        elif word in FILM:
            self._film(rest)
        elif word in DOWNLOADS:
            links = [(link.words(), link.attrs.get("href", "")) for link in Node("", {}, rest).all("a")]
            self._add("downloads", [{"document": address, "title": title} for title, address in links])
        else:
            self._words_of_somebody(node)

    def _film(self, nodes: list[Child]) -> None:
        link = next(iter(Node("", {}, nodes).all("a")), None)
        address = link.attrs.get("href", "") if link is not None else ""
        title = link.words() if link is not None and link.words() != address else ""
        paragraphs = [node for node in nodes if isinstance(node, Node) and node.words()]
        if paragraphs and link in paragraphs[0].all("a"):
            paragraphs.pop(0)
        said = rich(paragraphs, headings=False)
        if not said:
            self.warn(_("A film has no words written down for those who cannot hear it. Add them."))
        film = {"title": title[:LONGEST_STEP], "address": address, "file": None, "captions": None}
        self._add("video", {**film, "transcript": said})

    def _words_of_somebody(self, node: Node) -> None:
        """A quote: words, then perhaps "— who" and "Źródło: what"."""
        words: list[str] = []
        who = source = ""
        for paragraph in _paragraphs(node):
            said: list[str] = []
            for line in _lines(paragraph):
                if SOURCE.match(line) and (words or said):
                    source = SOURCE.sub("", line)
                elif _WHO.match(line) and (words or said):
                    who = _WHO.sub("", line)
                else:
                    said.append(line)
            if said:
                words.append(" ".join(said))
        self._add("quote", {"words": "\n".join(words)[:1000], "who": who[:150], "source": source[:200]})

    # Tables and pictures

    def _table(self, table: Node) -> None:
        rows = _grid(table)
        for picture in table.all("img"):
            self._picture(picture)
        rows = [row for row in rows if any(row)]
        width = max((len(row) for row in rows), default=0)
        if len(rows) < 2 or width < 2:  # noqa: PLR2004  a frame around a text, as word processors draw it
            for cell in table.all("td", "th"):
                self.loose.extend(child for child in cell.children if not _holds_picture(child))
            return
        if len(rows) > MOST_ROWS + 1 or width > MOST_COLUMNS:
            self.warn(
                _(
                    "A table is too big for a comparison: %(rows)d rows and %(columns)d columns at most were taken."
                )
                % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            )
        width = min(width, MOST_COLUMNS)
        level = [(row + [""] * width)[:width] for row in rows[: MOST_ROWS + 1]]
        caption = next((c.words() for c in table.all("caption")), "") or self._caption_before()
        if not caption:
            self.warn(_("A table does not say what it compares. Add it."))
        headers = [header[:100] for header in level[0]]
        self._add("comparison", {"caption": caption[:200], "headers": headers, "rows": level[1:]})

    def _caption_before(self) -> str:
        """A paragraph wholly in italics right above a table is its caption."""
        while self.loose and isinstance(self.loose[-1], str) and not self.loose[-1].strip():
            self.loose.pop()
        last = self.loose[-1] if self.loose else None
        if not isinstance(last, Node) or last.tag != "p":
            return ""
        inside = inline(last.children)
        if len(inside) == 1 and isinstance(inside[0], Node) and inside[0].tag == "i":
            self.loose.pop()
            return inside[0].words()
        return ""

    def _with_pictures(self, node: Node) -> None:
        """A block with pictures in it: its words stay text, each picture becomes a block behind it."""
        pictures = [node] if node.tag == "img" else node.all("img")
        credit = ""
        if node.tag == "p" and len(pictures) == 1:
            slanted = [child for child in node.elements() if child.tag in {"i", "em"}]
            if slanted and CREDIT.match(slanted[-1].words()):
                credit = CREDIT.sub("", slanted[-1].words())
                node = Node("p", {}, [child for child in node.children if child is not slanted[-1]])
        if node.words():
            self.loose.append(node)
        for picture in pictures:
            self._picture(picture, credit)

    def _picture(self, picture: Node, credit: str = "") -> None:
        key, alt = self._kept(picture)
        if key:
            caption = text.clean(picture.attrs.get("title", ""))
            self._add(
                "picture", {"picture": key, "alt": alt, "caption": caption[:300], "credit": credit[:200]}
            )

    def _kept(self, picture: Node) -> tuple[str, str]:
        alt = text.clean(picture.attrs.get("alt", ""))[: rules.LONGEST_ALT]
        return self.keep_picture(picture.attrs.get("src", ""), alt), alt


def body_and_parts(parts: list[Part]) -> tuple[str, list[Part]]:
    """The opening is the text before the first other block; the rest are parts."""
    if parts and parts[0]["type"] == "text":
        return parts[0]["value"], parts[1:]
    return "", parts


def _is(node: Child, *tags: str) -> bool:
    return isinstance(node, Node) and node.tag in tags


def _grid(table: Node) -> list[list[str]]:
    """The words of every cell; where one cell takes the place of several, the others are empty."""
    rows: list[list[str]] = []
    taken: dict[int, int] = {}  # column -> how many rows more a cell above reaches into it
    for row in table.all("tr"):
        said: list[str] = []
        for cell in (cell for cell in row.elements() if cell.tag in {"th", "td"}):
            while taken.get(len(said), 0):
                taken[len(said)] -= 1
                said.append("")
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(said), len(said) + across):
                taken[column] = down - 1
            said += [cell.words(), *[""] * (across - 1)]
        rows.append(said)
    return rows


def _span(cell: Node, name: str) -> int:
    said = cell.attrs.get(name, "1")
    return min(max(int(said), 1), MOST_ROWS) if said.isdecimal() and len(said) < 4 else 1  # noqa: PLR2004  digits


def _parted(quote: Node) -> list[Node]:
    """Word processors join quotes that stand one under another: each tip in them begins anew."""
    parted = [Node("blockquote")]
    for child in quote.children:
        word = _bold_start(child)[0] if isinstance(child, Node) else ""
        if word and word in TIPS.keys() | FILM | DOWNLOADS and parted[-1].words():
            parted.append(Node("blockquote"))
        parted[-1].children.append(child)
    return parted


def _bold_start(paragraph: Node) -> tuple[str, list[Child]]:
    """The folded word in bold with which a paragraph begins ("" where none), and what follows it."""
    for at, child in enumerate(paragraph.children):
        if isinstance(child, str) and not child.strip():
            continue
        if paragraph.tag == "p" and isinstance(child, Node) and child.tag in {"b", "strong"}:
            return text.fold(child.words()), _without_start(paragraph.children[at + 1 :])
        break
    return "", []


def _without_start(nodes: list[Child]) -> list[Child]:
    """Without the space (or a full stop, or a break) that parted a bold beginning from what follows."""
    nodes = list(nodes)
    while nodes and isinstance(nodes[0], Node) and nodes[0].tag == "br":
        nodes.pop(0)
    if nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(" .:\n\u00a0")
    return nodes


def _holds_picture(child: Child) -> bool:
    return isinstance(child, Node) and (child.tag == "img" or (bool(child.all("img")) and not child.words()))


def _paragraphs(node: Node) -> list[Node]:
    found: list[Node] = []
    for child in node.elements():
        if child.tag in {"blockquote", "ul", "ol"}:
            found.extend(_paragraphs(child))
        elif child.words():
            found.append(child)
    return found


def _lines(paragraph: Node) -> list[str]:
    """The words of a paragraph, line by line where it breaks them."""
    lines: list[list[Child]] = [[]]
    for child in paragraph.children:
        if isinstance(child, Node) and child.tag == "br":
            lines.append([])
        elif isinstance(child, str) and "\n" in child:
            first, *others = child.split("\n")
            lines[-1].append(first)
            lines.extend([other] for other in others)
        else:
            lines[-1].append(child)
    said = [Node("p", {}, line).words() for line in lines]
    return [line for line in said if line]
