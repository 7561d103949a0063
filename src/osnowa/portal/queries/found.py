"""All that readers can find, from all rooms: one list of sources, in the order in which kinds are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from osnowa.cooperation import queries as cooperation
from osnowa.cooperation.rules import FOUND_AS as ANNOUNCEMENT
from osnowa.coworking.queries import found as spaces
from osnowa.knowledge import queries as knowledge
from osnowa.knowledge.models import Hosted, NewsPage, Price, Task, ToolPage, Topic
from osnowa.knowledge.queries.desk import KINDS
from osnowa.knowledge.rules import catalogue
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


@dataclass(frozen=True)
class Facet:
    """By what answers are narrowed. `param`: its word in the address, as in the catalogue of tools; `options`: value
    as the index keeps it, and its words.
    """

    name: str
    param: str
    label: str | Promise
    options: tuple[tuple[str, str | Promise], ...]


TOPICS = Facet(TOPIC, "temat", _("Topics"), tuple(Topic.choices))
# Facets of tools are offered where tools are among the answers.
OF_TOOLS: tuple[Facet, ...] = (
    Facet("task", "zadanie", _("Tools: what for"), tuple(Task.choices)),
    Facet("hosted", "gdzie", _("Tools: where it runs"), tuple(Hosted.choices)),
    Facet(
        "price",
        "cena",
        _("Tools: price for NGOs"),
        tuple((value, label) for value, label in Price.choices if value != Price.UNKNOWN),
    ),
    Facet(
        "polish",
        "polski",
        _("Tools: Polish interface"),
        ((catalogue.YES, _("yes")), (catalogue.NO, pgettext_lazy("facet", "no"))),
    ),
)
FACETS: tuple[Facet, ...] = (TOPICS, *OF_TOOLS)
TOOL = ToolPage.kind()


def kinds() -> dict[str, str | Promise]:
    """What can be found: the index's word, and the readers'."""
    return {kind: label for source in SOURCES for kind, label in source.kinds}


def look_for(
    typed: str, *, kind: str = "", chosen: Mapping[str, str] | None = None, limit: int, offset: int = 0
) -> search.Found:
    """What everybody may see now: a programme that is no longer public takes its things along.

    `chosen`: name of a facet -> the value that answers must have.
    """
    facets = {**{name: [value] for name, value in (chosen or {}).items()}, **_public()}
    return search.find(typed, kinds=(kind,) if kind else (), facets=facets, limit=limit, offset=offset)


def suggestions(typed: str, limit: int = 6) -> Sequence[search.Hit]:
    return search.suggest(typed, facets=_public(), limit=limit)


def facets_of(found: search.Found, chosen: Mapping[str, str]) -> list[Facet]:
    """Those that are worth offering beside these answers: facets of tools only where there are tools."""
    are_tools = bool(found.counts.get(search.KIND, {}).get(TOOL)) or any(
        facet.name in chosen for facet in OF_TOOLS
    )
    return [TOPICS, *(OF_TOOLS if are_tools else ())]


def _public() -> dict[str, list[str]]:
    return {PROGRAMME: [search.ALL, *public_programmes().values_list("slug", flat=True)]}


def choices(
    found: search.Found, facet: str, words: Iterable[tuple[str, str | Promise]]
) -> list[tuple[str, str, int]]:
    """Value, words and number of what a reader may narrow by, in the order of the words; nothing that finds nothing."""
    numbers = found.counts.get(facet, {})
    return [(value, str(label), numbers[value]) for value, label in words if numbers.get(value)]
