"""Reading a table that somebody uploads: XLSX or CSV, within limits, every cell as text. Nothing in it is computed."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.files import OFFICE_DOCUMENTS, ZIP, kind_of

MOST_BYTES = 2 * 1024**2
MOST_UNPACKED = 30 * 1024**2  # of an XLSX, as its list of parts says
MOST_COLUMNS = 60
LONGEST_CELL = 4_000
_SEPARATORS = ";\t,"
_XLSX = OFFICE_DOCUMENTS["xl/workbook.xml"]
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
    IndexError,
)


@dataclass(frozen=True)
class Table:
    """`rows`: as many cells in each as the header has; rows of nothing are left out."""

    header: list[str]
    rows: list[list[str]]


def read_table(upload: IO[bytes], size: int, *, most_rows: int) -> Table:
    """The first sheet of a workbook, or a CSV file in UTF-8 or the Central European Windows code page.

    `size` in bytes. Raises RuleBroken on the field "file": "too_big", "kind", "empty", "rows", "columns".
    """
    if size > MOST_BYTES:
        raise _refused(
            "too_big", _("This file is too big: %(limit)d MB is the most.") % {"limit": MOST_BYTES // 1024**2}
        )
    upload.seek(0)
    start = upload.read(len(ZIP))
    upload.seek(0)
    cells = _workbook(upload) if start == ZIP else _csv(upload)
    rows: list[list[str]] = []
    for row in cells:
        found = [_tidy(cell) for cell in row]
        if not any(found):
            continue
        rows.append(found)
        if len(rows) > most_rows + 1:
            said = _("The table has more than %(most)d rows. Divide it into several files.")
            raise _refused("rows", said % {"most": most_rows})
    if len(rows) < 2:  # noqa: PLR2004  a header and one row
        raise _refused(
            "empty", _("The table needs a row with names of columns, and under it at least one person.")
        )
    width = max(n for n, cell in enumerate(rows[0], start=1) if cell)
    if width > MOST_COLUMNS:
        raise _refused(
            "columns",
            _("The table has more than %(most)d columns. Leave those that you need.")
            % {"most": MOST_COLUMNS},
        )
    return Table(rows[0][:width], [(row + [""] * width)[:width] for row in rows[1:]])


def _refused(code: str, message: str) -> RuleBroken:
    return RuleBroken(message, code=code, field="file")


def _not_a_table() -> RuleBroken:
    return _refused(
        "kind",
        _("This is neither an XLSX nor a CSV file that can be read here. Save the table as one of them."),
    )


def _workbook(upload: IO[bytes]) -> Iterator[list[Any]]:
    if kind_of(upload) != _XLSX:
        raise _not_a_table()
    try:
        with zipfile.ZipFile(upload) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise _refused("too_big", _("This workbook is too big once unpacked. Save it as CSV."))
        upload.seek(0)
        book = load_workbook(upload, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            yield from (list(row) for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1))
        finally:
            book.close()
    except _BROKEN as broken:
        raise _not_a_table() from broken


def _csv(upload: IO[bytes]) -> Iterable[list[Any]]:
    content = upload.read(MOST_BYTES + 1)
    if b"\x00" in content:
        raise _not_a_table()
    try:
        typed = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        typed = content.decode("cp1250", errors="replace")
    first = typed.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(typed, newline=""), delimiter=separator))
    except csv.Error as broken:
        raise _not_a_table() from broken


def _tidy(cell: Any) -> str:
    """A cell as a person would have typed it: days without the hour of midnight, whole numbers without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = text.clean(str(cell))[:LONGEST_CELL]
    return said[1:] if len(said) > 1 and said[0] == "'" and said[1] in "=+-@" else said
