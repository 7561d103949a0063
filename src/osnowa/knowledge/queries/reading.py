"""What stands around a text that is read: what to read next, its translations, what a collection picked."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from wagtail.models import Page, PageLogEntry

from osnowa.knowledge import rules
from osnowa.knowledge.models import (
    BY_KIND,
    BY_SLUG,
    KINDS,
    SHELVES,
    CollectionPage,
    ReviewedPage,
    Shelf,
    Submission,
    Topic,
)
from osnowa.knowledge.queries.catalogue import tools_to_check
from osnowa.knowledge.queries.links import dead_links
from osnowa.lib import clock
from osnowa.lib.prepared import Prepared
from osnowa.programme.models import Programme

READ_NEXT = 4
_NOT_READ = ("search_text",)
_SHOWN = ("title", "lead", "slug", "byline", "topic", "published_on", "last_published_at", "language")


_STAMP = {
    "approved_last": Subquery(
        Submission.objects.filter(state=Submission.State.APPROVED)
        .order_by("-decided_at")
        .values("decided_at")[:1]
    ),
    "taken_last": Subquery(
        PageLogEntry.objects.filter(action__in=("wagtail.unpublish", "wagtail.delete", "wagtail.move"))
        .order_by("-pk")
        .values("pk")[:1]
    ),
    # of the last approval: the name that readers see of a reviewer from outside, "" where they see none, else null
    "reviewed_outside": Subquery(
        Submission.objects.filter(page=OuterRef("pk"), state=Submission.State.APPROVED)
        .order_by("-decided_at", "-pk")
        .annotate(
            reviewer=Case(
                When(decided_outside__is_named=True, then=F("decided_outside__signed_as")),
                When(decided_outside__isnull=False, then=Value("")),
                output_field=CharField(),
            )
        )
        .values("reviewer")[:1]
    ),
}


@dataclass(frozen=True)
class Beside:
    """One published text as another one names it."""

    pk: int
    title: str
    lead: str
    address: str
    shelf: Shelf
    words: str = ""  # of the editor who picked it
    byline: str = ""
    topic: str = ""
    published_on: dt.date | None = None
    changed_at: dt.datetime | None = None
    language: str = "pl"

    def get_topic_display(self) -> str:
        return str(Topic(self.topic).label) if self.topic else ""


@dataclass(frozen=True)
class Translation:
    """The same text in another language. `older`: the original was published anew after this one."""

    pk: int
    title: str
    address: str
    language: str
    is_original: bool
    older: bool


def text_at(shelf_slug: str, slug: str) -> ReviewedPage | None:
    """The published text at this address with everything that its page needs, in one question.

    Annotated with when a second person last approved any text, and the last time that any was taken down: what was
    drawn before is old then, whichever text it was. `reviewed_outside`: see `_STAMP`.
    """
    shelf = BY_SLUG.get(shelf_slug)
    if shelf is None:
        return None
    return (
        shelf.kind.objects.live()
        .filter(slug=slug, url_path=shelf.address(slug))
        .select_related("programme__operator")
        .annotate(**_STAMP)
        .defer(*_NOT_READ)
        .first()
    )


def newest(
    limit: int | None = None,
    *,
    topic: str = "",
    shelf: Shelf | None = None,
    programme: Programme | None = None,
) -> list[Beside]:
    """Published texts of every kind (or of one), newest first, in one question.

    `programme`: its own texts and those of none.
    """
    said = Q(topic=topic) if topic else Q()
    if programme is not None:
        said &= Q(programme=programme) | Q(programme__isnull=True)
    rows = [
        one.kind.objects.live()
        .filter(said)
        .annotate(number=F("pk"), where=Value(one.slug, output_field=CharField()))
        .order_by()
        .values_list("number", *_SHOWN, "where")
        for one in (SHELVES if shelf is None else (shelf,))
    ]
    found = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    ordered = found.order_by("-published_on", "-number")
    return [
        Beside(
            number,
            title,
            lead,
            BY_SLUG[where].address(slug),
            BY_SLUG[where],
            byline=byline,
            topic=about,
            published_on=day,
            changed_at=changed,
            language=language,
        )
        for number, title, lead, slug, byline, about, day, changed, language, where in (
            ordered if limit is None else ordered[:limit]
        )
    ]


def due_texts(day: dt.date) -> list[ReviewedPage]:
    """Published texts that were to be read again before this day, the longest overdue first."""
    rows = [_due(shelf, day, shelf.slug) for shelf in SHELVES]
    kinds: dict[str, list[int]] = {}
    for number, where in rows[0].union(*rows[1:], all=True):  # mostly none: one question
        kinds.setdefault(where, []).append(number)
    found = [
        row
        for where, numbers in kinds.items()
        for row in _light(BY_SLUG[where].kind).filter(pk__in=numbers).select_related("owner")
    ]
    return sorted(found, key=lambda row: (row.due_on, row.pk))


def _due(shelf: Shelf, day: dt.date, word: str) -> QuerySet[Any, tuple[int, str]]:
    """(number, `word`) of each published text on the shelf that was to be read again before this day."""
    waits = (Q(review_on__isnull=True) | Q(review_on__lt=day)) & (
        Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=day - rules.TRUE_FOR)
    )
    some = Q(review_on__isnull=False) | Q(confirmed_on__isnull=False)
    return _numbered(shelf.kind.objects.live().filter(waits, some), word)


def _numbered(rows: QuerySet[Any], word: str) -> QuerySet[Any, tuple[int, str]]:
    named = rows.annotate(number=F("pk"), what=Value(word, output_field=CharField()))
    return named.order_by().values_list("number", "what")


def what_waits(day: dt.date) -> Counter[str]:
    """How much waits for editors: "waiting" for approval, "due" to be read again, "unchecked" tools, "dead"
    links. One query.
    """
    waiting = Submission.objects.filter(state=Submission.State.WAITING)
    rows = [_numbered(waiting, "waiting"), _numbered(tools_to_check(day), "unchecked")]
    rows += [_due(shelf, day, "due") for shelf in SHELVES]
    rows.append(_numbered(dead_links().prefetch_related(None), "dead"))
    return Counter(what for _number, what in rows[0].union(*rows[1:], all=True))


def filled_shelves() -> list[tuple[Shelf, int]]:
    """Shelves on which something stands, with how many texts, in their order."""
    kinds = ContentType.objects.get_for_models(*KINDS)
    counted = dict(
        Page.objects.filter(live=True, content_type__in=kinds.values())
        .order_by()
        .values_list("content_type")
        .annotate(number=Count("pk"))
    )
    return [(shelf, counted[kinds[shelf.kind].pk]) for shelf in SHELVES if counted.get(kinds[shelf.kind].pk)]


def _values(kind: type[ReviewedPage], *, slug: str, path: str) -> QuerySet[ReviewedPage, tuple[Any, ...]]:
    return (
        kind.objects.filter(live=True, slug=slug, url_path=path)
        .annotate(**_STAMP)
        .values_list(
            "review_on",
            "confirmed_on",
            "pk",
            "live_revision_id",
            "byline",
            "published_on",
            "programme__slug",
            "programme__title",
            "programme__is_public",
            "programme__operator__name",
            *_STAMP,
        )[:1]
    )


_VALUES = {shelf.slug: Prepared(partial(_values, shelf.kind), slug=str, path=str) for shelf in SHELVES}


def values_at(shelf_slug: str, slug: str) -> tuple[Any, ...] | None:
    """Of the published text at this address, what `shown_values` says, without the text itself: the SQL is ready."""
    found = _VALUES[shelf_slug].first(slug=slug, path=BY_SLUG[shelf_slug].address(slug))
    if found is None:
        return None
    due = rules.due_on(*found[:2])
    return (*found, due is not None and due < clock.today())


def number_in(values: tuple[Any, ...]) -> int:
    """The page's number in what `values_at` says."""
    return int(values[2])


