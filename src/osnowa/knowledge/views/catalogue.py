"""The catalogue as readers open it: the list with its facets, and several tools side by side."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from osnowa.knowledge import queries
from osnowa.knowledge.models import Agreement, Hosted, Platform, Price, Task, ToolPage
from osnowa.knowledge.rules import catalogue
from osnowa.lib import text

PER_PAGE = 30
LONGEST_SEARCH = 400
Words = str | Promise
NOT_CHECKED = pgettext_lazy("facet", "not checked")

# Facet -> its word in the address, its name, its values. Addresses are Polish, as everywhere.
FACETS: dict[str, tuple[str, Words, list[tuple[str, Words]]]] = {
    "task": ("zadanie", _("What for"), list(Task.choices)),
    "price": ("cena", _("Price for NGOs"), list(Price.choices)),
    "licence": (
        "licencja",
        pgettext_lazy("facet", "Licence"),
        [
            (catalogue.FREE, pgettext_lazy("facet", "free software")),
            (catalogue.CLOSED, pgettext_lazy("facet", "closed")),
            (catalogue.UNKNOWN, pgettext_lazy("facet", "other")),
        ],
    ),
    "hosted": ("gdzie", _("Where it runs"), list(Hosted.choices)),
    "agreement": ("umowa", _("Data-processing agreement"), list(Agreement.choices)),
    "polish": (
        "polski",
        _("Polish interface"),
        [(catalogue.YES, _("yes")), (catalogue.NO, _("no")), (catalogue.UNKNOWN, NOT_CHECKED)],
    ),
    "platform": ("system", _("Works on"), list(Platform.choices)),
    "offline": (
        "offline",
        _("Without the internet"),
        [(catalogue.YES, _("yes")), (catalogue.NO, _("no")), (catalogue.UNKNOWN, NOT_CHECKED)],
    ),
    "accessibility": (
        "dostepnosc",
        _("Accessibility statement"),
        [
            (catalogue.YES, pgettext_lazy("facet", "there is one")),
            (catalogue.UNKNOWN, pgettext_lazy("facet", "none that we know")),
        ],
    ),
    "effort": (
        "czas",
        _("Time to start"),
        [
            ("2", pgettext_lazy("facet", "up to 2 hours")),
            ("8", pgettext_lazy("facet", "up to a day")),
            (catalogue.LONGER, pgettext_lazy("facet", "more than a day")),
            (catalogue.UNKNOWN, NOT_CHECKED),
        ],
    ),
    "mentor": ("mentor", _("Help with it"), [(catalogue.YES, pgettext_lazy("facet", "a mentor knows it"))]),
}
REPLACES = "zamiast"
IN_SIGHT = frozenset({"task", "price", "replaces"})  # lists above the others, which are check boxes in a fold


@dataclass(frozen=True)
class Option:
    value: str
    label: Words
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One group of choices. `param`: its word in the address."""

    param: str
    label: Words
    options: list[Option]


def typed_in(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST_SEARCH]


def chosen_in(request: HttpRequest) -> dict[str, set[str]]:
    """What the address asks for; values that no facet has are passed over."""
    chosen = {}
    for facet, (param, _label, options) in FACETS.items():
        known = {value for value, _words in options}
        if found := known & set(request.GET.getlist(param)):
            chosen[facet] = found
    if product := text.slug(request.GET.get(REPLACES, "").replace("\x00", "")[:LONGEST_SEARCH]):
        chosen["replaces"] = {product}
    return chosen


