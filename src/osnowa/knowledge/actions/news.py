"""Deeds about the shelves and the news. Writing news is Wagtail's own deed (with its own log); these lay the ground."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from osnowa.knowledge.models import SHELVES, KnowledgeIndexPage, NewsIndexPage, NewsPage
from osnowa.lib import audit
from osnowa.programme.models import Programme

news_laid_out = audit.deed("knowledge.news_laid_out", _("opened the shelves of knowledge"))
news_published = audit.deed("knowledge.news_published", _("published news"))


@transaction.atomic
def lay_out_knowledge(*, by: Any) -> KnowledgeIndexPage:
    """Make the front page of knowledge with its lists, and serve it (a fresh database has them by migration)."""
    root = KnowledgeIndexPage.objects.first()
    kinds: list[tuple[type[Page], str, str]] = [
        (NewsIndexPage, "Aktualności", "aktualnosci"),
        *((shelf.index, shelf.title, shelf.slug) for shelf in SHELVES),
    ]
    missing = [kind for kind in kinds if not kind[0].objects.exists()]
    if root is not None and not missing:
        return root
    locale, _made = Locale.objects.get_or_create(
        language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
    )
    if root is None:
        top = Page.get_first_root_node()
        if top is None:  # a database emptied by a test
            top = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
        Page.objects.child_of(top).filter(depth=2, slug="home").delete()
        root = top.add_child(instance=KnowledgeIndexPage(title="Wiedza", slug="wiedza", locale=locale))
    for kind, title, slug in missing:
        root.add_child(instance=kind(title=title, slug=slug, locale=locale))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": root, "site_name": "Osnowa"},
    )
    news_laid_out.record(root, by=by)
    return root


@transaction.atomic
def lay_out_news(*, by: Any) -> NewsIndexPage:
    """The list of news, made with its neighbours where it is not there yet."""
    lay_out_knowledge(by=by)
    return NewsIndexPage.objects.get()


@transaction.atomic
def publish_news(
    *,
    title: str,
    lead: str,
    body: str,
    published_on: dt.date,
    programme: Programme | None,
    is_example: bool = False,
    by: Any,
) -> NewsPage:
    """Publish one piece of news from code (the demonstration does); people do it in Wagtail."""
    index = lay_out_news(by=by)
    page = NewsPage(
        title=title,
        lead=lead,
        body=body,
        published_on=published_on,
        programme=programme,
        is_example=is_example,
    )
    index.add_child(instance=page)
    page.save_revision(user=by if getattr(by, "pk", None) else None).publish()
    news_published.record(page, by=by, programme_id=programme.pk if programme else None)
    return page
