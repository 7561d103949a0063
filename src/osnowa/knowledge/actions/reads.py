"""Reads are counted without cookies (decision 21): noted in memory, written as sums by a thread of the process.

Looking at a page must not write. So a request only leaves a mark in memory; the marks are written a little later, in
one transaction, after the answer has gone.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Q
from wagtail.models import Page

from osnowa.knowledge.models import DayMark, ReadCount
from osnowa.knowledge.queries.reads import known_marks
from osnowa.knowledge.rules import reads as rules
from osnowa.lib import clock, day_key, locks
from osnowa.lib.tally import Tally

Kind = ReadCount.Kind
Sum = tuple[int, dt.date, str, str]  # page, day, kind, referrer

_AT_ONCE = 500  # marks of one question


@dataclass(frozen=True)
class Noted:
    """One page used by one reader. `page_id` is None where only the `path` of the page is known."""

    day: dt.date
    kind: str
    referrer: str
    page_id: int | None = None
    path: str = ""


def note_use(
    what: str,
    kind: str,
    headers: Mapping[str, str],
    *,
    host: str,
    address: str,
    mark: str = "",
    page_id: int | None = None,
) -> None:
    """Note that somebody read or took `what`, unless a machine asked. Writes nothing yet.

    `host`: of this site. `address`: of the net, from which the mark is made and which is then forgotten. `mark`: what
    the link said of itself (`?skad=`). `page_id`: the text; without it, the text whose page led here.
    """
    if not rules.is_reader(headers):
        return
    referrer = headers.get("Referer", "")
    path = "" if page_id else rules.own_path(referrer, host)
    if not page_id and not path:
        return  # a file that nobody knows the text of
    noted = Noted(clock.today(), kind, rules.referrer_kind(referrer, host, mark), page_id, path)
    agent = headers.get("User-Agent", "")
    key = day_key.of(noted.day)
    said = f"{kind} {what}"
    tally.note(rules.mark_of_reader(key, noted.day, address=address, agent=agent, what=said), noted)


@transaction.atomic
def write_reads(noted: Mapping[str, Noted]) -> int:
    """Add readers to the sums of their days, each mark once; texts that nobody can read any more are passed over.

    Says how many were new. The same again adds nothing, on whichever process it was noted.
    """
    locks.lock_words("reads")
    known = known_marks(list(noted))
    fresh = {mark: one for mark, one in noted.items() if mark not in known}
    by_number, by_path = _pages_of(fresh.values())
    sums: Counter[Sum] = Counter()
    new = []
    for mark, one in fresh.items():
        page = by_number.get(one.page_id or 0) or by_path.get(one.path)
        if page is not None:
            new.append(DayMark(mark=mark, happened_on=one.day))
            sums[page.pk, one.day, one.kind, one.referrer] += 1
    DayMark.objects.bulk_create(new, batch_size=_AT_ONCE)
    _add(sums, by_number)
    return len(new)


tally = Tally("Reads", write_reads)


@transaction.atomic
def forget_readers() -> int:
    """Delete the marks of days that are over, and let the secret of such a day be written over. Says how many."""
    today = clock.today()
    day_key.of(today)
    return DayMark.objects.filter(happened_on__lt=today).delete()[0]


def _pages_of(noted: Iterable[Noted]) -> tuple[dict[int, Page], dict[str, Page]]:
    """Published texts among what was noted, of their own kinds, by number and by path."""
    numbers, paths = set(), set()
    for one in noted:
        numbers.add(one.page_id)
        paths.add(one.path)
    asked = Q(pk__in=numbers - {None}) | Q(url_path__in=paths - {""})
    found = [page for page in Page.objects.live().filter(asked).specific() if hasattr(page, "programme_id")]
    return {page.pk: page for page in found}, {page.url_path: page for page in found}


def _add(sums: Mapping[Sum, int], pages: Mapping[int, Page]) -> None:
    rows = ReadCount.objects.filter(
        page__in={number for number, *_rest in sums}, happened_on__in={day for _number, day, *_rest in sums}
    )
    known = {(row.page_id, row.happened_on, row.kind, row.referrer): row.pk for row in rows}
    new = []
    for key, times in sorted(sums.items()):
        if key in known:
            ReadCount.objects.filter(pk=known[key]).update(times=F("times") + times)
            continue
        number, day, kind, referrer = key
        page = pages[number]
        new.append(
            ReadCount(
                page_id=number,
                title=page.title,
                programme_id=page.programme_id,
                happened_on=day,
                kind=kind,
                referrer=referrer,
                times=times,
            )
        )
    ReadCount.objects.bulk_create(new, batch_size=_AT_ONCE)
