"""Links to the outside: which texts have which, what is dead, what is to be asked."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from wagtail.fields import StreamField

from osnowa.knowledge.models import KINDS, LinkWatch, NewsPage, OutsideLink
from osnowa.knowledge.rules import links as rules
from osnowa.lib import clock

_DEAD = Q(fault__in=[rules.GONE, rules.BROKEN, rules.SILENT], fails__gte=rules.ENOUGH, is_right=False)


def watch() -> LinkWatch:
    return LinkWatch.objects.select_related("changed_by").filter(pk=1).first() or LinkWatch(pk=1)


def dead_links() -> QuerySet[OutsideLink]:
    """Links that lead nowhere, with the texts that have them."""
    return OutsideLink.objects.filter(_DEAD).order_by("address").prefetch_related("pages__owner")


def doubtful_count() -> int:
    """Links that failed once: the next question tells."""
    return OutsideLink.objects.filter(fails=1, is_right=False).count()


def links_to_ask(limit: int) -> QuerySet[OutsideLink]:
    return OutsideLink.objects.filter(ask_at__lte=clock.now()).order_by("ask_at", "pk")[:limit]


def addresses_of_texts() -> dict[str, set[int]]:
    """Each outside address in published texts and news -> numbers of the pages that have it."""
    own = urlsplit(settings.BASE_URL).hostname or ""
    found: dict[str, set[int]] = {}
    kinds: tuple[Any, ...] = (*KINDS, NewsPage)
    for kind in kinds:
        for page in kind.objects.live().iterator(chunk_size=100):
            for address in _addresses_of(page):
                if rules.is_outside(address, own):
                    found.setdefault(address, set()).add(page.pk)
    return found


def _addresses_of(page: Any) -> Iterator[str]:
    for field in type(page)._meta.local_fields:  # noqa: SLF001  the public list of a model's own fields
        if isinstance(field, StreamField):
            yield from rules.addresses_in(list(getattr(page, field.name).raw_data))
        elif isinstance(field, models.URLField | models.TextField) and field.name != "search_text":
            yield from rules.addresses_in(getattr(page, field.name))
