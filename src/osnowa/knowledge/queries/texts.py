"""What readers see: published articles and tool pages, found by words."""

from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from wagtail.models import Page

from osnowa.knowledge import rules
from osnowa.knowledge.models import (
    BY_KIND,
    SHELVES,
    ArticlePage,
    NewsIndexPage,
    NewsPage,
    ReviewedPage,
    Shelf,
    ToolPage,
)
from osnowa.programme.models import Programme

T = TypeVar("T", bound=ReviewedPage)
_NOT_IN_LISTS = ("body", "parts", "related", "search_text")
LONG_ENOUGH_TO_BEND = 5  # letters: a shorter word without its last one would begin too many others


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
    """The published page of a tool by its folded name (`lib.text.fold`): "nextcloud". The oldest where two share it."""
    return ToolPage.objects.live().filter(search_title=f" {folded_name}").order_by("pk").first()


def find(pages: QuerySet[T], typed: str, topic: str = "") -> QuerySet[T]:
    """Pages in which every word begins some word; those with all of them in the title first, then those whose title
    has them in another ending ("hasło": "Hasła i logowanie").

    `typed`: as a reader wrote it, with or without Polish letters; nothing but signs finds nothing.
    """
    if topic:
        pages = pages.filter(topic=topic)
    if not typed.strip():
        return pages
    words = rules.words(typed)
    if not words:
        return pages.none()
    in_title, nearly_in_title = Q(), Q()
    for word in words:
        pages = pages.filter(Q(search_title__contains=f" {word}") | Q(search_text__contains=f" {word}"))
        in_title &= Q(search_title__contains=f" {word}")
        stem = word[:-1] if len(word) >= LONG_ENOUGH_TO_BEND else word
        nearly_in_title &= Q(search_title__contains=f" {stem}")
    first = Case(
        When(in_title, then=Value(0)),
        When(nearly_in_title, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return pages.order_by(first, *pages.query.order_by)


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
