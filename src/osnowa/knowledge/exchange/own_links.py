"""Addresses of our own pages and documents in a text that was read: kept as links that follow what they lead to."""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, urljoin

from django.conf import settings
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

_LINK = re.compile(r'<a href="([^"]*)">')
LONGEST_NUMBER = 18  # digits that a database's whole number holds


def with_own_links(body: str, parts: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The same rich texts, with links to pages and documents of ours as the editor keeps them.

    Files to download become documents of ours; where one of them lies elsewhere, a list of links in the text.
    Asks at most two questions.
    """
    links = {*_links(body), *_links(parts)}
    files = {one["document"] for part in parts if part["type"] == "downloads" for one in part["value"]}
    pages, documents = _pages(links), _documents(links | files)

    def linked(found: re.Match[str]) -> str:
        path = _path(unescape(found[1]))
        if path in pages:
            return f'<a linktype="page" id="{pages[path]}">'
        return f'<a linktype="document" id="{documents[path]}">' if path in documents else found[0]

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return _LINK.sub(linked, value) if "<a href" in value else value
        if isinstance(value, dict):
            return {key: changed(one) for key, one in value.items()}
        return [changed(one) for one in value] if isinstance(value, list) else value

    return changed(body), [changed(_downloads(part, documents)) for part in parts]


def _downloads(part: dict[str, Any], documents: dict[str, int]) -> dict[str, Any]:
    if part["type"] != "downloads":
        return part
    found = [(documents.get(_path(one["document"])), one) for one in part["value"]]
    if all(number for number, _one in found):
        return {**part, "value": [{"document": number, "title": one["title"][:150]} for number, one in found]}
    items = "".join(
        f'<li><a href="{escape(one["document"])}">{escape(one["title"] or one["document"])}</a></li>'
        for _number, one in found
    )
    return {"type": "text", "value": f"<ul>{items}</ul>"}


def _links(value: Any) -> Iterator[str]:
    """Every address in rich texts, however deep they lie."""
    if isinstance(value, str):
        yield from (unescape(address) for address in _LINK.findall(value))
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _links(one)


def _path(address: str) -> str:
    """The path within this installation; "" for an address elsewhere."""
    whole = urljoin(settings.BASE_URL + "/", address)
    return unquote(whole.removeprefix(settings.BASE_URL)) if whole.startswith(settings.BASE_URL + "/") else ""


def _pages(addresses: set[str]) -> dict[str, int]:
    """Path -> number of the page; Wagtail's tree stands under /wiedza/ as its root does."""
    paths = {path for path in map(_path, addresses) if path.startswith("/wiedza/")}
    return dict(Page.objects.filter(url_path__in=paths).values_list("url_path", "pk")) if paths else {}


def _documents(addresses: set[str]) -> dict[str, int]:
    """Path -> number of the document: /dokumenty/12/regulamin.pdf."""
    start = reverse("wagtaildocs_serve", args=[0, "x"]).removesuffix("0/x")
    paths = [path for path in map(_path, addresses) if path.startswith(start)]
    numbers = [path.removeprefix(start).split("/")[0] for path in paths]
    wanted = [int(one) for one in numbers if one.isdecimal() and len(one) < LONGEST_NUMBER]
    found = get_document_model().objects.filter(pk__in=wanted) if wanted else ()
    return {unquote(document.url): document.pk for document in found}