@require_safe
def tools(request: HttpRequest) -> HttpResponse:
    typed, chosen = typed_in(request), chosen_in(request)
    found = queries.tool_catalogue(typed, chosen)
    product = next(iter(chosen.get("replaces", ())), "")
    context = {
        "page": Paginator(found.tools, PER_PAGE).get_page(request.GET.get("page")),
        "typed": typed,
        "chosen_count": sum(map(len, chosen.values())),
        "more_chosen": bool(chosen.keys() - IN_SIGHT),
        "total": found.total,
        "facets": [_facet(facet, chosen, found) for facet in FACETS],
        "product": product,
        "products": sorted(
            (
                (slug, name, found.counts["replaces"][slug])
                for slug, name in found.products.items()
                if found.counts["replaces"][slug]
            ),
            key=lambda row: text.sort_key(row[1]),
        ),
        "most": catalogue.COMPARED_AT_MOST,
    }
    for tool in context["page"]:
        tool.age, tool.mentors = tool.freshness(), found.mentors[tool.pk]
    return render(request, "knowledge/tools.html", context)


def _facet(facet: str, chosen: dict[str, set[str]], found: queries.Catalogue) -> Facet:
    """Values that no tool has are left out, unless they are chosen: then they say why nothing was found."""
    param, label, options = FACETS[facet]
    wanted, counts = chosen.get(facet, set()), found.counts[facet]
    shown = [
        Option(value, words, counts[value], value in wanted)
        for value, words in options
        if counts[value] or value in wanted
    ]
    return Facet(param, label, shown)


@dataclass(frozen=True)
class Line:
    """One row of the comparison: what each tool says, and whether they say different things."""

    label: Words
    cells: list[Any]
    kind: str
    differ: bool


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four tools. Fewer: the page says how to choose. More: the first four, and it says so."""
    asked = [slug.replace("\x00", "") for slug in request.GET.getlist("n")]
    shown = queries.tools_to_compare(asked)
    for tool in shown:
        tool.age = tool.freshness()
    slugs = {tool.slug for tool in shown}
    every = queries.tool_names_and_slugs()
    names = {slug for _name, slug in every}
    only = request.GET.get("tylko") == "roznice" and len(shown) > 1
    lines = _lines(shown)
    context = {
        "tools": shown,
        "lines": [line for line in lines if line.differ] if only else lines,
        "only": only,
        "too_many": len({slug for slug in asked if slug in names}) > catalogue.COMPARED_AT_MOST,
        "others": []
        if len(shown) >= catalogue.COMPARED_AT_MOST
        else [row for row in every if row[1] not in slugs],
        "may_differ": len(shown) > 1,
    }
    return render(request, "knowledge/compare.html", context)


def _lines(tools: list[ToolPage]) -> list[Line]:
    def line(label: Words, cells: list[Any], kind: str = "text") -> Line:
        return Line(label, cells, kind, len(tools) > 1 and catalogue.differ(cells))

    def named(choices: Any, keys: list[str]) -> str:
        return ", ".join(str(label) for key, label in choices.choices if key in keys)

    return [
        line(_("What for"), [named(Task, tool.tasks) for tool in tools]),
        line(_("Instead of"), [tool.replaces for tool in tools]),
        line(_("Price for NGOs"), [tool.get_price_display() for tool in tools]),
        line(_("Price in words"), [tool.cost for tool in tools]),
        line(_("Licence of the software"), [tool.software_licence for tool in tools]),
        line(_("Where it runs"), [named(Hosted, tool.hosted) for tool in tools]),
        line(_("Where the data are"), [tool.privacy_note for tool in tools]),
        line(_("Data-processing agreement"), [tool.get_agreement_display() for tool in tools]),
        line(_("Polish interface"), [tool.polish_interface for tool in tools], "yes_no"),
        line(_("Other languages"), [tool.languages for tool in tools]),
        line(_("Works on"), [named(Platform, tool.platforms) for tool in tools]),
        line(_("Without the internet"), [tool.works_offline for tool in tools], "yes_no"),
        line(_("Accessibility statement"), [tool.accessibility_url for tool in tools], "link"),
        line(_("How hard to introduce"), [tool.get_effort_display() for tool in tools]),
        line(_("Hours until the first use"), [tool.start_hours for tool in tools]),
        line(_("How to leave"), [tool.leaving for tool in tools]),
        line(_("Checked"), [tool.checked_on for tool in tools], "day"),
    ]
