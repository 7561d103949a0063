"""Deeds about the news. Writing it is Wagtail's own deed (with its own log); these lay the ground."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from osnowa.knowledge.models import NewsIndexPage, NewsPage
from osnowa.lib import audit
from osnowa.programme.models import Programme

news_laid_out = audit.deed("knowledge.news_laid_out", _("opened the list of news"))
news_published = audit.deed("knowledge.news_published", _("published news"))


@transaction.atomic
def lay_out_news(*, by: Any) -> NewsIndexPage:
    """Make the list of news and serve it, where it is not there yet (a fresh database has it by migration)."""
    index = NewsIndexPage.objects.first()
    if index is not None:
        return index
    locale, _made = Locale.objects.get_or_create(
        language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
    )
    root = Page.get_first_root_node()
    if root is None:  # a database emptied by a test
        root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    Page.objects.child_of(root).filter(depth=2, slug="home").delete()
    index = root.add_child(instance=NewsIndexPage(title="Aktualności", slug="aktualnosci", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": index, "site_name": "Osnowa"},
    )
    news_laid_out.record(index, by=by)
    return index


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
