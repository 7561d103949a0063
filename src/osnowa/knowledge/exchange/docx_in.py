"""Reading a text written in a word processor (DOCX), with its pictures.

The archive is asked for its size first, every part of XML is read once without believing it; then mammoth turns the
document into plain HTML, and the rest is the same as with Markdown. Macros, links to pictures elsewhere, drawings,
comments and what was struck out are left out.
"""

import io
import zipfile
from typing import Any

import mammoth
from django.utils.translation import gettext as _

from osnowa.knowledge.exchange import drawn
from osnowa.knowledge.exchange.assembly import assembled
from osnowa.knowledge.exchange.shapes import Imported
from osnowa.knowledge.exchange.tree import HEADINGS, Node, cleaned, parse
from osnowa.lib import archives, files
from osnowa.lib.errors import RuleBroken

MOST_UNPACKED = 60 * 1024**2  # with pictures
MOST_XML = 3 * 1024**2  # of one part: some 150 pages
LONGEST_HEADING = 120  # letters
_DOCX = files.OFFICE_DOCUMENTS["word/document.xml"]
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.lead:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Caption'] => p > em:fresh
p[style-name='caption'] => p > em:fresh
"""
_BROKEN = (
    zipfile.BadZipFile,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,  # among them a text nested too deep
)


def read_docx(content: bytes) -> Imported:
    """The title, the opening and the blocks of a DOCX file.

    Raises RuleBroken (field `file`): `kind` (no DOCX, broken, with macros), `parts`, `too_big`, `empty`.
    """
    try:
        archive = archives.opened(content, most_unpacked=MOST_UNPACKED)
        with archive:
            if files.kind_of_parts(archive.namelist()) != _DOCX:
                raise _not_docx()
            _ask_parts(archive)
            pictures = _Pictures()
            found: Any = mammoth.convert_to_html(
                io.BytesIO(content),
                style_map=_STYLES,
                convert_image=mammoth.images.img_element(pictures.keep),
                include_embedded_style_map=False,
                external_file_access=False,
            )
            tree, warnings = _with_headings(parse(cleaned(found.value)))
    except archives.ArchiveRefused as refusal:
        raise refused(refusal) from refusal
    except _BROKEN as broken:
        raise _not_docx() from broken
    return assembled(tree, {}, pictures.kept.get, warnings)


def _with_headings(tree: Node) -> tuple[Node, list[str]]:
    """Where nobody used styles, short lines all in bold are the headings."""
    if tree.all(*HEADINGS):
        return tree, []
    lines = [node for node in tree.elements() if _is_bold_line(node)]
    for node in lines:
        node.tag = "h2"
    said = _(
        "Lines in bold were taken as headings, because the file has no styles of headings. Look at them."
    )
    return tree, [said] if lines else []


def _is_bold_line(node: Node) -> bool:
    said = node.words()
    bold = " ".join(child.words() for child in node.elements() if child.tag in {"b", "strong"})
    return node.tag == "p" and 0 < len(said) <= LONGEST_HEADING and said == bold and said[-1] not in ".,;"


def refused(refusal: archives.ArchiveRefused) -> RuleBroken:
    """An archive that is not opened, in the words of whoever sent it."""
    if refusal.code == "parts":
        said = _("This file is packed of more than %(most)d parts. No text is: it is not opened.")
        return RuleBroken(said % {"most": archives.MOST_PARTS}, code="parts", field="file")
    if refusal.code in {"unpacked", "ratio"}:
        said = _("This file gets too big once unpacked. Make its pictures smaller, or take some out.")
        return RuleBroken(said, code="too_big", field="file")
    return _not_docx()


def _not_docx() -> RuleBroken:
    return RuleBroken(
        _("This file cannot be read. Open it in your word processor and save it as DOCX (without macros)."),
        code="kind",
        field="file",
    )


def _ask_parts(archive: zipfile.ZipFile) -> None:
    """Every part of XML is small enough, and declares nothing."""
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels")):
            continue
        if part.file_size > MOST_XML:
            raise RuleBroken(
                _("This text is too long. Divide it into several files."), code="too_big", field="file"
            )
        archives.ask_plain_xml(archive.read(part))


class _Pictures:
    """Pictures of the document by the name that the tree says. What is too big or missing has no bytes."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.count = 0
        self.bytes = 0

    def keep(self, image: Any) -> dict[str, str]:
        self.count += 1
        name = f"obraz-{self.count}"
        try:
            with image.open() as opened:
                content = opened.read(drawn.MOST_BYTES + 1)
        except _BROKEN:
            return {"src": name}
        self.bytes += len(content)
        if len(content) <= drawn.MOST_BYTES and self.bytes <= MOST_UNPACKED:
            self.kept[name] = content
        return {"src": name}
