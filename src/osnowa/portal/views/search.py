"""One box that finds everything public. Reading it writes nothing but the count of what was looked for in vain."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.lib import search
from osnowa.lib.limits import PerMinute
from osnowa.portal.queries import found

PER_PAGE = 15
LONGEST = 400  # characters that are shown again in the box
PAGES_AT_MOST = 20
KIND_PARAM = "rodzaj"
Link = tuple[str, str, int | None, bool]  # address, words, number, is it chosen

_asked, _typed = PerMinute(), PerMinute()


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`?q=`, narrowed by `?rodzaj=` (kind), `?temat=` (topic) and, among tools, by facets of the catalogue. Unknown
    values mean all.
    """
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    if typed and _asked.too_many(
        request.META.get("REMOTE_ADDR", ""), settings.SEARCHES_PER_MINUTE_PER_ADDRESS
    ):
        response = render(request, "429.html", status=429)
        response.headers["Retry-After"] = "60"
        return response
    kinds = found.kinds()
    kind = request.GET.get(KIND_PARAM, "")
    kind = kind if kind in kinds else ""
    chosen = _chosen(request)
    context: dict[str, Any] = {
        "typed": typed,
        "kind": kind,
        "kept": [
            *([(KIND_PARAM, kind)] if kind else []),
            *((facet.param, chosen[facet.name]) for facet in found.FACETS if facet.name in chosen),
        ],
        "examples": EXAMPLES,
    }
    if typed:
        number = _page_number(request)
        answer = found.look_for(
            typed, kind=kind, chosen=chosen, limit=PER_PAGE, offset=(number - 1) * PER_PAGE
        )
        if number > 1 and not answer.hits:  # a page that is no longer there
            number, answer = 1, found.look_for(typed, kind=kind, chosen=chosen, limit=PER_PAGE)
        if not answer.total and not kind and not chosen and number == 1 and request.method == "GET":
            search.note_missed(typed)
        context |= {
            "found": answer,
            "hits": [(hit, kinds[hit.kind]) for hit in answer.hits if hit.kind in kinds],
            "page": Paginator(range(answer.total), PER_PAGE).get_page(number),
            "kinds": _links(KIND_PARAM, kind, found.choices(answer, search.KIND, kinds.items()), request),
            "facets": _facets(answer, chosen, request),
        }
    response = render(request, "portal/search.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _chosen(request: HttpRequest) -> dict[str, str]:
    """Facet -> value that the address asks for; values that no facet has are passed over."""
    asked = {facet: request.GET.get(facet.param, "") for facet in found.FACETS}
    return {facet.name: value for facet, value in asked.items() if value in dict(facet.options)}


def _facets(
    answer: search.Found, chosen: dict[str, str], request: HttpRequest
) -> list[tuple[str | Promise, list[Link]]]:
    """Name and links of what narrows these answers; what leaves no choice is left out."""
    shown = []
    for facet in found.facets_of(answer, chosen):
        own = chosen.get(facet.name, "")
        if links := _links(facet.param, own, found.choices(answer, facet.name, facet.options), request):
            shown.append((facet.label, links))
    return shown


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Links to what is probably meant, while somebody types: a fragment. Empty under two letters."""
    if _typed.too_many(request.META.get("REMOTE_ADDR", ""), settings.SUGGESTIONS_PER_MINUTE_PER_ADDRESS):
        return HttpResponse(status=429, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST]
    kinds = found.kinds()
    hits = [(hit, kinds[hit.kind]) for hit in found.suggestions(typed) if hit.kind in kinds]
    response = render(request, "portal/search_suggestions.html", {"hits": hits})
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


# What the empty page offers to try: words that the starter texts answer.
EXAMPLES = ("wolontariusze", "hasła", "newsletter", "wspólne biuro")


def _page_number(request: HttpRequest) -> int:
    said = request.GET.get("page", "1")
    return min(max(int(said), 1), PAGES_AT_MOST) if said.isascii() and said.isdigit() and len(said) < 4 else 1  # noqa: PLR2004


def _links(name: str, chosen: str, choices: list[tuple[str, str, int]], request: HttpRequest) -> list[Link]:
    """Address, words, number, and whether it is chosen: all first, without a number. Empty where there is no choice."""
    if not choices or (len(choices) == 1 and not chosen):
        return []
    params = ("q", KIND_PARAM, *(facet.param for facet in found.FACETS))
    kept = {key: request.GET[key] for key in params if key != name and request.GET.get(key)}
    here = reverse("portal:search")
    return [
        (f"{here}?{urlencode(kept)}", _("Everything"), None, not chosen),
        *(
            (f"{here}?{urlencode({**kept, name: value})}", label, number, value == chosen)
            for value, label, number in choices
        ),
    ]
