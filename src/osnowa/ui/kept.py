"""Pages that say the same to every anonymous reader are rendered once for each thing that they say.

A page is kept under a key made of all values that it shows, so that a change is seen at once and nothing has to be
cleared. What differs between two readings (the token against forgery, a form's key) is filled into its place each time.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape

KEPT = 600  # seconds: not for freshness, but so that what nobody reads any more goes away
PLACE = "kept-place-of-{}-q7w"  # no text of ours or of anybody's has these words
TOKEN = PLACE.format("token")
OWN = PLACE.format("own")
THEMES = ("dark", "light")


def row_values(row: models.Model) -> tuple[Any, ...]:
    """Names and values of all columns and annotations read of a row: what a page can show of it without a query."""
    return tuple(one for one in vars(row).items() if not one[0].startswith("_"))


def kept_page(
    request: HttpRequest,
    template: str,
    values: Any,
    make: Callable[[Mapping[str, str]], dict[str, Any]],
    *,
    own: str = "",
    **fresh: str,
) -> HttpResponse:
    """The page of `template`, taken from memory where one that shows the same `values` was made.

    `values`: everything that the page shows beyond bar and footer, with a `repr` that tells it all (see `row_values`);
    the day as well, where words such as "tomorrow" hang on it.
    `make`: gives the context, and is called only where the page has to be made; it gets `fresh`, or places for it.
    `fresh`: what differs in each reading; a short text without markup, such as the key of a form.
    `own`: the secret in this reader's address, which other addresses on the page carry as well.
    A reader with a session (a name in the bar, a message that waits) gets a page of their own.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return HttpResponse(render_to_string(template, make(fresh), request))
    chrome = request.chrome  # type: ignore[attr-defined]  # project.middleware
    theme = chrome.theme if chrome.theme in THEMES else ""
    path = request.get_full_path()
    path = path.replace(own, OWN) if own else path
    said = repr((template, path, theme, chrome.demonstration, chrome.says, values))
    key = f"ui.kept.{hashlib.sha256(said.encode()).hexdigest()}"
    page = caches["local"].get(key)
    if page is None:
        context = {**make({name: PLACE.format(name) for name in fresh}), "csrf_token": TOKEN}
        page = render_to_string(template, context, request)
        page = page.replace(own, OWN) if own else page
        caches["local"].set(key, page, KEPT)
    if TOKEN in page:
        page = page.replace(TOKEN, get_token(request))
    page = page.replace(OWN, own) if own else page
    for name, value in fresh.items():
        page = page.replace(PLACE.format(name), escape(value))
    return HttpResponse(page)
