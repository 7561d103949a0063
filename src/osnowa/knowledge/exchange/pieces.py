"""A published text taken apart for writing: every block as a piece, rich text as a tree, addresses whole.

All that is written (PDF, EPUB, Markdown) is made from these, so that no format forgets a block.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import translation
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from osnowa.knowledge import rules
from osnowa.knowledge.exchange.drawn import Drawn, drawn_anew
from osnowa.knowledge.exchange.fields import said_of
from osnowa.knowledge.exchange.tree import Node, cleaned, parse
from osnowa.knowledge.models import CollectionPage, NewsPage, ReviewedPage
from osnowa.knowledge.queries import texts_of

LONGEST_SIDE = 1400  # of a picture on paper, in pixels


@dataclass(frozen=True)
class Shown:
    """A picture as it is written out. `name`: of its file, the same for the same picture."""

    name: str
    drawn: Drawn
    alt: str


@dataclass
class Piece:
    """One block. Which fields are filled depends on `kind`, the name of the block (knowledge.blocks).

    `nodes`: rich text of a text, a tip, a step, and what is said in a film. `steps`: each a piece with title, nodes
    and perhaps a picture. `links`: title and address of files, or of a film. `warning`: of a tip.
    """

    kind: str
    title: str = ""
    nodes: list[Node] = field(default_factory=list)
    steps: list["Piece"] = field(default_factory=list)
    picture: Shown | None = None
    caption: str = ""
    credit: str = ""
    words: str = ""
    who: str = ""
    source: str = ""
    headers: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    warning: bool = False


@dataclass
class Written:
    """A text ready to be written out. `facts`: what its kind says beside the text, as label and value; `fields`: the
    same by names of fields.

    `kind`: "article", "guide", "story", "tool", "news", "event", "collection"; `chosen`: the texts of a collection,
    with the editor's words about each.
    """

    number: int
    kind: str
    title: str
    lead: str
    language: str
    address: str
    byline: str
    licence: rules.Licence
    publisher: str
    published_on: dt.date | None
    summary_en: str = ""
    topic: str = ""
    competences: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    chosen: list[tuple["Written", str]] = field(default_factory=list)
    licence_key: str = ""
    changed_at: dt.datetime | None = None

    @property
    def citation(self) -> str:
        return rules.citation(
            authors=self.byline,
            year=self.published_on.year if self.published_on else None,
            title=self.title,
            publisher=self.publisher,
            address=self.address,
            licence=self.licence.name,
        )

    def pictures(self) -> list[Shown]:
        """Every picture once, by the name of its file."""
        found = {}
        for piece in self.pieces:
            for one in (piece, *piece.steps):
                if one.picture is not None:
                    found[one.picture.name] = one.picture
        return list(found.values())


def kind_of(page: Page) -> str:
    """`GuidePage` -> guide. `page`: of its own kind."""
    name = type(page)._meta.model_name  # noqa: SLF001  the public name of a model
    return {"eventreportpage": "event"}.get(name, name.removesuffix("page"))


def written(page: ReviewedPage | NewsPage, *, with_pictures: bool = True) -> Written:
    """`page`: the published page itself, of its own kind. Pictures are drawn at the size of paper."""
    programme = page.programme
    publisher = (
        programme.operator.name
        if programme is not None and programme.is_public
        else settings.WAGTAIL_SITE_NAME
    )
    is_text = isinstance(page, ReviewedPage)
    found = Written(
        number=page.pk,
        kind=kind_of(page),
        title=page.title,
        lead=page.lead,
        language=page.language if is_text else "pl",
        address=settings.BASE_URL + (page.url or "/wiedza/"),
        byline=page.byline if is_text else "",
        licence=page.licence_deed if is_text else rules.LICENCES["cc-by-4.0"],
        licence_key=page.licence if is_text else "cc-by-4.0",
        publisher=publisher,
        published_on=page.published_on,
        changed_at=page.last_published_at,
    )
    if page.body:
        found.pieces.append(Piece("text", nodes=tree_of(page.body)))
    if is_text:
        found.summary_en, found.topic = page.summary_en, page.topic
        found.competences = page.competence_codes
        with translation.override(page.language):
            said = said_of(page)
        found.facts = [(one.label, one.shown) for one in said]
        found.fields = {one.name: one.raw for one in said}
        found.pieces += _pieces(page, with_pictures=with_pictures)
    if isinstance(page, CollectionPage):
        found.chosen = [(written(one, with_pictures=with_pictures), words) for one, words in texts_of(page)]
    return found


def tree_of(rich: str) -> list[Node]:
    """Rich text as the database keeps it, with links to pages and documents as whole addresses."""
    root = parse(cleaned(expand_db_html(rich)))
    for link in root.all("a"):
        link.attrs["href"] = urljoin(settings.BASE_URL, link.attrs.get("href", ""))
    return [
        node if isinstance(node, Node) else Node("p", {}, [node]) for node in root.children if node_says(node)
    ]


def node_says(node: Node | str) -> bool:
    return bool(node.strip()) if isinstance(node, str) else bool(node.words())


def _pieces(page: ReviewedPage, *, with_pictures: bool) -> Iterator[Piece]:
    draw = _Draughtsman(with_pictures=with_pictures)
    for block in page.parts:
        piece = _TAKEN_APART[block.block_type](block.value, draw)
        if piece is not None:
            yield piece


def _steps(value: Any, draw: "_Draughtsman") -> Piece:
    steps = [Piece("step", one["title"], _rich(one["body"]), picture=draw.shown(one)) for one in value]
    return Piece("steps", steps=steps)


def _picture(value: Any, draw: "_Draughtsman") -> Piece | None:
    shown = draw.shown(value)
    if shown is None:
        return None
    return Piece("picture", picture=shown, caption=value["caption"] or "", credit=value["credit"] or "")


def _film(value: Any, _draw: "_Draughtsman") -> Piece:
    address = urljoin(settings.BASE_URL, value["file"].url) if value["file"] else value["address"] or ""
    title = value.get("title") or ""
    links = [(title or address, address)] if address else []
    return Piece("video", title=title, links=links, nodes=_rich(value["transcript"]))


def _comparison(value: Any, _draw: "_Draughtsman") -> Piece:
    headers = list(value.headers)
    rows = [(row + [""] * len(headers))[: len(headers)] for row in value.rows]
    return Piece("comparison", caption=value["caption"] or "", headers=headers, rows=rows)


def _downloads(value: Any, _draw: "_Draughtsman") -> Piece:
    links = [
        (one["title"] or one["document"].title, urljoin(settings.BASE_URL, one["document"].url))
        for one in value
        if one["document"]
    ]
    return Piece("downloads", links=links)


def _rich(value: Any) -> list[Node]:
    return tree_of(value.source) if value else []


_TAKEN_APART: dict[str, Callable[[Any, "_Draughtsman"], Piece | None]] = {
    "text": lambda value, _draw: Piece("text", nodes=_rich(value)),
    "steps": _steps,
    "tip": lambda value, _draw: Piece("tip", nodes=_rich(value["body"]), warning=value["kind"] == "warning"),
    "picture": _picture,
    "video": _film,
    "quote": lambda value, _draw: Piece(
        "quote", words=value["words"], who=value["who"] or "", source=value["source"] or ""
    ),
    "comparison": _comparison,
    "downloads": _downloads,
}


class _Draughtsman:
    """Draws each picture of a text once, at the size of paper."""

    def __init__(self, *, with_pictures: bool) -> None:
        self.with_pictures = with_pictures
        self.drawn: dict[int, Drawn | None] = {}

    def shown(self, value: Any) -> Shown | None:
        """The picture of a block or a step; None where it has none, or its file is gone."""
        picture = value["picture"]
        if not picture or not self.with_pictures:
            return None
        if picture.pk not in self.drawn:
            self.drawn[picture.pk] = _draw(picture)
        drawn = self.drawn[picture.pk]
        return (
            None if drawn is None else Shown(f"obraz-{picture.pk}.{drawn.ending}", drawn, value["alt"] or "")
        )


def _draw(picture: Any) -> Drawn | None:
    try:
        with picture.open_file() as file:
            return drawn_anew(file.read(), longest_side=LONGEST_SIDE)
    except OSError:
        return None
