"""Reading whatever an editor sends: DOCX, Markdown, or Markdown packed together with its pictures."""

import posixpath
import zipfile
from collections.abc import Callable
from urllib.parse import unquote

from django.utils.translation import gettext as _

from osnowa.knowledge.exchange import drawn
from osnowa.knowledge.exchange.docx_in import MOST_UNPACKED, read_docx, refused
from osnowa.knowledge.exchange.markdown_in import decoded, read_markdown
from osnowa.knowledge.exchange.shapes import Imported
from osnowa.lib import archives, files
from osnowa.lib.errors import RuleBroken

MOST_BYTES = 10 * 1024**2
MARKDOWN = (".md", ".markdown", ".txt")
_LONGEST_TEXT = 4 * 1024**2  # bytes of a Markdown file in a package, before its letters are counted
_OTHERS = (
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)  # PDF, old DOC, RTF, packed


def read_file(name: str, content: bytes) -> Imported:
    """The text of a file, known by its bytes. Without a title of its own it gets the name of the file.

    Raises RuleBroken (field `file`): `too_big`, `parts`, `kind`, `empty`.
    """
    if len(content) > MOST_BYTES:
        said = _("This file is too big: %(limit)d MB is the most. Make its pictures smaller.")
        raise RuleBroken(said % {"limit": MOST_BYTES // 1024**2}, code="too_big", field="file")
    if content.startswith(files.ZIP):
        found = _read_packed(content)
    elif content.startswith(_OTHERS) or files.kind_of_start(content[: files.START]) is not None:
        raise _unknown()
    else:
        found = _read_text(content)
    if not found.title:
        stem = posixpath.basename(name.replace("\\", "/")).rsplit(".", 1)[0]
        found.title = stem.replace("_", " ").strip()[:255] or _("Without a title")
    return found


def _unknown() -> RuleBroken:
    return RuleBroken(
        _("This kind of file is not read here. Save the text as DOCX or Markdown."), code="kind", field="file"
    )


def _read_text(content: bytes, find: Callable[[str], bytes | None] | None = None) -> Imported:
    words, guessed = decoded(content)
    found = read_markdown(words, pictures=find)
    if guessed:
        found.warnings.insert(
            0, _("The file is not written in UTF-8. Look whether Polish letters are right.")
        )
    return found


def _read_packed(content: bytes) -> Imported:
    """A DOCX, or a ZIP with one Markdown file and its pictures."""
    try:
        with archives.opened(content, most_unpacked=MOST_UNPACKED) as archive:
            texts = [
                part
                for part in archive.infolist()
                if part.filename.lower().endswith(MARKDOWN) and not _is_hidden(part.filename)
            ]
            if "[Content_Types].xml" in archive.namelist() or len(texts) != 1:
                texts = []
            if texts:
                return _read_package(archive, texts[0])
    except archives.ArchiveRefused as refusal:
        raise refused(refusal) from refusal
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as broken:
        raise _unknown() from broken
    return read_docx(content)


def _is_hidden(name: str) -> bool:
    """What a computer puts into a package by itself."""
    return any(part.startswith((".", "__")) for part in name.split("/"))


def _read_package(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Imported:
    if part.file_size > _LONGEST_TEXT:
        raise RuleBroken(
            _("This text is too long. Divide it into several files."), code="too_big", field="file"
        )
    folder = posixpath.dirname(part.filename)
    sizes = {one.filename: one.file_size for one in archive.infolist()}

    def find(name: str) -> bytes | None:
        """A picture that the text names from where it stands; nothing outside of the package is reached."""
        where = posixpath.normpath(posixpath.join(folder, unquote(name)))
        if sizes.get(where, drawn.MOST_BYTES + 1) > drawn.MOST_BYTES:
            return None
        return archive.read(where)

    return _read_text(archive.read(part), find)
