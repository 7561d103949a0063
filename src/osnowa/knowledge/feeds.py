"""News and texts for feed readers: everything new on a shelf, on a topic, in a collection."""

import datetime as dt
from typing import TypeVar

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from osnowa.knowledge.models import BY_SLUG, ArticlePage, CollectionPage, NewsPage, Shelf, Topic
from osnowa.knowledge.queries import latest_articles, latest_news, reading
from osnowa.knowledge.queries.reading import Beside
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


class _TextsFeed(Feed):
    """Texts of any kind, as rows of one question."""

    feed_type = Atom1Feed

    def item_title(self, item: Beside) -> str:
        return item.title

    def item_description(self, item: Beside) -> str:
        return item.words or item.lead

    def item_link(self, item: Beside) -> str:
        return item.address

    def item_author_name(self, item: Beside) -> str:
        return item.byline

    def item_pubdate(self, item: Beside) -> dt.datetime | None:
        return clock.moment(item.published_on, dt.time(8)) if item.published_on else None

    def item_updateddate(self, item: Beside) -> dt.datetime | None:
        return item.changed_at


class ShelfFeed(_TextsFeed):
    def get_object(self, _request: HttpRequest, shelf: str) -> Shelf:
        found = BY_SLUG.get(shelf)
        if found is None:
            raise Http404
        return found

    def title(self, shelf: Shelf) -> str:
        return str(shelf.name)

    def subtitle(self, shelf: Shelf) -> str:
        return str(shelf.lead)

    def link(self, shelf: Shelf) -> str:
        return reverse(shelf.url_name)

    def items(self, shelf: Shelf) -> list[Beside]:
        return reading.newest(LENGTH, shelf=shelf)


class TopicFeed(_TextsFeed):
    def get_object(self, _request: HttpRequest, topic: str) -> Topic:
        if topic not in Topic.values:
            raise Http404
        return Topic(topic)

    def title(self, topic: Topic) -> str:
        return _("Knowledge: %(topic)s") % {"topic": topic.label}

    def link(self, _topic: Topic) -> str:
        return reverse("knowledge:front")

    def items(self, topic: Topic) -> list[Beside]:
        return reading.newest(LENGTH, topic=topic)


class CollectionFeed(_TextsFeed):
    def get_object(self, _request: HttpRequest, slug: str) -> CollectionPage:
        found = CollectionPage.objects.live().filter(slug=slug).first()
        if found is None:
            raise Http404
        return found

    def title(self, collection: CollectionPage) -> str:
        return collection.title

    def subtitle(self, collection: CollectionPage) -> str:
        return collection.lead

    def link(self, collection: CollectionPage) -> str:
        return BY_SLUG["kolekcje"].address(collection.slug)

    def items(self, collection: CollectionPage) -> list[Beside]:
        return reading.picked_in(collection)
