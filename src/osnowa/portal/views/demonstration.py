"""Ways in and the outbox: in demonstration mode only, elsewhere they do not exist (404)."""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from osnowa.lib.models import OutgoingMail
from osnowa.people.permissions import DEMONSTRATION_WAY_IN
from osnowa.portal import actions, queries

View = Callable[..., HttpResponse]
PER_PAGE = 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def in_demonstration(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(guarded)


@in_demonstration
@require_safe
def demonstration(request: HttpRequest) -> HttpResponse:
    """All doors; with ?rola= the one that the terminal's link means comes first. Looking changes nothing."""
    doors = queries.doors()
    wanted = request.GET.get("rola", "")
    chosen = next((door for door in doors if door.role == wanted), None)
    others = [door for door in doors if door is not chosen]
    return render(request, "portal/demonstration.html", {"chosen": chosen, "doors": others})


@in_demonstration
@require_POST
def door(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as the example person who has this role."""
    found = next((each for each in queries.doors() if each.role == role), None)
    if found is None:
        raise Http404
    login(request, found.account, backend=BACKEND)
    record_authentication(request, found.account, DEMONSTRATION_WAY_IN)
    actions.note_sign_in(found.account, by=found.account, door="demonstration")
    if found.leads_to_own:
        return redirect("portal:mine")
    return redirect("portal:dashboard", found.programme.slug)


@in_demonstration
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.outbox(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "portal/outbox.html", {"page": page})


@in_demonstration
@require_safe
def outbox_mail(request: HttpRequest, mail: int) -> HttpResponse:
    letter = get_object_or_404(OutgoingMail, pk=mail)
    attachments = [{"position": at, **each} for at, each in enumerate(letter.attachments)]
    return render(request, "portal/outbox_mail.html", {"mail": letter, "attachments": attachments})


@in_demonstration
@require_safe
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],  # mails carry their styles in the text; nothing else may run or load
        "img-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def outbox_html(_request: HttpRequest, mail: int) -> HttpResponse:
    """The HTML part alone, for the frame of the page above."""
    return HttpResponse(
        get_object_or_404(OutgoingMail, pk=mail).html.replace("<head>", '<head><base target="_blank">', 1)
    )


@in_demonstration
@require_safe
def outbox_attachment(_request: HttpRequest, mail: int, position: int) -> HttpResponse:
    letter = get_object_or_404(OutgoingMail, pk=mail)
    try:
        attachment = letter.attachments[position]
    except IndexError as error:
        raise Http404 from error
    return HttpResponse(
        base64.b64decode(attachment["content"]),
        content_type=attachment["type"],
        headers={"Content-Disposition": f'attachment; filename="{attachment["name"]}"'},
    )
