"""What readers take home as a file: the published page, and what says whether a copy of it is old."""

from typing import Any

from wagtail.models import Page

from osnowa.knowledge.models import CollectionPage, NewsPage, ReviewedPage


def text_to_take(page_id: int) -> ReviewedPage | NewsPage | None:
    """The published text or piece of news with this number, of its own kind, or None."""
    page = Page.objects.live().filter(pk=page_id).first()
    kind = page.specific_class if page is not None else None
    if page is None or kind is None or not issubclass(kind, ReviewedPage | NewsPage):
        return None
    found: ReviewedPage | NewsPage | None = (
        kind.objects.live().select_related("programme__operator").filter(pk=page.pk).first()
    )
    return found


def stamps_of(page: ReviewedPage | NewsPage) -> list[tuple[Any, ...]]:
    """What a file made of the page depends on: the same stamps, the same file. Of a collection, also of its texts."""
    stamps = [_stamp(page)]
    if isinstance(page, CollectionPage):
        stamps += [_stamp(one) for one, _words in texts_of(page)]
    return stamps


def texts_of(collection: CollectionPage) -> list[tuple[ReviewedPage, str]]:
    """Published texts of a collection in the editor's order, with the editor's words; never the collection itself."""
    picked = dict(collection.picked())
    pages = {page.pk: page for page in Page.objects.live().filter(pk__in=picked).specific()}
    return [
        (pages[number], words)
        for number, words in picked.items()
        if isinstance(pages.get(number), ReviewedPage) and number != collection.pk
    ]


def _stamp(page: ReviewedPage | NewsPage) -> tuple[Any, ...]:
    """A byline changes without a new revision where a person is erased; the publisher where a programme is."""
    programme = page.programme
    return (
        page.pk,
        page.live_revision_id,
        page.last_published_at,
        page.url_path,
        getattr(page, "byline", ""),
        page.published_on,
        programme and (programme.is_public, programme.operator.name),
    )
