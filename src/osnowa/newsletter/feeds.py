"""The newsletter for feed readers."""

import datetime as dt

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from osnowa.newsletter.models import Issue
from osnowa.newsletter.queries.issues import public_issues

LENGTH = 20


class IssueFeed(Feed):
    feed_type = Atom1Feed
    title = _("Newsletter")
    subtitle = _("What went out by e-mail.")

    def link(self) -> str:
        return reverse("newsletter:archive")

    def items(self) -> QuerySet[Issue]:
        return public_issues()[:LENGTH]

    def item_title(self, item: Issue) -> str:
        return item.title

    def item_description(self, item: Issue) -> str:
        return item.preheader

    def item_link(self, item: Issue) -> str:
        return reverse("newsletter:issue", args=[item.pk])

    def item_pubdate(self, item: Issue) -> dt.datetime | None:
        return item.queued_at
