"""The starter library: texts of ours that travel with Osnowa (`knowledge/library`), CC BY 4.0, in Polish.

A file is what `read_markdown` understands, with one fact more above the text: `review_after_days`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from osnowa.knowledge.exchange import front
from osnowa.knowledge.exchange.markdown_in import read_markdown
from osnowa.knowledge.exchange.shapes import Imported

FOLDER = Path(__file__).parent.parent / "library"
_NUMBER = re.compile(r"^\d+-")
_REVIEW = re.compile(r"^review_after_days: (\d+)\n", re.MULTILINE)


@dataclass(frozen=True)
class LibraryFile:
    """A file of the library. `key`: folder and address, "poradniki/wspolna-skrzynka"; the number only orders them."""

    key: str
    slug: str
    path: Path


@dataclass(frozen=True)
class LibraryRead:
    """What a file says, and in how many days somebody reads it again."""

    file: LibraryFile
    imported: Imported
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
    """Raises ValueError where the file does not say when it is read again: a mistake of ours."""
    written = file.path.read_text(encoding="utf-8")
    said = _REVIEW.search(written)
    if said is None:
        raise ValueError(f"{file.key} does not say review_after_days.")
    return LibraryRead(file, read_markdown(_REVIEW.sub("", written, count=1)), int(said[1]))
