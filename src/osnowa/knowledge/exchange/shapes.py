"""What was read from somebody's file, before anything is kept."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FoundPicture:
    """A picture of the file, drawn anew. `key` stands for it in `Imported.parts` until it is kept."""

    key: str
    name: str
    content: bytes
    alt: str = ""


@dataclass
class Imported:
    """A text read from a file.

    `body_html`: the opening, as rich text. `parts`: the rest, in the raw form of the page's stream of blocks
    (`[{"type": "steps", "value": [...]}, ...]`), where a picture is named by its key. `kind`: "article", "guide",
    "story", "tool", "news", "" where the file does not say. `warnings`: what its reader should look at, in their
    language. `facts`: what the lines above the text say for fields of its kind (exchange.fields).
    """

    title: str = ""
    lead: str = ""
    language: str = "pl"
    body_html: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[FoundPicture] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    kind: str = ""
    topic: str = ""
    byline: str = ""
    licence: str = ""
    summary_en: str = ""
    competences: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
