"""One box that finds everything public. Reading it writes nothing but the count of what was looked for in vain."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.lib import search
from osnowa.lib.limits import PerMinute
from osnowa.portal.queries import found

PER_PAGE = 15
LONGEST = 400  # characters that are shown again in the box
PAGES_AT_MOST = 20

_asked, _typed = PerMinute(), PerMinute()


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`?q=`, narrowed by `?rodzaj=` (kind) and `?temat=` (topic). Unknown values mean all."""
    typed = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    if typed and _asked.too_many(
        request.META.get("REMOTE_ADDR", ""), settings.SEARCHES_PER_MINUTE_PER_ADDRESS
    ):
        response = render(request, "429.html", status=429)
        response.headers["Retry-After"] = "60"
        return response
    kinds, topics = found.kinds(), found.topics()
    kind, topic = request.GET.get("rodzaj", ""), request.GET.get("temat", "")
    kind, topic = kind if kind in kinds else "", topic if topic in dict(topics) else ""
    context: dict[str, Any] = {"typed": typed, "kind": kind, "topic": topic, "examples": EXAMPLES}
    if typed:
        number = _page_number(request)
        answer = found.look_for(typed, kind=kind, topic=topic, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
        if number > 1 and not answer.hits:  # a page that is no longer there
            number, answer = 1, found.look_for(typed, kind=kind, topic=topic, limit=PER_PAGE)
        if not answer.total and not kind and not topic and number == 1 and request.method == "GET":
            search.note_missed(typed)
        context |= {
            "found": answer,
            "hits": [(hit, kinds[hit.kind]) for hit in answer.hits if hit.kind in kinds],
            "page": Paginator(range(answer.total), PER_PAGE).get_page(number),
            "kinds": _links("rodzaj", kind, found.choices(answer, search.KIND, kinds.items()), request),
            "topics": _links("temat", topic, found.choices(answer, found.TOPIC, topics), request),
        }
    response = render(request, "portal/search.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


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


def _links(
    name: str, chosen: str, choices: list[tuple[str, str, int]], request: HttpRequest
) -> list[tuple[str, str, int | None, bool]]:
    """Address, words, number, and whether it is chosen: all first, without a number. Empty where there is no choice."""
    if not choices or (len(choices) == 1 and not chosen):
        return []
    kept = {key: request.GET[key] for key in ("q", "rodzaj", "temat") if key != name and request.GET.get(key)}
    here = reverse("portal:search")
    return [
        (f"{here}?{urlencode(kept)}", _("Everything"), None, not chosen),
        *(
            (f"{here}?{urlencode({**kept, name: value})}", label, number, value == chosen)
            for value, label, number in choices
        ),
    ]
