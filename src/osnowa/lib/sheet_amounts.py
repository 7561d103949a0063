"""Amounts in tables to download: a Polish spreadsheet reads a comma in CSV, a workbook holds numbers."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any


def with_commas(rows: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    """Rows for CSV: `Decimal("12.50")` -> `12,50`."""
    for row in rows:
        yield [f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else cell for cell in row]


def as_numbers(rows: Iterable[Iterable[Any]]) -> Iterator[list[Any]]:
    """Rows for a workbook: amounts that can be added up."""
    for row in rows:
        yield [float(cell) if isinstance(cell, Decimal) else cell for cell in row]
