"""Calendars under an address, for programs that read it by themselves: public ones, and secret ones."""

import datetime as dt
import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.programme.queries import public_programmes
from osnowa.workshops.queries.calendars import changed_at, feed
from osnowa.workshops.queries.feeds import feed_by_token, name_of_feed, public_sessions, sessions_of_feed


@require_safe
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    """All sessions of a programme's published cycles."""
    found = get_object_or_404(public_programmes(), slug=programme)
    sessions = public_sessions(found)
    name = _("Workshops: %(title)s") % {"title": found.title}
    return calendar_answer(
        request, feed(name, sessions, with_links=False), "warsztaty.ics", changed_at(sessions), public=True
    )


@require_safe
def secret(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever knows the address reads it; an address that was replaced, closed or never was is not there."""
    found = feed_by_token(token)
    sessions = sessions_of_feed(found) if found is not None else None
    if found is None or sessions is None:
        raise Http404
    content = feed(name_of_feed(found), sessions, with_links=True)
    return calendar_answer(request, content, "kalendarz.ics", changed_at(sessions), public=False)


def calendar_answer(
    request: HttpRequest, content: bytes, name: str, changed: dt.datetime | None, *, public: bool
) -> HttpResponse:
    """A calendar file, or "not modified" for who has it. A secret one is kept by no cache and no search engine."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "public, max-age=300" if public else "private, no-cache"
    if not public:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
    return with_validators(request, response, changed)


def with_validators(
    request: HttpRequest, response: HttpResponse, changed: dt.datetime | None = None
) -> HttpResponse:
    """ETag and Last-Modified; 304 where the reader has the same already. What left (a session was removed) changes the
    first only, and it is asked before the second (RFC 9110, 13.2.2).
    """
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    stamp = int(changed.timestamp()) if changed is not None else None
    if changed is not None:
        response.headers["Last-Modified"] = changed.astimezone(dt.UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    if "HTTP_IF_NONE_MATCH" not in request.META:
        stamp = None  # a removed session leaves no later moment: only who sends the ETag is answered in short
    answer = get_conditional_response(request, etag=etag, last_modified=stamp, response=response)
    return answer or response
