"""The code for the projector: it renews itself, needs no script, and shows nobody's name."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from osnowa.lib import clock, typeset
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team
from osnowa.workshops.queries.attendance import counts, lines
from osnowa.workshops.queries.presence import code_now
from osnowa.workshops.rules import presence
from osnowa.workshops.views.work.reach import TEAM, session_to_sign

AHEAD_SECONDS = 30


@require_safe
@for_team(*TEAM)
def screen(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = session_to_sign(request, programme, number, session)
    now = clock.now()
    context = {
        "programme": programme,
        "cycle": found.cycle,
        "session": found,
        "opens_at": found.starts_at - presence.OPENS_BEFORE,
        "is_ahead": now < found.starts_at - presence.OPENS_BEFORE,
        "is_over": found.closed_at is not None or now > found.ends_at,
        "counts": counts(lines(found)),
        "seconds": AHEAD_SECONDS,
    }
    if not context["is_ahead"] and not context["is_over"]:
        code = code_now(found)
        address = settings.BASE_URL + reverse("workshops:presence", args=[code.code])
        context |= {
            "code": code,
            "seconds": code.seconds + 1,
            "picture": mark_safe(typeset.qr(address)),  # noqa: S308  drawn by us out of our own address
            "start": settings.BASE_URL.partition("://")[2] + reverse("workshops:presence_start"),
        }
    return render(request, "workshops/work/screen.html", context)
