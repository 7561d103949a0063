"""Tables for spreadsheets: CSV that Excel opens rightly in Polish, streamed, and XLSX. No cell is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

# What a spreadsheet takes for a formula at the beginning of a cell (ASVS 1.2.10), also in its wide East Asian shape.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide signs too
BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def safe_cell(value: Any) -> Any:
    """The value as a cell that stays text: a sign that could begin a formula gets an apostrophe before it.

    `+48 600 100 200` -> `'+48 600 100 200`: still readable. Numbers and dates are left as they are; None is empty.
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float) or not isinstance(value, str):
        return value
    text = value.replace("\x00", "")
    return (
        f"'{text}" if text.lstrip(" \u00a0").startswith(_DANGEROUS) or text.startswith(_DANGEROUS) else text
    )


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of CSV, one by one: semicolons between cells, as a Polish spreadsheet expects."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield BOM
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def csv_download(name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """A download that begins at once, however many rows there are. `name`: of the file, ASCII, without ending."""

    def every() -> Iterator[Iterable[Any]]:
        yield header
        yield from rows

    response = StreamingHttpResponse(csv_lines(every()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_download(
    name: str, title: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> HttpResponse:
    """A workbook with one sheet. Text stays text (also `=1+1`), numbers and dates are such; the header stays in view.

    `name`: of the file, ASCII, without ending. `title`: of the sheet, at most 31 signs.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(_NOT_IN_TITLES)[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, value, bold=True) for value in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, bool | int | float) or (value is not None and hasattr(value, "isoformat")):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", "" if value is None else str(value)))
    cell.data_type = "s"  # else a text that begins with "=" is written as a formula
    if bold:
        cell.font = Font(bold=True)
    return cell
