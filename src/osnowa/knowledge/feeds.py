"""The news for feed readers."""

import datetime as dt

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from osnowa.knowledge.models import NewsPage
from osnowa.knowledge.queries import latest_news
from osnowa.lib import clock

LENGTH = 20


class NewsFeed(Feed):
    feed_type = Atom1Feed
    title = _("News")
    subtitle = _("Workshops, results and announcements.")
    link = "/wiedza/"

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
