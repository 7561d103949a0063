"""Writing texts as an EPUB 3 book: one text, or a collection with a chapter for each, tagged for who listens to it.

EPUB 3.3 and EPUB Accessibility 1.1 (W3C): what the files are called and what the metadata say.
"""

import io
import re
import uuid
import zipfile
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from osnowa.knowledge import rules
from osnowa.knowledge.exchange.labels import about, ends_with_heading, kind_word, title_of
from osnowa.knowledge.exchange.pieces import Piece, Shown, Written
from osnowa.knowledge.exchange.tree import Child, Node, to_html
from osnowa.lib import clock

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DAY_ONE = (1980, 1, 1, 0, 0, 0)  # a ZIP archive's oldest day: the same text is the same file
_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
_LINKS = {"http", "https", "mailto", "tel"}


@dataclass
class Chapter:
    """One text of the book. `headings`: anchors and words, for the contents."""

    name: str
    text: Written
    blocks: list[dict[str, Any]] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    words: str = ""


def write_epub(text: Written) -> bytes:
    """The text as a book; a collection brings the texts that it picked. In the language of the text."""
    with translation.override(text.language):
        chapters = [_chapter(text, "text.xhtml", "")]
        for number, (one, said) in enumerate(text.chosen, start=1):
            chapters.append(_chapter(one, f"text-{number}.xhtml", said))
        pictures = {shown.name: shown for chapter in chapters for shown in chapter.text.pictures()}
        context = {
            "text": text,
            "chapters": chapters,
            "pictures": [(shown, _TYPES[shown.drawn.ending]) for shown in pictures.values()],
            "identifier": uuid.uuid5(uuid.NAMESPACE_URL, text.address),
            "authors": rules.names_in(text.byline) or [text.publisher],
            "changed": (text.changed_at or clock.now()).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "kind": kind_word(text),
            "words": {"contents": _("Contents"), "access": _access(with_pictures=bool(pictures))},
        }
        files = {
            "META-INF/container.xml": _xml("container.xml", context),
            "EPUB/content.opf": _xml("content.opf", context),
            "EPUB/nav.xhtml": _xml("nav.xhtml", context),
            "EPUB/style.css": _xml("style.css", context),
        }
        for chapter in chapters:
            with translation.override(chapter.text.language):
                shown = {
                    "chapter": chapter,
                    "text": chapter.text,
                    "about": about(chapter.text),
                    "words": {"about": _("About this text")},
                }
                files[f"EPUB/{chapter.name}"] = _xml("text.xhtml", shown)
    return _packed(files, pictures)


def _access(*, with_pictures: bool) -> str:
    """What a reader may expect who listens to the book."""
    if with_pictures:
        return _("Text with headings, lists and a table of contents. Every picture is described in words.")
    return _("Text with headings, lists and a table of contents, without pictures.")


def _xml(template: str, context: dict[str, Any]) -> str:
    return _NOT_XML.sub("", render_to_string(f"knowledge/epub/{template}", context)).strip() + "\n"


def _packed(files: dict[str, str], pictures: dict[str, Shown]) -> bytes:
    """The type first and unpacked, as every reader looks for it."""
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _DAY_ONE), "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY_ONE), content, zipfile.ZIP_DEFLATED)
        for shown in pictures.values():
            entry = zipfile.ZipInfo(f"EPUB/pictures/{shown.name}", _DAY_ONE)
            archive.writestr(entry, shown.drawn.content, zipfile.ZIP_STORED)
    return book.getvalue()


def _chapter(text: Written, name: str, words: str) -> Chapter:
    chapter = Chapter(name, text, words=words)
    with translation.override(text.language):
        before: Piece | None = None
        for piece in text.pieces:
            chapter.blocks.append(_block(piece, chapter, heading=not ends_with_heading(before)))
            before = piece
    return chapter


def _block(piece: Piece, chapter: Chapter, *, heading: bool) -> dict[str, Any]:
    title = title_of(piece, heading=heading)
    anchor = _anchor(chapter, title) if piece.kind == "steps" and title else ""
    return {
        "piece": piece,
        "title": title,
        "anchor": anchor,
        "html": _rich(piece.nodes, chapter),
        "steps": [(step, _rich(step.nodes, None)) for step in piece.steps],
        "lines": [line for line in piece.words.splitlines() if line.strip()],
        "links": [(said, _address(where)) for said, where in piece.links],
    }


def _anchor(chapter: Chapter, words: str) -> str:
    anchor = f"part-{len(chapter.headings) + 1}"
    chapter.headings.append((anchor, words))
    return anchor


def _rich(nodes: list[Node], chapter: Chapter | None) -> SafeString:
    """Rich text as XHTML; its second headings get anchors for the contents."""
    return mark_safe(to_html([_linked(node, chapter) for node in nodes]))  # noqa: S308  cleaned, and drawn anew


def _linked(node: Child, chapter: Chapter | None) -> Child:
    """The same tree with addresses that a book may hold; others are left as words."""
    if isinstance(node, str):
        return node
    children = [_linked(child, chapter) for child in node.children]
    if node.tag == "a":
        address = _address(node.attrs.get("href", ""))
        return Node("a", {"href": address}, children) if address else Node("span", {}, children)
    attrs = {"id": _anchor(chapter, node.words())} if node.tag == "h2" and chapter is not None else {}
    return Node(node.tag, attrs, children)


def _address(address: str) -> str:
    """An address in letters that every reader takes, or "" for what is none."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    return iri_to_uri(address).replace(" ", "%20") if scheme in _LINKS else ""
