"""From the link in a mail to the sign-up behind it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from osnowa.workshops.models import Enrolment
from osnowa.workshops.queries.enrolments import enrolment_by_token

OwnView = Callable[..., HttpResponse]


def by_token(view: OwnView) -> OwnView:
    """Open a page to whoever holds the link; anybody else gets 404. The view gets the Enrolment. Nothing is cached."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponse:
        found = enrolment_by_token(token)
        if found is None or found.person.erased_at is not None or found.state != Enrolment.State.PLACED:
            raise Http404
        request.programme = found.cycle.programme  # type: ignore[attr-defined]  # read by project.navigation
        response = view(request, found, **more)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return opened
