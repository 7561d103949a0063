"""Pictures that readers see in published texts, with what their editors said about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from osnowa.knowledge.models import SHELVES

LATEST = 60  # texts of each shelf that are looked through


@dataclass(frozen=True)
class TextPicture:
    """`picture_id`: of Wagtail's picture. `alt`, `credit`: as the text says them. `title`: of the text."""

    picture_id: int
    alt: str
    credit: str
    title: str


def lead_picture(page: Page) -> TextPicture | None:
    """The first picture of a text, or None. `page`: of its own kind; asks nothing."""
    return next(_in_parts(getattr(page, "parts", None), page.title), None)


def pictures_of_texts() -> list[TextPicture]:
    """Pictures of published texts, the latest text first, each picture once. One query for each shelf."""
    texts: list[tuple[Any, str, Any]] = []
    for shelf in SHELVES:
        rows = shelf.kind.objects.live().order_by("-published_on", "-pk")
        texts += rows.values_list("published_on", "title", "parts")[:LATEST]
    texts.sort(key=lambda row: str(row[0] or ""), reverse=True)
    found: dict[int, TextPicture] = {}
    for _day, title, parts in texts:
        for one in _in_parts(parts, title):
            found.setdefault(one.picture_id, one)
    return list(found.values())


def _in_parts(parts: Any, title: str) -> Iterator[TextPicture]:
    """In the order in which they are read. What is stored is read, no picture is fetched."""
    for part in getattr(parts, "raw_data", None) or ():
        value = part["value"]
        if part["type"] == "picture":
            shown = [value]
        elif part["type"] == "steps":
            shown = [step.get("value", step) for step in value]
        else:
            continue
        for one in shown:
            if one.get("picture"):
                yield TextPicture(int(one["picture"]), one.get("alt") or "", one.get("credit") or "", title)
