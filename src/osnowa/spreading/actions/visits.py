"""Visits by short links, counted without cookies as reads are (decision 21): noted in memory, written as sums later."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from osnowa.knowledge.models import DayMark
from osnowa.knowledge.queries.reads import known_marks
from osnowa.knowledge.rules.reads import mark_of_reader
from osnowa.lib import clock, day_key, locks
from osnowa.lib.tally import Tally
from osnowa.spreading.models import LinkDay, ShortLink

_AT_ONCE = 500


@dataclass(frozen=True)
class Visit:
    """Somebody came by a link on this day."""

    link_id: int
    day: dt.date


def note_visit(link: ShortLink, *, address: str, agent: str) -> None:
    """Note that somebody came. Costs no question; the same telephone again on the same day is nothing."""
    visit = Visit(link.pk, clock.today())
    key = day_key.of(visit.day)
    what = f"short link {link.pk}"
    tally.note(mark_of_reader(key, visit.day, address=address, agent=agent, what=what), visit)


@transaction.atomic
def write_visits(noted: Mapping[str, Visit]) -> int:
    """Add visits to the sums of their days, each mark once, whichever process noted it. Says how many were new."""
    if not noted:
        return 0
    locks.lock_words("visits of short links")
    known = known_marks(list(noted))
    living = set(
        ShortLink.objects.filter(pk__in={visit.link_id for visit in noted.values()}).values_list(
            "pk", flat=True
        )
    )
    fresh = {mark: visit for mark, visit in noted.items() if mark not in known and visit.link_id in living}
    DayMark.objects.bulk_create(
        [DayMark(mark=mark, happened_on=visit.day) for mark, visit in fresh.items()], batch_size=_AT_ONCE
    )
    add_visits(Counter(fresh.values()))
    return len(fresh)


tally = Tally("Visits by short links", write_visits)


@transaction.atomic
def add_visits(sums: Mapping[Visit, int]) -> None:
    """Add so many visits to the sums of their links and days. The caller holds the lock, or is alone."""
    for visit, number in sums.items():
        row, _made = LinkDay.objects.get_or_create(link_id=visit.link_id, day=visit.day)
        LinkDay.objects.filter(pk=row.pk).update(visits=F("visits") + number)
