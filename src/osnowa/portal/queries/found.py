"""All that readers can find, from all rooms: one list of sources, in the order in which kinds are shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osnowa.cooperation import queries as cooperation
from osnowa.cooperation.rules import FOUND_AS as ANNOUNCEMENT
from osnowa.coworking.queries import found as spaces
from osnowa.knowledge import queries as knowledge
from osnowa.knowledge.models import NewsPage, Topic
from osnowa.knowledge.queries.desk import KINDS
from osnowa.lib import search
from osnowa.people.models.public_page import FOUND_AS as ORGANISATION
from osnowa.people.queries.public_pages import entries as organisations
from osnowa.programme.queries import public_programmes
from osnowa.workshops.queries import found as cycles

TOPIC, PROGRAMME = "topic", "programme"


@dataclass(frozen=True)
class Source:
    """A room whose things can be found. `kinds`: what the index calls them, with the words for readers (plural)."""

    kinds: tuple[tuple[str, str | Promise], ...]
    entries: Callable[[], Iterable[search.Entry]]


_PAGES: tuple[Any, ...] = (*KINDS, NewsPage)
SOURCES: tuple[Source, ...] = (
    Source(
        tuple((kind.kind(), kind._meta.verbose_name_plural) for kind in _PAGES),  # noqa: SLF001  its public name
        knowledge.entries,
    ),
    Source(((cycles.KIND, _("workshops")),), cycles.entries),
    Source(((spaces.KIND, _("offices")),), spaces.entries),
    Source(((ANNOUNCEMENT, _("offers and needs")),), cooperation.entries),
    Source(((ORGANISATION, _("organisations")),), organisations),
)


def kinds() -> dict[str, str | Promise]:
    """What can be found: the index's word, and the readers'."""
    return {kind: label for source in SOURCES for kind, label in source.kinds}


def look_for(typed: str, *, kind: str = "", topic: str = "", limit: int, offset: int = 0) -> search.Found:
    """What everybody may see now: a programme that is no longer public takes its things along."""
    return search.find(
        typed, kinds=(kind,) if kind else (), facets=_public(topic), limit=limit, offset=offset
    )


def suggestions(typed: str, limit: int = 6) -> Sequence[search.Hit]:
    return search.suggest(typed, facets=_public(), limit=limit)


def _public(topic: str = "") -> dict[str, list[str]]:
    shown = [search.ALL, *public_programmes().values_list("slug", flat=True)]
    return {PROGRAMME: shown, **({TOPIC: [topic]} if topic else {})}


def choices(
    found: search.Found, facet: str, words: Iterable[tuple[str, str | Promise]]
) -> list[tuple[str, str, int]]:
    """Value, words and number of what a reader may narrow by, in the order of the words; nothing that finds nothing."""
    numbers = found.counts.get(facet, {})
    return [(value, str(label), numbers[value]) for value, label in words if numbers.get(value)]


def topics() -> list[tuple[str, str | Promise]]:
    return list(Topic.choices)
