"""Whose telephone it is that scans the code: signed in, or one that said "I am here" before.

A strictly functional cookie of the pages of attendance alone; it names a sign-up, is signed, and holds nothing else.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.queries.presence import place_of, place_of_person

COOKIE = "presence"
SALT = "workshops.presence.phone"
KEPT = dt.timedelta(days=120)  # longer than a cycle


def recognised(request: HttpRequest, session: Session) -> Enrolment | None:
    """The place in the session's cycle of whoever holds this telephone; None where it is not known."""
    if request.user.is_authenticated and request.user.person_id is not None:
        found = place_of_person(session, request.user.person_id)
        if found is not None:
            return found
    try:
        known = request.get_signed_cookie(COOKIE, salt=SALT, max_age=KEPT)
    except (KeyError, signing.BadSignature):
        return None
    return place_of(session, int(known)) if known.isdecimal() else None


def remember(response: HttpResponse, enrolment: Enrolment) -> None:
    """Know this telephone at the next scan."""
    response.set_signed_cookie(
        COOKIE,
        str(enrolment.pk),
        salt=SALT,
        max_age=KEPT,
        path=reverse("workshops:presence_start"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
