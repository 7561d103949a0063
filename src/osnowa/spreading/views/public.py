"""The short address on a poster: it leads on, and counts that somebody came, without a cookie and without a write."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from osnowa.knowledge.permissions import counts_as_reader
from osnowa.knowledge.rules.reads import MARK, is_reader
from osnowa.spreading.actions.visits import note_visit
from osnowa.spreading.models import ShortLink
from osnowa.spreading.queries.links import link_by, target_of

FROM_A_POSTER = {MARK: "skrot"}  # so that the reads of a text know where they come from


@require_safe
def go(request: HttpRequest, code: str) -> HttpResponse:
    """To the page of ours that the link names. A code that is wrong, ended or leads nowhere now says so, kindly."""
    link = link_by(code)
    path = target_of(link).path if link is not None and not link.has_ended else ""
    if link is None or not path:
        answer = render(
            request,
            "spreading/public/no_way.html",
            {"link": link, "programme": link.programme if link and link.programme.is_public else None},
            status=404 if link is None else 410,
        )
    else:
        if counts_as_reader(request) and is_reader(request.headers):
            note_visit(
                link,
                address=request.META.get("REMOTE_ADDR", ""),
                agent=request.headers.get("User-Agent", ""),
            )
        mark = f"?{urlencode(FROM_A_POSTER)}" if link.kind == ShortLink.Kind.PAGE else ""
        answer = HttpResponseRedirect(path + mark)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
