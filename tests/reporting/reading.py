"""Addresses of pages and the words that a reader sees on them."""

import re

from django.urls import reverse


def address(name, args, slug="wiedza"):
    return reverse(name, args=[slug, *args])


def words_of(response) -> str:
    """What a reader sees, without markup and with plain spaces."""
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").split())
