"""What readers thought of texts: yes, no, and their words."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from osnowa.knowledge.models import ReaderWords, UsefulAnswer
from osnowa.knowledge.queries.reads import YEAR
from osnowa.lib import clock
from osnowa.lib.period import Period


@dataclass
class Opinions:
    """How many readers found a text useful, and how many did not."""

    yes: int = 0
    no: int = 0

    @property
    def total(self) -> int:
        return self.yes + self.no

    @property
    def percent(self) -> int | None:
        """Of yes, a whole number; None where nobody said anything."""
        return round(100 * self.yes / self.total) if self.total else None


def opinions(period: Period, pages: Collection[int] | None = None) -> dict[int, Opinions]:
    """Number of each page that somebody judged in the period -> how."""
    rows = UsefulAnswer.objects.filter(answered_on__gte=period.start, answered_on__lte=period.end)
    if pages is not None:
        rows = rows.filter(page__in=pages)
    found: dict[int, Opinions] = defaultdict(Opinions)
    for page, is_useful, number in rows.order_by().values_list("page", "is_useful").annotate(n=Count("pk")):
        if is_useful:
            found[page].yes += number
        else:
            found[page].no += number
    return dict(found)


def opinions_of(page_id: int) -> Opinions:
    """Of one text, in the last 365 days."""
    today = clock.today()
    return opinions(Period(today - YEAR, today), [page_id]).get(page_id, Opinions())


def words_about(page_id: int | None = None) -> QuerySet[ReaderWords]:
    """What readers wrote, the newest first; of one text, or of all."""
    rows = ReaderWords.objects.select_related("page")
    return rows if page_id is None else rows.filter(page=page_id)