def shown_values(page: ReviewedPage) -> tuple[Any, ...]:
    """Everything that the page of a text shows and that may change without a new revision of it.

    Whatever else is linked from it goes live, changes its name or is taken down with a moment of its own: see `stamp`.
    """
    if not hasattr(page, "approved_last"):
        stamped = Page.objects.filter(pk=page.pk).annotate(**_STAMP).values_list(*_STAMP).first()
        for name, value in zip(_STAMP, stamped or (None, None, None), strict=True):
            setattr(page, name, value)
    programme = page.programme
    return (
        page.pk,
        page.live_revision_id,
        page.approved_last,  # type: ignore[attr-defined]
        page.taken_last,  # type: ignore[attr-defined]
        page.reviewed_outside,  # type: ignore[attr-defined]
        page.url_path,
        page.byline,
        page.published_on,
        page.review_on,
        page.confirmed_on,
        is_overdue(page),
        programme and (programme.slug, programme.title, programme.is_public, programme.operator.name),
    )


def is_overdue(page: ReviewedPage) -> bool:
    return page.due_on is not None and page.due_on < clock.today()


def read_next(page: ReviewedPage) -> list[Beside]:
    """What the editor put beside the text; where nothing, published texts that share a competence, then the topic."""
    chosen = page.pages_beside()
    if chosen:
        return _in_order(dict.fromkeys(chosen, ""))
    codes = set(page.competence_codes)
    alike = Q(topic=page.topic)
    for code in codes:
        alike |= Q(competences__contains=code)
    found: list[ReviewedPage] = []
    for kind in KINDS:
        rows = _light(kind).filter(alike, language=page.language)
        rows = rows.exclude(pk__in=[number for number in (page.pk, page.translation_of_id) if number])
        found += rows.order_by("-published_on", "-pk")[:READ_NEXT]

    def distance(row: ReviewedPage) -> tuple[int, bool, int, int]:
        shared = len(codes & set(row.competence_codes))
        day = row.published_on.toordinal() if row.published_on else 0
        return -shared, row.topic != page.topic, -day, -row.pk

    return [_beside(row) for row in sorted(found, key=distance)[:READ_NEXT]]


