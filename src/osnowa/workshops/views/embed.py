"""The list of cycles inside other sites: a small page for an iframe, and the same as JSON. No cookie, no account."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.programme.queries import public_programmes
from osnowa.workshops.queries.listing import listed_cycles, listing_facts
from osnowa.workshops.views.feeds import with_validators
from osnowa.workshops.views.public import TAGS

KEPT = "public, max-age=300"
READERS = (Role.COORDINATOR, Role.EDITOR)


@require_safe
@xframe_options_exempt
def listing(request: HttpRequest, programme: str) -> HttpResponse:
    """The only page of ours that another site may show inside itself. `?jezyk=en`: in English."""
    found = get_object_or_404(public_programmes(), slug=programme)
    asked = request.GET.get("jezyk", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    rows = [
        {"cycle": cycle, "stands": stands, "places": seats, "tag": TAGS[stands]}
        for cycle, stands, seats, _sessions in listed_cycles(found)
    ]
    with translation.override(language):
        context = {"programme": found, "rows": rows, "language": language, "home": settings.BASE_URL}
        response = render(request, "workshops/public/embed.html", context)
        response.headers["Content-Language"] = language
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]  # noqa: SLF001  read by csp
    response.headers["Cache-Control"] = KEPT
    response.headers["X-Robots-Tag"] = "noindex"
    return with_validators(request, response)


@require_safe
def facts(request: HttpRequest, programme: str) -> HttpResponse:
    """The list for programs of other sites; any page may read it."""
    found = get_object_or_404(public_programmes(), slug=programme)
    response = JsonResponse(listing_facts(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = KEPT
    return with_validators(request, response)


@require_safe
@for_team(*READERS)
def share(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What to copy onto another site."""
    return render(request, "workshops/work/share.html", {"programme": programme, **_codes(programme)})


def _codes(programme: Programme) -> dict[str, Any]:
    def address(name: str) -> str:
        return settings.BASE_URL + reverse(name, args=[programme.slug])

    page = address("workshops:embed")
    return {
        "frame": f'<iframe src="{page}" title="{_quoted(programme.title)}" width="100%" height="600" '
        f'loading="lazy"></iframe>',
        "page": page,
        "json": address("workshops:embed_json"),
        "feed": address("workshops:programme_calendar"),
    }


def _quoted(words: str) -> str:
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
