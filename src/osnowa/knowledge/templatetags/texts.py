"""What the page of a text shows beyond its own fields. `{% load texts %}`.

The middle of a page (everything but bar and footer) is rendered once and kept in this process, under a key of what it
shows: the revision, the programme's name, whether a day has passed, and when any text was last approved or taken down.
So nothing needs to be told when something changes.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images.models import Image, SourceImageIOError
from wagtail.rich_text import get_text_for_indexing
from wagtail.templatetags.wagtailcore_tags import richtext

from osnowa.knowledge import rules
from osnowa.knowledge.models import BY_KIND, CollectionPage, ReviewedPage
from osnowa.knowledge.models.pictures import draw_widths
from osnowa.knowledge.queries import about, reading
from osnowa.lib import share_pictures
from osnowa.ui.kept import TOKEN

register = template.Library()
KEPT_FOR = 3600  # seconds
LONG = 600  # words: from here on a text has a table of contents


@dataclass(frozen=True)
class Shown:
    """What a browser gets of a text. `main` holds `body`, `following` and `colophon`; a kind that shows what changes
    by the hour (tools) puts them together itself.
    """

    head: SafeString
    main: SafeString
    body: SafeString
    following: SafeString
    colophon: SafeString


@register.simple_tag(takes_context=True)
def text_head(context: dict[str, Any], page: ReviewedPage) -> SafeString:
    return _shown(context, page).head


@register.simple_tag(takes_context=True)
def text_main(context: dict[str, Any], page: ReviewedPage) -> SafeString:
    """The middle of the page; the token of its form is this reader's own."""
    token = str(context.get("csrf_token") or "")
    return mark_safe(_shown(context, page).main.replace(TOKEN, token))  # noqa: S308  drawn by templates of ours


@register.simple_tag(takes_context=True)
def text_body(context: dict[str, Any], page: ReviewedPage) -> SafeString:
    """The text with its parts."""
    return _shown(context, page).body


@register.simple_tag(takes_context=True)
def text_following(context: dict[str, Any], page: ReviewedPage) -> SafeString:
    """What to read next."""
    return _shown(context, page).following


@register.simple_tag(takes_context=True)
def text_colophon(context: dict[str, Any], page: ReviewedPage) -> SafeString:
    """Who wrote it, when, under which licence, how to cite."""
    return _shown(context, page).colophon


def _shown(context: dict[str, Any], page: ReviewedPage) -> Shown:
    """Kept where it is published; drawn anew where an editor looks at a draft. Once per page and request."""
    drawn = getattr(page, "drawn", None)
    if drawn is not None:
        return drawn
    request = context.get("request")
    if not page.live or page.pk is None or getattr(request, "is_preview", False):
        page.drawn = _draw(page)  # type: ignore[attr-defined]
        return page.drawn  # type: ignore[attr-defined]
    kept, key = caches["local"], _key(page)
    drawn = kept.get(key)
    if drawn is None:
        drawn = _draw(page)
        kept.set(key, drawn, KEPT_FOR)
    page.drawn = drawn  # type: ignore[attr-defined]
    return drawn


def _key(page: ReviewedPage) -> str:
    said = repr((reading.shown_values(page), translation.get_language()))
    return "text-" + hashlib.sha256(said.encode()).hexdigest()


