"""The catalogue: which tools fit what a reader chose, several side by side, who uses them, what to check again."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from osnowa.knowledge.models import ToolCandidate, ToolPage, ToolUse, tool_key
from osnowa.knowledge.queries.texts import find
from osnowa.knowledge.queries.tools_known import mentors_by_tool
from osnowa.knowledge.rules import catalogue, freshness
from osnowa.lib import clock, text
from osnowa.people.models import Organisation
from osnowa.people.queries import is_shown

FACETS = (
    "task", "price", "licence", "hosted", "agreement", "polish", "platform", "offline", "accessibility", "effort",
    "mentor", "replaces",
)  # fmt: skip
WORDS_AT_MOST = 8  # of a search among candidates
_NOT_SORTED_BY = ("body", "parts", "related", "search_text")


@dataclass(frozen=True)
class Catalogue:
    """Tools that fit, by name (after a search: the best first), and how many each further choice would leave.

    `products`: slug of a product -> its name as tools name it. `mentors`: id of a tool -> how many mentors readers may
    ask about it. `total`: published tools, whatever was chosen.
    """

    tools: list[ToolPage]
    counts: Mapping[str, Counter[str]]
    products: Mapping[str, str]
    mentors: Mapping[int, int]
    total: int


def tool_catalogue(typed: str = "", chosen: Mapping[str, Collection[str]] | None = None) -> Catalogue:
    """Two questions to the database, three where words were typed; sorting and counting are plain Python.

    `chosen`: facet (FACETS) -> values, any of which a tool must have. Unknown facets and values fit nothing.
    """
    chosen = chosen or {}
    pages = list(ToolPage.objects.live().defer(*_NOT_SORTED_BY))
    total = len(pages)
    if typed.strip():
        order = {
            pk: place
            for place, pk in enumerate(find(ToolPage.objects.live(), typed).values_list("pk", flat=True))
        }
        pages = sorted((page for page in pages if page.pk in order), key=lambda page: order[page.pk])
    else:
        pages.sort(key=lambda page: (text.sort_key(page.title), page.pk))
    known = mentors_by_tool()
    mentors = {page.pk: len(set().union(*(known.get(key, set()) for key in page.keys))) for page in pages}
    rows = [
        catalogue.Row(page.pk, {**page.facets, "mentor": (catalogue.YES,) if mentors[page.pk] else ()})
        for page in pages
    ]
    kept = {row.id for row in catalogue.narrow(rows, chosen)}
    products = {
        text.slug(name): name for page in reversed(pages) for name in catalogue.names_in(page.replaces)
    }
    return Catalogue(
        [page for page in pages if page.pk in kept],
        catalogue.counts(rows, chosen, FACETS),
        products,
        mentors,
        total,
    )


def tools_to_compare(slugs: Iterable[str]) -> list[ToolPage]:
    """Published tools in the order asked for, each once, at most COMPARED_AT_MOST; unknown ones are left out."""
    wanted = list(dict.fromkeys(slugs))[: catalogue.COMPARED_AT_MOST * 5]
    found = {
        page.slug: page for page in ToolPage.objects.live().filter(slug__in=wanted).defer(*_NOT_SORTED_BY)
    }
    return [found[slug] for slug in wanted if slug in found][: catalogue.COMPARED_AT_MOST]


def tool_names_and_slugs() -> list[tuple[str, str]]:
    """Name and last part of the address of every published tool, the Polish way."""
    rows = ToolPage.objects.live().values_list("title", "slug")
    return sorted(rows, key=lambda row: (text.sort_key(row[0]), row[1]))


def uses_of(page: ToolPage) -> QuerySet[ToolUse]:
    """Organisations that use the tool and agreed to be named, by name. Only what is public of them is shown.

    Each carries `is_shown`: has the organisation a page of its own for readers?
    """
    return (
        ToolUse.objects.filter(
            tool_key__in=page.keys,
            organisation__merged_into__isnull=True,
            organisation__confirmed_at__isnull=False,
        )
        .annotate(is_shown=is_shown("organisation"))
        .select_related("organisation")
        .order_by("organisation__sort_key", "pk")
    )


def tools_used_by(organisation: Organisation) -> list[tuple[ToolUse, ToolPage]]:
    """Tools that the organisation uses and agreed to be named at, with their published pages, by name. Two queries.

    What the catalogue does not describe is left out: only its key is kept.
    """
    uses = {use.tool_key: use for use in ToolUse.objects.filter(organisation=organisation)}
    if not uses:
        return []
    pages = ToolPage.objects.live().defer(*_NOT_SORTED_BY).order_by("search_title", "pk")
    found = [(uses[key], page) for page in pages for key in sorted(page.keys & uses.keys())[:1]]
    return sorted(found, key=lambda pair: text.sort_key(pair[1].title))


def tools_to_check(today: dt.date | None = None) -> QuerySet[ToolPage]:
    """Published tools that readers are warned about, the oldest check first."""
    day = freshness.checked_before(today or clock.today())
    pages = ToolPage.objects.live().filter(checked_on__lte=day)
    return pages.defer(*_NOT_SORTED_BY).order_by("checked_on", "search_title", "pk")


def candidates(typed: str = "", source: str = "", state: str = "") -> QuerySet[ToolCandidate]:
    """Tools of others' lists, by name. Every typed word begins a word of the name."""
    found = ToolCandidate.objects.select_related("page")
    if source:
        found = found.filter(source=source)
    if state:
        found = found.filter(state=state)
    if typed.strip():
        words = list(dict.fromkeys(text.fold(typed).split()))[:WORDS_AT_MOST]
        if not words:
            return found.none()
        for word in words:
            found = found.filter(search_name__contains=f" {word}")
    return found.order_by("sort_key", "pk")


def described_already(candidate: ToolCandidate) -> ToolPage | None:
    """A tool page, published or not, that has the candidate's name, so that nobody describes it twice."""
    key = tool_key(candidate.name)
    near = ToolPage.objects.filter(Q(search_title=f" {text.fold(candidate.name)}") | ~Q(other_names=""))
    return next((page for page in near.defer("body").order_by("pk") if key in page.keys), None)
