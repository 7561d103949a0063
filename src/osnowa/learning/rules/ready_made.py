"""What Osnowa brings along: DigComp's codes and names, and questions of our own for eight themes. Read from `data/`."""

import csv
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
FRAMEWORK, VERSION = "DigComp", "2.2"
ATTRIBUTION = (
    "DigComp 2.2, European Union, CC BY 4.0. English names are the official ones; Polish names of competences are "
    "our own working translation."
)


@dataclass(frozen=True)
class Named:
    """A competence or an area (whose `area` is empty)."""

    code: str
    area: str
    name_pl: str
    name_en: str


@dataclass(frozen=True)
class Question:
    """One question as its file has it. `correct`: a letter, "true" or "false"; of a self-assessment empty."""

    key: str
    kind: str
    form: str
    competence: str
    level: int
    correct: str
    question_pl: str
    question_en: str
    options_pl: tuple[str, ...] = ()
    options_en: tuple[str, ...] = ()
    explanation_pl: str = ""
    explanation_en: str = ""


@dataclass(frozen=True)
class ThemeFile:
    key: str
    position: int
    name_pl: str
    name_en: str
    questions: tuple[Question, ...]


@functools.cache
def digcomp() -> tuple[Named, ...]:
    with (DATA / "digcomp_competences.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Named(**row) for row in csv.DictReader(file, delimiter=";"))


@functools.cache
def digcomp_levels() -> list[dict[str, Any]]:
    with (DATA / "digcomp_levels.csv").open(encoding="utf-8", newline="") as file:
        return [
            {"number": int(row["number"]), "pl": row["pl"], "en": row["en"]}
            for row in csv.DictReader(file, delimiter=";")
        ]


@functools.cache
def themes() -> tuple[ThemeFile, ...]:
    """All themes, in order. Raises KeyError or ValueError for a file that is not right: a mistake of ours."""
    found = [_theme(path) for path in sorted((DATA / "items").glob("*.toml"))]
    return tuple(sorted(found, key=lambda theme: theme.position))


def _theme(path: Path) -> ThemeFile:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    questions = tuple(_question(path.stem, number, row) for number, row in enumerate(said["items"], start=1))
    return ThemeFile(path.stem, said["position"], said["name_pl"], said["name_en"], questions)


def _question(theme: str, number: int, row: dict[str, Any]) -> Question:
    return Question(
        key=f"{theme}-{number}",
        kind=row["kind"],
        form=row["form"],
        competence=row["competence"],
        level=row["level"],
        correct=row.get("correct", ""),
        question_pl=row["pl"],
        question_en=row["en"],
        options_pl=tuple(row.get("options_pl", ())),
        options_en=tuple(row.get("options_en", ())),
        explanation_pl=row.get("why_pl", ""),
        explanation_en=row.get("why_en", ""),
    )
