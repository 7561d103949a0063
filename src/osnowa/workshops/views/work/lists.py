"""The trainer's list as a page that can be installed and works without network (docs/decisions/0013)."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team, is_coordinator
from osnowa.workshops.actions.delivery import take_marks
from osnowa.workshops.actions.marking import Device
from osnowa.workshops.models import Session
from osnowa.workshops.queries.attendance import Line, counts, lines
from osnowa.workshops.queries.lists import lists_to_carry
from osnowa.workshops.queries.marks import marks_by_enrolment
from osnowa.workshops.rules import delivery, hours
from osnowa.workshops.views.work.reach import TEAM, session_to_sign

# Everything that the page needs to be drawn; kept by the service worker, and nothing else but the lists.
FILES = (
    "ui/osnowa.css",
    "ui/osnowa.js",
    "ui/fonts/osnowa-sans-regular.woff2",
    "ui/fonts/osnowa-sans-bold.woff2",
    "ui/fonts/brygada-1918-bold.woff2",
    "ui/favicon.svg",
    "ui/icons.svg",
    "ui/icon-192.png",
    "workshops/list.js",
)
KEEP, UNTIL = "X-Osnowa-Keep", "X-Osnowa-Until"
BROKEN, TOO_BIG = 400, 413


@require_safe
@for_team(*TEAM)
def overview(request: HttpRequest, programme: Programme) -> HttpResponse:
    found = list(lists_to_carry(programme, request.user, all_of_it=is_coordinator(request.user, programme)))
    context = {"programme": programme, "sessions": found, **_frame(request, programme)}
    return _kept(render(request, "workshops/work/lists/overview.html", context), keep=True)


@require_safe
@for_team(*TEAM)
def listing(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    found = session_to_sign(request, programme, number, session)
    rows = lines(found, marks_by_enrolment(found))
    context = {
        "programme": programme,
        "cycle": found.cycle,
        "session": found,
        "rows": rows,
        "counts": counts(rows),
        "opens_at": hours.attendance_opens_at(found.starts_at),
        "made_at": clock.now().isoformat(),
        "address": reverse("workshops:list", args=[programme.slug, number, session]),
        **_frame(request, programme),
    }
    response = render(request, "workshops/work/lists/list.html", context)
    response.headers[UNTIL] = str(int((found.ends_at + hours.LISTS_KEPT).timestamp() * 1000))
    return _kept(response, keep=found.closed_at is None)


@require_safe
@for_team(*TEAM)
def state(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """How the list stands, without names: a device asks before it delivers, and gets the token that POST needs."""
    found = session_to_sign(request, programme, number, session)
    return JsonResponse({**_state(request, found), "token": get_token(request)})


@require_POST
@for_team(*TEAM)
def deliver(request: HttpRequest, programme: Programme, number: int, session: int) -> HttpResponse:
    """Marks that a device made. Each is kept once, however often it is sent; see `actions.delivery`."""
    found = session_to_sign(request, programme, number, session)
    if int(request.headers.get("Content-Length") or 0) > delivery.MOST_BYTES:
        return JsonResponse({"error": "too big"}, status=TOO_BIG)
    try:
        data = json.loads(request.body)
        device, marks, unread = delivery.read_delivery(data)
    except (ValueError, RecursionError):  # broken JSON is a ValueError as well
        return JsonResponse({"error": "broken"}, status=BROKEN)
    taken = take_marks(
        found,
        marks,
        device=Device(device, delivery.name_of_device(request.headers.get("User-Agent", ""))),
        sent_at=delivery.read_moment(data.get("sent_at")),
        by=request.user,
    )
    for key in unread:
        taken.refused[key] = _("This mark cannot be read.")
    answer = {"kept": taken.kept, "refused": taken.refused, "too_late": taken.too_late}
    found.refresh_from_db(fields=["closed_at"])  # it may have been closed while the delivery waited
    return JsonResponse({**answer, **_state(request, found)})


@require_safe
@for_team(*TEAM)
def manifest(_request: HttpRequest, programme: Programme) -> HttpResponse:
    """What the telephone writes under the icon (Web Application Manifest)."""
    scope = reverse("workshops:lists", args=[programme.slug])
    data = {
        "id": scope,
        "name": _("Attendance lists · %(programme)s") % {"programme": programme.title},
        "short_name": _("Attendance"),
        "lang": get_language() or "pl",
        "start_url": scope,
        "scope": scope,
        "display": "standalone",
        "background_color": "#FAF6EC",
        "theme_color": "#1E4D3A",
        "icons": [
            {"src": static("ui/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("ui/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("ui/icon-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@require_safe
@for_team(*TEAM)
def worker(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The service worker of these lists alone: its address is their folder, so it can reach no other page."""
    files = [static(name) for name in FILES]
    context = {
        "files": files,
        "version": hashlib.sha256("\n".join(files).encode()).hexdigest()[:12],
        "scope": reverse("workshops:lists", args=[programme.slug]),
    }
    response = render(
        request, "workshops/work/lists/worker.js", context, content_type="text/javascript; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache, private"
    return response


def _frame(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    return {
        "account": request.user.pk,
        "scope": reverse("workshops:lists", args=[programme.slug]),
        "worker": reverse("workshops:lists_worker", args=[programme.slug]),
        "manifest": reverse("workshops:lists_manifest", args=[programme.slug]),
    }


def _state(request: HttpRequest, session: Session) -> dict[str, Any]:
    rows = lines(session, marks_by_enrolment(session))
    return {
        "account": request.user.pk,
        "closed": session.closed_at is not None,
        "now": clock.now().isoformat(),
        "rows": [_row(line) for line in rows],
    }


def _row(line: Line) -> dict[str, Any]:
    return {
        "enrolment": line.enrolment.number,
        "mark": line.mark,
        "key": line.key,
        "came": _on_the_wall(line.attendance.came_at if line.attendance else None),
        "left": _on_the_wall(line.attendance.left_at if line.attendance else None),
        "by_code": line.by_code,
        "conflict": line.in_conflict,
    }


def _on_the_wall(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(clock.WARSAW):%H:%M}" if moment is not None else ""


def _kept(response: HttpResponse, *, keep: bool) -> HttpResponse:
    """Say to our service worker whether it may keep this page; to everybody else: keep nothing."""
    response.headers[KEEP] = "yes" if keep else "no"
    return response