def _draw(page: ReviewedPage) -> Shown:
    """The page of a text in two pieces, as templates draw them."""
    shelf = BY_KIND[type(page)]
    prose, headings = drawn_prose(page)
    words = rules.count_words(get_text_for_indexing(prose))
    picked = reading.picked_in(page) if isinstance(page, CollectionPage) else []
    inside = {one.pk for one in picked}
    beside = [one for one in reading.read_next(page) if one.pk not in inside]
    translations = reading.translations_of(page)
    collections, newer = reading.collections_with(page), reading.newer_original(page)
    picture = settings.BASE_URL + share_picture_url(page)
    context = {
        "page": page,
        "shelf": shelf,
        "list_url": reverse(shelf.url_name),
        "facts": f"knowledge/kinds/{shelf.model_name}.html",
        "prose": prose,
        "contents": headings if words >= LONG and len(headings) >= rules.FEWEST_IN_CONTENTS else [],
        "minutes": rules.reading_minutes(words, page.language),
        "overdue": reading.is_overdue(page),
        "citation": about.citation_of(page),
        "competences": [
            (code, rules.competence_name(code, translation.get_language() or "pl"))
            for code in page.competence_codes
        ],
        "beside": beside,
        "translations": translations,
        "newer": newer,
        "picked": picked,
        "collections": collections,
        "picture": picture,
        "base": settings.BASE_URL,
        "feed_url": reverse("knowledge:shelf_feed", args=[shelf.slug]),
        "token": TOKEN,
        "machines": about.facts_for_machines(page, picture=picture, words=words, picked=picked),
    }
    pieces = {
        name: render_to_string(f"knowledge/text_{name}.html", context)
        for name in ("head", "body", "following", "colophon")
    }
    if not shelf.is_tool:
        context.update(pieces)
        pieces.update(body=SafeString(), following=SafeString(), colophon=SafeString())
    return Shown(
        **pieces,
        main=SafeString() if shelf.is_tool else render_to_string("knowledge/text_main.html", context),
    )


def share_picture_url(page: ReviewedPage) -> str:
    """The address of the picture shown where the text is shared; it changes with what the picture says."""
    digest = share_pictures.digest(*about.words_of_share_picture(page))
    return reverse("knowledge:share_picture", args=[page.pk or 0, digest])


@register.simple_tag
def text_as_written(page: ReviewedPage) -> SafeString:
    """A draft's text with its parts, drawn anew each time."""
    return drawn_prose(page)[0]


def drawn_prose(page: ReviewedPage) -> tuple[SafeString, list[tuple[str, str]]]:
    """Opening and parts in the language of the text, and its second headings with their anchors."""
    with translation.override(page.language):
        drawn = [str(richtext(page.body))] if page.body else []
        for part in page.parts:
            if part.block_type == "steps" and not (drawn and drawn[-1].rstrip().endswith("</h2>")):
                drawn.append(format_html("<h2>{}</h2>", _("Step by step")))
            drawn.append(str(part.render()))
    prose, headings = rules.with_anchors("\n".join(drawn))
    return mark_safe(prose), headings  # noqa: S308  what Wagtail and our templates have drawn


@register.simple_tag
def picture(image: Image | None, alt: str) -> SafeString:
    """A picture in the widths that browsers choose from, never larger than it is. Nothing where its file is lost."""
    if image is None:
        return SafeString()
    try:
        drawn = draw_widths(image)
    except SourceImageIOError:
        return SafeString()
    sizes = {one.width: one for one in drawn}
    middle = sizes[min(sizes, key=lambda width: abs(width - rules.PICTURE_WIDTHS[1]))]
    return format_html(
        '<img src="{}" srcset="{}" sizes="(min-width: 900px) 38em, 100vw" width="{}" height="{}" alt="{}" '
        'loading="lazy" decoding="async">',
        middle.url,
        format_html_join(", ", "{} {}w", ((one.url, width) for width, one in sorted(sizes.items()))),
        middle.width,
        middle.height,
        alt,
    )


@register.simple_tag
def recording_url(document: Any) -> str:
    """Where a browser plays a film of ours, or reads its captions."""
    return reverse("knowledge:recording", args=[document.pk])


@register.simple_tag
def cell_label(headers: Any, number: int) -> str:
    """The heading above a cell: on a telephone each cell says it itself."""
    return str(headers[number]) if number < len(headers) else ""


@register.filter
def duration(minutes: int) -> str:
    """As a person says it: 45 minutes, 1 hour, 2 hours 30 minutes."""
    hours, left = divmod(minutes, 60)
    said = []
    if hours:
        said.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if left:
        said.append(ngettext("%(count)d minute", "%(count)d minutes", left) % {"count": left})
    return " ".join(said)


@register.filter
def whole(path: str) -> str:
    """A path of ours as other sites write it."""
    return settings.BASE_URL + (path or "")
