"""A table as text: pasted from a spreadsheet (tabs), or typed with `|` or `;` between cells, a row in each line."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FEWEST_COLUMNS = 2
MOST_COLUMNS = 6
MOST_ROWS = 60
LONGEST_HEADING = 100  # characters
NEW_LINE = "<br>"  # within a cell, as in Markdown
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_RULED = re.compile(r":-+:?|-+:|-{3,}")  # Markdown's line under the headings

NO_COLUMNS, NO_ROWS, TOO_WIDE, TOO_LONG, UNEVEN, NO_HEADING, LONG_HEADING = (
    "no_columns", "no_rows", "too_wide", "too_long", "uneven", "no_heading", "long_heading",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What keeps a text from being a table. `row`: counted from 1 under the headings; `column`: from 1; 0: no such."""

    code: str
    row: int = 0
    column: int = 0
    cells: int = 0


def read_table(typed: str) -> list[list[str]]:
    """Rows of cells; the first one holds the headings. Empty rows, and columns empty in every row, are left out."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    first = next((line for line in lines.split("\n") if line.strip()), "")
    if "\t" in first:
        rows = _separated(lines, "\t")
    elif "|" in first:
        rows = [_piped(line) for line in lines.split("\n")]
    else:
        rows = _separated(lines, ";")
    rows = [[_BREAK.sub("\n", cell.replace("\t", " ")).strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if len(rows) > 1 and all(_RULED.fullmatch(cell) for cell in rows[1]):
        del rows[1]
    width = max(map(len, rows), default=0)
    empty = {n for n in range(width) if not any(row[n] for row in rows if n < len(row))}
    return [[cell for n, cell in enumerate(row) if n not in empty] for row in rows]


def write_table(rows: Sequence[Sequence[str]]) -> str:
    """The rows as `| a | b |`, so that `read_table` gives them back."""
    return "\n".join(f"| {' | '.join(map(_in_a_line, row))} |" for row in rows)


def fault_of(rows: Sequence[Sequence[str]]) -> Fault | None:
    """The first thing that is wrong with a table, or None."""
    return next(_faults(rows), None)


def _faults(rows: Sequence[Sequence[str]]) -> Iterator[Fault]:
    headings = rows[0] if rows else []
    if len(headings) < FEWEST_COLUMNS:
        yield Fault(NO_COLUMNS)
    if len(headings) > MOST_COLUMNS:
        yield Fault(TOO_WIDE, cells=len(headings))
    for column, heading in enumerate(headings, start=1):
        if not heading:
            yield Fault(NO_HEADING, column=column)
        if len(heading) > LONGEST_HEADING:
            yield Fault(LONG_HEADING, column=column)
    if len(rows) == 1:
        yield Fault(NO_ROWS)
    if len(rows) - 1 > MOST_ROWS:
        yield Fault(TOO_LONG, cells=len(rows) - 1)
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(headings):
            yield Fault(UNEVEN, row=number, cells=len(row))


def _separated(lines: str, sign: str) -> list[list[str]]:
    """As spreadsheets write: a cell in quotes may hold the sign and new lines. A lone quote is only a quote."""
    rows = [f"{line}\n" for line in lines.split("\n")]
    if lines.count('"') % 2:
        return list(csv.reader(rows, delimiter=sign, quoting=csv.QUOTE_NONE))
    return list(csv.reader(rows, delimiter=sign))


def _piped(line: str) -> list[str]:
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line)]


def _in_a_line(cell: str) -> str:
    return cell.strip().replace("|", "\\|").replace("\n", NEW_LINE)
