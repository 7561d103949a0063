"""Visits by short links, counted without cookies as reads are (decision 21): noted in memory, written as sums later."""

import datetime as dt
import logging
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models import F

from osnowa.knowledge.models import DayMark
from osnowa.knowledge.rules.reads import mark_of_reader
from osnowa.lib import clock, day_key, locks
from osnowa.spreading.models import LinkDay, ShortLink

logger = logging.getLogger("osnowa.visits")

WRITTEN_EVERY = 15.0  # seconds; a process that is killed loses what it noted since
MOST_WAITING = 20_000  # visits in the memory of a process; more is an attack, and is not counted
_AT_ONCE = 500


@dataclass(frozen=True)
class Visit:
    """Somebody came by a link on this day."""

    link_id: int
    day: dt.date


class Tally:
    """What this process noted and has not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, Visit] = {}
        self._timer: threading.Timer | None = None

    def note(self, link: ShortLink, *, address: str, agent: str) -> None:
        """Note a visit. Costs no question; the same telephone again on the same day is nothing."""
        visit = Visit(link.pk, clock.today())
        key = day_key.of(visit.day)
        mark = mark_of_reader(key, visit.day, address=address, agent=agent, what=f"short link {link.pk}")
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                return
            self._waiting.setdefault(mark, visit)
            if self._timer is None and not settings.TESTING:
                self._timer = threading.Timer(WRITTEN_EVERY, self._write_later)
                self._timer.daemon = True
                self._timer.start()

    def take(self) -> dict[str, Visit]:
        """What waits, which from now on is the caller's."""
        with self._lock:
            taken, self._waiting, self._timer = self._waiting, {}, None
        return taken

    def write(self) -> int:
        """Write down what waits; says how many visits were new."""
        return write_visits(self.take())

    def _write_later(self) -> None:
        try:
            self.write()
        except DatabaseError:
            logger.exception("Visits of the last moments were not counted.")
        finally:
            connections.close_all()


tally = Tally()


@transaction.atomic
def write_visits(noted: Mapping[str, Visit]) -> int:
    """Add visits to the sums of their days, each mark once, whichever process noted it. Says how many were new."""
    if not noted:
        return 0
    locks.lock_words("visits of short links")
    marks = list(noted)
    known: set[str] = set()
    for start in range(0, len(marks), _AT_ONCE):
        found = DayMark.objects.filter(mark__in=marks[start : start + _AT_ONCE])
        known.update(found.values_list("mark", flat=True))
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


@transaction.atomic
def add_visits(sums: Mapping[Visit, int]) -> None:
    """Add so many visits to the sums of their links and days. The caller holds the lock, or is alone."""
    for visit, number in sums.items():
        row, _made = LinkDay.objects.get_or_create(link_id=visit.link_id, day=visit.day)
        LinkDay.objects.filter(pk=row.pk).update(visits=F("visits") + number)
