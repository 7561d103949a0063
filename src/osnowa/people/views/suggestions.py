"""Names for the sign-up form while somebody types: public, small, nothing about people."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from osnowa.lib import text
from osnowa.lib.limits import PerMinute
from osnowa.people import queries

LONGEST = 100  # letters that are looked at
PER_MINUTE = 300  # of one address: a workshop room of thirty types behind one


counting = PerMinute()


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """`<option>` elements for a datalist, for `?q=` or `?organisation=`. Empty under three letters. See README.md."""
    limit = getattr(settings, "SUGGESTIONS_PER_MINUTE_PER_ADDRESS", PER_MINUTE)
    if counting.too_many(request.META.get("REMOTE_ADDR", ""), limit):
        return HttpResponse(status=429, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    words = text.clean(request.GET.get("q") or request.GET.get("organisation") or "")[:LONGEST]
    found = queries.suggestions(words)
    # Browsers show an option only where its value or label holds what was typed: "laka" for "Łąka" stands in the label.
    rows = [(row, words if words.casefold() not in row.name.casefold() else "") for row in found]
    response = render(request, "people/suggestions.html", {"rows": rows})
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
