"""HTML as a small tree: what readers of files build, what the writers of papers walk through.

Whatever comes from outside goes through `cleaned` first: only the tags of a plain text are left, and no address but
those of pages, letters and telephones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Union

import nh3

from osnowa.lib import text

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = {"a", "b", "strong", "i", "em", "br", "img"}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", *HEADINGS}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td", "caption"}
_GONE = {
    "script",
    "style",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "template",
    "noscript",
    "title",
    "form",
}
_VOID = {"br", "img"}
DEEPEST = 40  # a text nested deeper than that was not written by a person

Child = Union["Node", str]


@dataclass
class Node:
    """One element. `children`: elements and texts in order; texts are plain, nothing in them is escaped."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    def words(self) -> str:
        """All text in it, as one line."""
        return text.clean(" ".join("".join(self._texts()).split()))

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "br":
                yield " "
            else:
                yield from child._texts()  # noqa: SLF001  its own kind
                if child.tag in _BLOCKS or child.tag in _TABLE:
                    yield " "

    def elements(self) -> list["Node"]:
        return [child for child in self.children if isinstance(child, Node)]

    def all(self, *tags: str) -> list["Node"]:
        """Elements of these kinds at any depth, in the order of the text."""
        found: list[Node] = []
        for child in self.elements():
            if child.tag in tags:
                found.append(child)
            found.extend(child.all(*tags))
        return found


def cleaned(html: str) -> str:
    """HTML of which nothing is left but a plain text: scripts, drawings, frames, forms, styles are gone."""
    return nh3.clean(
        html,
        tags=_INLINE | _BLOCKS | _TABLE,
        clean_content_tags=_GONE,
        attributes={
            "a": {"href"},
            "img": {"src", "alt", "title"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
        },
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )


def parse(html: str) -> Node:
    """The tree of cleaned HTML, under a nameless root."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID and len(self.open) < DEEPEST:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def to_html(nodes: list[Child]) -> str:
    """Well-formed markup (HTML and XHTML alike) of a tree."""
    said = []
    for node in nodes:
        if isinstance(node, str):
            said.append(escape(node, quote=False))
            continue
        attrs = "".join(f' {name}="{escape(value)}"' for name, value in node.attrs.items())
        if node.tag in _VOID:
            said.append(f"<{node.tag}{attrs}/>")
        else:
            said.append(f"<{node.tag}{attrs}>{to_html(node.children)}</{node.tag}>")
    return "".join(said)
