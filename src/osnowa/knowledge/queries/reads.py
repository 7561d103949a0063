"""How much texts are read: sums of days, as editors, coordinators and the funder's papers ask for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from osnowa.knowledge.models import DayMark, ReadCount, Referrer
from osnowa.lib import clock, text
from osnowa.lib.period import Period
from osnowa.programme.models import Programme

MONTH, YEAR = dt.timedelta(days=29), dt.timedelta(days=364)  # with today: 30 and 365 days
MARKS_AT_ONCE = 500


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


@dataclass(frozen=True)
class Month:
    """A month from its first day on, with what was counted in it."""

    starts_on: dt.date
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


def of_text(page_id: int, period: Period) -> QuerySet[ReadCount]:
    """Sums of one text in the period."""
    return rows_of(None, period).filter(page=page_id)


def totals(rows: QuerySet[ReadCount]) -> tuple[int, int]:
    """Reads and downloads of these sums together."""
    found = dict(rows.order_by().values_list("kind").annotate(number=Sum("times")))
    return found.get(ReadCount.Kind.READ, 0), found.get(ReadCount.Kind.DOWNLOAD, 0)


def referrers(rows: QuerySet[ReadCount]) -> list[tuple[Referrer, int]]:
    """Where readers came from, the most frequent first; what nobody came from is left out."""
    found = dict(
        rows.filter(kind=ReadCount.Kind.READ).order_by().values_list("referrer").annotate(number=Sum("times"))
    )
    return sorted(
        ((one, found[one.value]) for one in Referrer if found.get(one.value)), key=lambda row: -row[1]
    )


def months(rows: QuerySet[ReadCount], period: Period) -> list[Month]:
    """Every month of the period, from the first in which something was counted to today's, in their order."""
    found: dict[dt.date, dict[str, int]] = defaultdict(dict)
    by_month = rows.order_by().annotate(month=TruncMonth("happened_on")).values_list("month", "kind")
    for month, kind, number in by_month.annotate(number=Sum("times")):
        found[month][kind] = number
    if not found:
        return []
    every, month = [], min(found)
    last = min(period.end, max(clock.today(), *found))
    while month <= last:
        every.append(month)
        month = (month + dt.timedelta(days=31)).replace(day=1)
    return [
        Month(
            one,
            found[one].get(ReadCount.Kind.READ, 0),
            found[one].get(ReadCount.Kind.DOWNLOAD, 0),
        )
        for one in every
    ]


def days(rows: QuerySet[ReadCount], period: Period) -> list[tuple[dt.date, int]]:
    """Reads of every day of the period, also of those without any."""
    found = dict(
        rows.filter(kind=ReadCount.Kind.READ)
        .order_by()
        .values_list("happened_on")
        .annotate(number=Sum("times"))
    )
    every = (period.start + dt.timedelta(days=number) for number in range(period.days))
    return [(day, found.get(day, 0)) for day in every]


def lately_and_in_a_year(page_id: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Reads and downloads of a text in the last 30 days, and in the last 365."""
    today = clock.today()
    return (
        totals(of_text(page_id, Period(today - MONTH, today))),
        totals(of_text(page_id, Period(today - YEAR, today))),
    )


def known_marks(marks: Sequence[str]) -> set[str]:
    """Those of the marks that were counted already. One question for each MARKS_AT_ONCE of them."""
    known: set[str] = set()
    for start in range(0, len(marks), MARKS_AT_ONCE):
        found = DayMark.objects.filter(mark__in=marks[start : start + MARKS_AT_ONCE])
        known.update(found.values_list("mark", flat=True))
    return known
