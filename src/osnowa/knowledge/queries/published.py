"""What a programme published in some days: for its papers."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import CharField, F, Value

from osnowa.knowledge.models import BY_SLUG, SHELVES, Shelf
from osnowa.lib.period import Period
from osnowa.programme.models import Programme


@dataclass(frozen=True)
class Published:
    """A text that readers can open, on the day of its first publication. `address`: its path."""

    page_id: int
    title: str
    address: str
    shelf: Shelf
    published_on: dt.date


def published_in(programme: Programme, period: Period) -> list[Published]:
    """The programme's own texts of every kind that were first published in the period, by day. One question."""
    rows = [
        one.kind.objects.live()
        .filter(programme=programme, published_on__gte=period.start, published_on__lte=period.end)
        .annotate(number=F("pk"), where=Value(one.slug, output_field=CharField()))
        .order_by()
        .values_list("published_on", "number", "title", "slug", "where")
        for one in SHELVES
    ]
    return [
        Published(number, title, f"/wiedza/{where}/{slug}/", BY_SLUG[where], day)
        for day, number, title, slug, where in rows[0]
        .union(*rows[1:], all=True)
        .order_by("published_on", "number")
    ]
