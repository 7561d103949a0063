"""How much texts are read: sums of days, as editors, coordinators and the funder's papers ask for them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from osnowa.knowledge.models import ReadCount
from osnowa.lib import text
from osnowa.lib.period import Period
from osnowa.programme.models import Programme


@dataclass(frozen=True)
class TextReads:
    """One text and how many times it was read and downloaded in a period.

    `page_id`: None for a text that was deleted since (then `address` and `kind` are empty). `address`: its path.
    `kind`: as `models.BY_MODEL` names it ("guidepage" ...), or "newspage". One reader counts once a day.
    """

    page_id: int | None
    title: str
    address: str
    kind: str
    reads: int
    downloads: int


def rows_of(programme: Programme | None, period: Period) -> QuerySet[ReadCount]:
    """Sums of the period; None: of all programmes and of texts in none."""
    rows = ReadCount.objects.filter(happened_on__gte=period.start, happened_on__lte=period.end)
    return rows if programme is None else rows.filter(programme=programme)


def counted(programme: Programme | None, period: Period) -> tuple[TextReads, ...]:
    """Every text that was read or downloaded in the period, by title the Polish way. One question."""
    found = (
        rows_of(programme, period)
        .order_by()
        .values_list("page_id", "title", "page__title", "page__url_path", "page__content_type__model", "kind")
        .annotate(number=Sum("times"))
    )
    texts: dict[tuple[int | None, str, str, str], dict[str, int]] = defaultdict(dict)
    for page_id, title_then, title, path, kind, how, number in found:
        key = (page_id, title or title_then, path or "", kind or "")
        texts[key][how] = texts[key].get(how, 0) + number
    rows = [
        TextReads(*key, reads=how.get(ReadCount.Kind.READ, 0), downloads=how.get(ReadCount.Kind.DOWNLOAD, 0))
        for key, how in texts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (text.sort_key(row.title), row.page_id or 0)))
