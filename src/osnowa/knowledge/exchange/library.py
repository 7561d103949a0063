"""The starter library: texts of ours that travel with Osnowa (`knowledge/library`), CC BY 4.0, in Polish.

A file is what `read_markdown` understands, with three facts more above the text: `minutes` (to do it), `needs` (before
the first step, parted by semicolons) and `review_after_days`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from osnowa.knowledge.exchange import front
from osnowa.knowledge.exchange.markdown_in import read_markdown
from osnowa.knowledge.exchange.shapes import Imported

FOLDER = Path(__file__).parent.parent / "library"
_NUMBER = re.compile(r"^\d+-")
_OURS = re.compile(r"^(minutes|needs|review_after_days):(.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class LibraryFile:
    """A file of the library. `key`: folder and address, "poradniki/wspolna-skrzynka"; the number only orders them."""

    key: str
    slug: str
    path: Path


@dataclass(frozen=True)
class LibraryRead:
    """What a file says. `minutes`: None where nobody can tell. `needs`: one thing in a line."""

    file: LibraryFile
    imported: Imported
    minutes: int | None
    needs: str
    review_after_days: int


def library_files() -> tuple[LibraryFile, ...]:
    """Every text of the library, in its order."""
    return tuple(
        LibraryFile(f"{path.parent.name}/{slug}", slug, path)
        for path in sorted(FOLDER.glob("*/*.md"))
        for slug in [_NUMBER.sub("", path.stem)]
    )


def library_titles() -> list[str]:
    """What is in the library, for who decides whether to load it. Reads only what stands above the texts."""
    return [front.split(file.path.read_text(encoding="utf-8")).facts["title"] for file in library_files()]


def read_library_file(file: LibraryFile) -> LibraryRead:
    """Raises KeyError or ValueError where `review_after_days` is missing or no number: a mistake of ours."""
    written = file.path.read_text(encoding="utf-8")
    end = written.index("\n---\n") + 1
    ours = {name: value.strip() for name, value in _OURS.findall(written[:end])}
    minutes = ours.get("minutes")
    return LibraryRead(
        file=file,
        imported=read_markdown(_OURS.sub("", written[:end]) + written[end:]),
        minutes=int(minutes) if minutes else None,
        needs="\n".join(need.strip() for need in ours.get("needs", "").split(";") if need.strip()),
        review_after_days=int(ours["review_after_days"]),
    )
