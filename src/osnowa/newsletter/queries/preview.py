"""An issue as it will look in a mail program."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape

from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.issues import RenderedIssue, rendered
from osnowa.newsletter.rules import marks

PHONE, SCREEN = "telefon", "ekran"
WIDTHS = (PHONE, SCREEN)
LIGHT, DARK = "jasno", "ciemno"
LIGHTS = (LIGHT, DARK)
PHONE_PX = 390
DARK_QUERY = "@media (prefers-color-scheme: dark)"


def copy_of(issue: Issue, language: str) -> RenderedIssue:
    """What readers of this language get: frozen where it has been sent, else as it stands now."""
    languages = [code for code, _name in settings.LANGUAGES]
    language = language if language in languages else settings.LANGUAGE_CODE
    copy = issue.copies.filter(language=language).first()
    return RenderedIssue(copy.subject, copy.html, copy.text) if copy else rendered(issue, language)


def preview_of(issue: Issue, language: str, account: Any) -> RenderedIssue:
    """The copy as this account would get it. Links for a reader lead to the archive: a writer need not be a reader."""
    return _filled(copy_of(issue, language), account.name or account.email)


def for_the_web(issue: Issue, language: str) -> RenderedIssue:
    """The copy as everybody may read it: nobody's name, nobody's links."""
    return _filled(copy_of(issue, language), "…")


def _filled(copy: RenderedIssue, name: str) -> RenderedIssue:
    archive = settings.BASE_URL + reverse("newsletter:archive")
    plain = {marks.NAME: name, marks.LEAVE: archive, marks.CHOOSE: archive}
    return RenderedIssue(
        copy.subject,
        marks.fill(copy.html, {mark: escape(value) for mark, value in plain.items()}),
        marks.fill(copy.text, plain),
    )


def shown_to(page: str, *, width: str = "", light: str = "") -> str:
    """The HTML part as on a phone or a screen, in the light or in the dark, whatever the device at hand is."""
    page = page.replace("<head>", '<head><base target="_blank">', 1)
    if light == DARK:
        page = page.replace(DARK_QUERY, "@media all")
    elif light == LIGHT:
        page = page.replace(DARK_QUERY, "@media not all")
    if width == PHONE:
        style = f"<style>html{{max-width:{PHONE_PX}px;margin:0 auto;outline:1px solid #888}}</style>"
        page = page.replace("</head>", f"{style}</head>", 1)
    return page
