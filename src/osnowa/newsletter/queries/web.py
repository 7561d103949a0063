"""A sent issue as a page of the site: the frozen words, without the letter's looks."""

import re
from urllib.parse import urlsplit

import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.preview import for_the_web

BEGINS, ENDS = "<!--letter-->", "<!--/letter-->"
TAGS = {"h2", "h3", "p", "ul", "ol", "li", "a", "br", "b", "strong", "em", "i", "img"}
KEPT = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
_TITLE = re.compile(r"<h1[^>]*>.*?</h1>", re.DOTALL)


def web_of(issue: Issue) -> SafeString:
    """Headings, paragraphs, lists, links and pictures of the copy in the reader's language."""
    page = for_the_web(issue, get_language() or issue.language).html
    inside = page.partition(BEGINS)[2].partition(ENDS)[0]
    words = nh3.clean(
        _TITLE.sub("", inside), tags=TAGS, attributes=KEPT, attribute_filter=_of_ours, link_rel=None
    )
    return mark_safe(words)  # noqa: S308  cleaned


def _of_ours(tag: str, name: str, value: str) -> str | None:
    """Pictures are this site's own, and asked from it by whatever name it is visited today."""
    if (tag, name) != ("img", "src"):
        return value
    path = urlsplit(value).path
    return path if path.startswith(reverse("knowledge:picture", args=["x"])[:-1]) else None
