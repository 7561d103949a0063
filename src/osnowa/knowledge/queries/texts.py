"""What readers see: published articles and tool pages, found by words."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from wagtail.models import Page

from osnowa.knowledge.models import (
    BY_KIND,
    KINDS,
    SHELVES,
    ArticlePage,
    NewsIndexPage,
    NewsPage,
    ReviewedPage,
    Shelf,
    ToolPage,
)
from osnowa.lib import search
from osnowa.programme.models import Programme

T = TypeVar("T", bound=ReviewedPage)
_NOT_IN_LISTS = ("body", "parts", "related", "search_text")
FOUND_AT_MOST = 60  # pages of a list that a search narrows


def pages_on(shelf: Shelf) -> QuerySet[ReviewedPage]:
    """Published texts of one kind, newest first; tools by name. Only what a list shows is read."""
    order = ("search_title", "pk") if shelf.is_tool else ("-published_on", "-pk")
    return shelf.kind.objects.live().order_by(*order).defer(*_NOT_IN_LISTS)


def article_pages() -> QuerySet[ArticlePage]:
    """Published articles, newest first. Only what a list shows is read."""
    return ArticlePage.objects.live().order_by("-published_on", "-pk").defer(*_NOT_IN_LISTS)


def tool_pages() -> QuerySet[ToolPage]:
    """Published tool pages, by name. Only what a list shows is read."""
    return ToolPage.objects.live().order_by("search_title", "pk").defer(*_NOT_IN_LISTS)


def latest_articles(programme: Programme | None, limit: int = 3) -> QuerySet[ArticlePage]:
    """Published articles of the programme and of all, newest first."""
    found = article_pages()
    if programme is not None:
        found = found.filter(Q(programme=programme) | Q(programme__isnull=True))
    return found[:limit]


def tool_page_named(folded_name: str) -> ToolPage | None:
    """The published page of a tool by its folded name (`lib.text.fold`): "nextcloud". The oldest where two share it;
    a page that has it for another name where none has it for its title.
    """
    live = ToolPage.objects.live().defer(*_NOT_IN_LISTS).order_by("pk")
    found = live.filter(search_title=f" {folded_name}").first()
    if found is None and folded_name:
        key = folded_name.replace(" ", "")
        found = next((page for page in live.exclude(other_names="") if key in page.keys), None)
    return found


def find(pages: QuerySet[T], typed: str, topic: str = "") -> QuerySet[T]:
    """Those of the pages that answer what a reader typed, the best first; all of them where nothing was typed."""
    if topic:
        pages = pages.filter(topic=topic)
    if not typed.strip():
        return pages
    found = search.find(typed, kinds=(pages.model.kind(),), limit=FOUND_AT_MOST).hits
    place = Case(
        *(When(pk=int(hit.id), then=Value(n)) for n, hit in enumerate(found)), output_field=IntegerField()
    )
    return pages.filter(pk__in=[int(hit.id) for hit in found]).order_by(place) if found else pages.none()


def entries() -> Iterator[search.Entry]:
    """Every text that readers can find: articles, tool pages, news."""
    kinds: tuple[Any, ...] = (*KINDS, NewsPage)
    for kind in kinds:
        for page in kind.objects.live().select_related("programme").order_by("pk").iterator(chunk_size=200):
            if found := page.entry():
                yield found


def shelf_of(kind: type[Page]) -> Page | None:
    """The page under which texts of this kind are written."""
    index = NewsIndexPage if kind is NewsPage else BY_KIND[kind].index  # type: ignore[index]
    return index.objects.first()


def ways_to_write() -> list[tuple[Shelf, str]]:
    """Every kind with the address of Wagtail's form for a new text of it, in one question."""
    kinds = ContentType.objects.get_for_models(*(shelf.index for shelf in SHELVES))
    found = dict(Page.objects.filter(content_type__in=kinds.values()).values_list("content_type", "pk"))
    return [
        (shelf, reverse("wagtailadmin_pages:add", args=["knowledge", shelf.model_name, found[number]]))
        for shelf in SHELVES
        if (number := kinds[shelf.index].pk) in found
    ]
