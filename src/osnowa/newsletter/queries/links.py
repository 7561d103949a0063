"""Addresses that stand in letters. They open a reader's own pages (`urls.readers`) without signing in."""

from django.conf import settings


def leave_url(token: str) -> str:
    """Where a reader unsubscribes: the page asks once more, the mail program's button (RFC 8058) posts here.

    Put together by hand: thousands of letters ask for it. tests/newsletter/test_links.py holds it against the pages.
    """
    return f"{settings.BASE_URL}/newsletter/czytam/{token}/wypisz/"


def choose_url(token: str) -> str:
    """Where a reader chooses lists, language and a pause."""
    return f"{settings.BASE_URL}/newsletter/czytam/{token}/"
