"""What a file from outside may be: known by its first bytes, never by its name. Nothing is unpacked (faults.md 23)."""

import zipfile
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True)
class Kind:
    """`ending`: the file is kept and offered under it. `type`: as which it is sent."""

    ending: str
    type: str


PDF = Kind(".pdf", "application/pdf")
PNG = Kind(".png", "image/png")
JPEG = Kind(".jpg", "image/jpeg")
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENTS = {
    f"{_OPEN}text": Kind(".odt", f"{_OPEN}text"),
    f"{_OPEN}spreadsheet": Kind(".ods", f"{_OPEN}spreadsheet"),
    f"{_OPEN}presentation": Kind(".odp", f"{_OPEN}presentation"),
}
OFFICE_DOCUMENTS = {
    "word/document.xml": Kind(".docx", f"{_OFFICE}wordprocessingml.document"),
    "xl/workbook.xml": Kind(".xlsx", f"{_OFFICE}spreadsheetml.sheet"),
    "ppt/presentation.xml": Kind(".pptx", f"{_OFFICE}presentationml.presentation"),
}
PICTURES = (PNG, JPEG)
KINDS = (PDF, PNG, JPEG, *OPEN_DOCUMENTS.values(), *OFFICE_DOCUMENTS.values())
BY_ENDING = {kind.ending: kind for kind in KINDS}
ENDINGS = tuple(BY_ENDING)

START = 512  # so many bytes say what a file is
ZIP = b"PK\x03\x04"
MOST_PARTS = 2_000  # parts of an office document; an archive with more is none
MACROS = "vbaproject.bin"
_FIRST_NAME = 30  # where a ZIP archive writes the name of its first part
_MIMETYPE = b"mimetype"
_LONGEST_TYPE = 80


def kind_of_start(start: bytes) -> Kind | None:
    """The kind that the first 512 bytes say, without what only the list of an archive's parts can say."""
    if start.startswith(b"%PDF-"):
        return PDF
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG
    if start.startswith(ZIP) and start[_FIRST_NAME:].startswith(_MIMETYPE):
        return _open_document(start)
    return None


def _open_document(start: bytes) -> Kind | None:
    """An OpenDocument keeps its type as its first part, uncompressed and without extra fields."""
    said = start[_FIRST_NAME + len(_MIMETYPE) :][:_LONGEST_TYPE]
    for name in sorted(OPEN_DOCUMENTS, key=len, reverse=True):
        if said.startswith(name.encode("ascii") + ZIP):
            return OPEN_DOCUMENTS[name]
    return None


def kind_of_parts(names: list[str]) -> Kind | None:
    """The kind of an archive with parts of these names: an office document without macros, or nothing."""
    if len(names) > MOST_PARTS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith(MACROS) for name in names):
        return None
    found = [kind for part, kind in OFFICE_DOCUMENTS.items() if part in names]
    return found[0] if len(found) == 1 else None


def kind_of(upload: IO[bytes]) -> Kind | None:
    """What a file is by its bytes, or None for what is not taken. An archive's list of parts is read, nothing more.

    The file stands at its beginning afterwards.
    """
    upload.seek(0)
    start = upload.read(START)
    upload.seek(0)
    kind = kind_of_start(start)
    if kind is not None or not start.startswith(ZIP):
        return kind
    try:
        with zipfile.ZipFile(upload) as archive:
            return kind_of_parts(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    finally:
        upload.seek(0)
