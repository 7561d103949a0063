"""News and articles for feed readers."""

import datetime as dt

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from osnowa.knowledge.models import ArticlePage, NewsPage
from osnowa.knowledge.queries import latest_articles, latest_news
from osnowa.lib import clock

LENGTH = 20


class NewsFeed(Feed):
    feed_type = Atom1Feed
    title = _("News")
    subtitle = _("Workshops, results and announcements.")
    link = "/wiedza/aktualnosci/"

    def get_object(self, request: HttpRequest) -> HttpRequest:
        return request

    def items(self, _request: HttpRequest) -> list[NewsPage]:
        return list(latest_news(None, limit=LENGTH))

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        return item.url or self.link

    def item_pubdate(self, item: NewsPage) -> dt.datetime:
        return clock.moment(item.published_on, dt.time(8))


class ArticleFeed(Feed):
    feed_type = Atom1Feed
    title = _("Articles")
    subtitle = _("What helps organisations to run, to tell and to work together.")
    link = "/wiedza/artykuly/"

    def items(self) -> list[ArticlePage]:
        return list(latest_articles(None, limit=LENGTH))

    def item_title(self, item: ArticlePage) -> str:
        return item.title

    def item_description(self, item: ArticlePage) -> str:
        return item.lead

    def item_link(self, item: ArticlePage) -> str:
        return item.url or self.link

    def item_author_name(self, item: ArticlePage) -> str:
        return item.byline

    def item_copyright(self, item: ArticlePage) -> str:
        return item.licence_deed.name

    def item_pubdate(self, item: ArticlePage) -> dt.datetime | None:
        return clock.moment(item.published_on, dt.time(8)) if item.published_on else None
