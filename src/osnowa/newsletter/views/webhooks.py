"""Machines that tell of returned letters: believed by a secret, once."""

import json

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.lib import clock
from osnowa.newsletter.actions import returned
from osnowa.newsletter.registers import providers
from osnowa.newsletter.rules import signatures

SIGNATURE = "Osnowa-Signature"
FORBIDDEN, BAD, CONFLICT = 403, 400, 409


@csrf_exempt  # a machine posts here; it is believed by its signature
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """What the mail provider tells of returned letters: signed, young, and only once (docs/manual/newsletter.md)."""
    body = request.body
    head = request.headers.get(SIGNATURE, "")
    fault = signatures.fault_of(head, body, secret=settings.BOUNCE_SECRET, now=int(clock.now().timestamp()))
    if fault:
        return JsonResponse({"refused": fault}, status=FORBIDDEN)
    try:
        told = json.loads(body)
        events = told["events"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"refused": "shape"}, status=BAD)
    if not isinstance(events, list):
        return JsonResponse({"refused": "shape"}, status=BAD)
    key = f"newsletter.seen.{head.rpartition('=')[2]}"
    if not cache.add(key, 1, timeout=2 * signatures.LASTS_SECONDS):
        return JsonResponse({"refused": "replayed"}, status=CONFLICT)
    try:
        read = returned.note_events(events)
    except Exception:
        cache.delete(key)  # nothing was learned of it: the provider may try once more
        raise
    return JsonResponse({"noted": read.noted, "passed": read.passed})


@csrf_exempt
@require_http_methods(["HEAD", "POST"])
def provider(request: HttpRequest, provider: str) -> HttpResponse:
    """The same, told by a mail provider in its own shape. HEAD: some of them look first whether somebody is there.

    A message sent twice counts once: each event has its key.
    """
    if provider not in providers.PROVIDERS:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    try:
        events = providers.events_of(provider, request, secret=settings.BOUNCE_SECRET)
    except providers.NotBelieved:
        return JsonResponse({"refused": "secret"}, status=FORBIDDEN)
    except providers.NotUnderstood:
        return JsonResponse({"refused": "shape"}, status=BAD)
    read = returned.note_events(events)
    return JsonResponse({"noted": read.noted, "passed": read.passed})
