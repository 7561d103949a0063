"""Tables for spreadsheets: CSV that Excel opens rightly in Polish, streamed, with no cell taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse

# What a spreadsheet takes for a formula at the beginning of a cell (ASVS 1.2.10), also in its wide East Asian shape.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide signs too
BOM = "\ufeff"


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