def picked_in(collection: CollectionPage) -> list[Beside]:
    """The published texts of a collection in the editor's order, with the editor's words."""
    return _in_order(dict(collection.picked()))


def collections_with(page: ReviewedPage) -> list[Beside]:
    """Published collections in which this text was picked."""
    rows = _light(CollectionPage).order_by("search_title", "pk")
    return [_beside(row) for row in rows if page.pk in dict(row.picked())]


def translations_of(page: ReviewedPage) -> list[Translation]:
    """The other languages of a text: its original, and whatever was translated from the same original."""
    original = page.translation_of_id or page.pk
    if original is None:
        return []
    rows = [
        row
        for kind in KINDS
        for row in _light(kind).filter(Q(pk=original) | Q(translation_of=original)).exclude(pk=page.pk)
    ]
    first = next((row.last_published_at for row in [page, *rows] if row.pk == original), None)
    return [
        Translation(
            row.pk,
            row.title,
            BY_KIND[type(row)].address(row.slug),
            row.language,
            is_original=row.pk == original,
            older=row.pk != original and is_older(row.last_published_at, first),
        )
        for row in rows
    ]


def newer_original(page: ReviewedPage) -> Page | None:
    """The original, where it was published anew after this translation."""
    if page.translation_of_id is None:
        return None
    original = Page.objects.filter(pk=page.translation_of_id, live=True).first()
    if original is None or not is_older(page.last_published_at, original.last_published_at):
        return None
    return original


def is_older(translated_at: dt.datetime | None, written_at: dt.datetime | None) -> bool:
    """A translation that was never published is older than nothing; an original taken down makes none old."""
    return bool(translated_at and written_at and translated_at < written_at)


def _light(kind: type[ReviewedPage]) -> QuerySet[ReviewedPage]:
    return kind.objects.live().defer("body", "parts", "related", "search_text")


def _in_order(words: dict[int, str]) -> list[Beside]:
    """Published pages with these numbers, in this order."""
    found = {page.pk: page for page in Page.objects.live().filter(pk__in=words).specific()}
    return [
        _beside(found[number], words[number])
        for number in words
        if isinstance(found.get(number), ReviewedPage)
    ]


def _beside(page: ReviewedPage, words: str = "") -> Beside:
    shelf = BY_KIND[type(page)]
    return Beside(
        page.pk, page.title, page.lead, shelf.address(page.slug), shelf, words, language=page.language
    )
