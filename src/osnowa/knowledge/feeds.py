"""News and articles for feed readers."""

import datetime as dt
from typing import TypeVar

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from osnowa.knowledge.models import ArticlePage, NewsPage
from osnowa.knowledge.queries import latest_articles, latest_news
from osnowa.lib import clock

LENGTH = 20
P = TypeVar("P", NewsPage, ArticlePage)


def _with_addresses(pages: list[P], request: HttpRequest) -> list[P]:
    """The request remembers where the tree hangs: one question for all of them."""
    for page in pages:
        page.seen_at = page.get_url(request)
    return pages


class NewsFeed(Feed):
    feed_type = Atom1Feed
    title = _("News")
    subtitle = _("Workshops, results and announcements.")
    link = "/wiedza/aktualnosci/"

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, request: HttpRequest) -> list[NewsPage]:
        return _with_addresses(list(latest_news(None, limit=LENGTH)), request)

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        return item.seen_at or self.link  # type: ignore[attr-defined]

    def item_pubdate(self, item: NewsPage) -> dt.datetime:
        return clock.moment(item.published_on, dt.time(8))


class ArticleFeed(Feed):
    feed_type = Atom1Feed
    title = _("Articles")
    subtitle = _("What helps organisations to run, to tell and to work together.")
    link = "/wiedza/artykuly/"

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, request: HttpRequest) -> list[ArticlePage]:
        return _with_addresses(list(latest_articles(None, limit=LENGTH)), request)

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return item.lead

    def item_link(self, item: ArticlePage) -> str:
        return item.seen_at or self.link  # type: ignore[attr-defined]

    def item_author_name(self, item: ArticlePage) -> str:
        return item.byline

    def item_copyright(self, item: ArticlePage) -> str:
        return item.licence_deed.name

    def item_pubdate(self, item: ArticlePage) -> dt.datetime | None:
        return clock.moment(item.published_on, dt.time(8)) if item.published_on else None
