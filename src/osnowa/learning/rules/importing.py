"""A framework of competences out of a spreadsheet: what each row says, and what is wrong with it."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

MOST_ROWS = 500
LONGEST_CODE, LONGEST_NAME = 20, 200
# Heads that people write, folded, and what they mean.
HEADS = {
    "kod": "code",
    "code": "code",
    "obszar": "area",
    "area": "area",
    "parent": "area",
    "nazwa": "name_pl",
    "nazwa pl": "name_pl",
    "name pl": "name_pl",
    "nazwa po polsku": "name_pl",
    "name": "name_en",
    "nazwa en": "name_en",
    "name en": "name_en",
    "nazwa po angielsku": "name_en",
}
NEEDED = ("code", "name_pl")


@dataclass(frozen=True)
class Row:
    """One line of the file. `line`: its number in the file, heads counted. `faults`: words for what is wrong."""

    line: int
    code: str
    area: str
    name_pl: str
    name_en: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """`missing`: heads that the file lacks ("code", "name_pl"); then there are no rows."""

    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def is_good(self) -> bool:
        return (
            bool(self.rows)
            and not self.missing
            and not self.is_cut
            and not any(row.faults for row in self.rows)
        )


def decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else Windows-1250, as Polish spreadsheets write it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace")


def read_sheet(words: str, *, fold: Callable[[str], str], clean: Callable[[str], str]) -> Sheet:
    """Read a table with heads in the first line, cells parted by `;`, `,` or a tab.

    `fold` and `clean` are lib.text's. Faults of a row: "code" (none), "name" (none), "twice" (the code stands
    before), "area" (names a code that is not in the file), "long". Blank lines are passed over.
    """
    lines = words.splitlines()
    head = lines[0] if lines else ""
    mark = max(";,\t", key=head.count)
    table = list(csv.reader(io.StringIO(words.replace("\x00", "")), delimiter=mark))
    heads = [HEADS.get(fold(cell), "") for cell in table[0]] if table else []
    missing = tuple(name for name in NEEDED if name not in heads)
    if missing:
        return Sheet((), missing)
    filled = [
        (number, [clean(cell) for cell in cells])
        for number, cells in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    known = {cells[heads.index("code")] for _number, cells in filled if len(cells) > heads.index("code")}
    seen: set[str] = set()
    rows = []
    for number, cells in filled[:MOST_ROWS]:
        said = {name: cell for name, cell in zip(heads, cells, strict=False) if name}
        row = {name: said.get(name, "") for name in ("code", "area", "name_pl", "name_en")}
        row["name_en"] = row["name_en"] or row["name_pl"]
        rows.append(Row(number, **row, faults=_faults(row, seen, known)))
        seen.add(row["code"])
    return Sheet(tuple(rows), is_cut=len(filled) > MOST_ROWS)


def _faults(row: dict[str, str], seen: set[str], known: set[str]) -> tuple[str, ...]:
    faults = []
    if not row["code"]:
        faults.append("code")
    elif row["code"] in seen:
        faults.append("twice")
    if not row["name_pl"]:
        faults.append("name")
    if row["area"] and (row["area"] not in known or row["area"] == row["code"]):
        faults.append("area")
    if len(row["code"]) > LONGEST_CODE or max(len(row["name_pl"]), len(row["name_en"])) > LONGEST_NAME:
        faults.append("long")
    return tuple(faults)
