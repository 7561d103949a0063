"""Addresses that stand in letters. They open a reader's own pages without signing in."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse


def leave_url(token: str) -> str:
    """Where a reader unsubscribes: the page asks once more, the mail program's button (RFC 8058) posts here."""
    return settings.BASE_URL + _path("newsletter:leave").format(token)


def choose_url(token: str) -> str:
    """Where a reader chooses lists, language and a pause."""
    return settings.BASE_URL + _path("newsletter:choices").format(token)


@lru_cache(maxsize=4)
def _path(name: str) -> str:
    """The path with a gap for the token: found once, because thousands of letters ask for it."""
    return reverse(name, args=["TOKEN"]).replace("TOKEN", "{}")
