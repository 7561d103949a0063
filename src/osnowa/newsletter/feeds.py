"""The newsletter for feed readers: all of it, and topic by topic."""

import datetime as dt

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from osnowa.newsletter.models import Issue, MailingList
from osnowa.newsletter.queries.issues import public_issues, public_topics

LENGTH = 20


class _IssuesFeed(Feed):
    feed_type = Atom1Feed

    def item_title(self, item: Issue) -> str:
        return item.title

    def item_description(self, item: Issue) -> str:
        return item.preheader

    def item_link(self, item: Issue) -> str:
        return reverse("newsletter:issue", args=[item.pk])

    def item_pubdate(self, item: Issue) -> dt.datetime | None:
        return item.queued_at

    def item_updateddate(self, item: Issue) -> dt.datetime | None:
        return item.queued_at


class IssueFeed(_IssuesFeed):
    title = _("Newsletter")
    subtitle = _("What went out by e-mail.")

    def link(self) -> str:
        return reverse("newsletter:archive")

    def items(self) -> QuerySet[Issue]:
        return public_issues()[:LENGTH]


class TopicFeed(_IssuesFeed):
    """Issues that went to the readers of one topic."""

    def get_object(self, _request: HttpRequest, topic: str) -> MailingList:
        return get_object_or_404(public_topics(), slug=topic)

    def title(self, topic: MailingList) -> str:
        return _("Newsletter: %(topic)s") % {"topic": topic.title}

    def subtitle(self, topic: MailingList) -> str:
        return topic.description

    def link(self, topic: MailingList) -> str:
        return reverse("newsletter:topic", args=[topic.slug])

    def items(self, topic: MailingList) -> QuerySet[Issue]:
        return public_issues(topic)[:LENGTH]
