"""Taking rows of the ledger in hand, under a lock, for some minutes; and letting go of them."""

import datetime as dt
import hashlib
import os
import secrets
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet

from osnowa.lib import clock
from osnowa.newsletter.actions.journal import Journal
from osnowa.newsletter.models import Delivery, Issue
from osnowa.newsletter.queries.readers import confirmed_readers
from osnowa.newsletter.rules import pacing

State = Delivery.State
BATCH = 200
CLAIMED_FOR = dt.timedelta(minutes=5)
MINUTE = dt.timedelta(minutes=1)
FIELDS = (
    "pk",
    "issue_id",
    "reader_id",
    "language",
    "domain",
    "attempts",
    "reader__email",
    "reader__name",
    "reader__token",
)


class InHand(NamedTuple):
    """A claimed row, with what its letter needs."""

    pk: int
    issue: int
    reader: int
    language: str
    domain: str
    attempts: int
    email: str
    name: str
    token: str


def claim(journal: Journal) -> list[InHand]:
    """Take the oldest rows of an issue under way for CLAIMED_FOR, so that no other worker takes them. What others had
    in hand is free once `left_behind` has let go of it.

    Empty where nothing may go now. Issues take their turn one after the other.
    """
    under_way = Issue.objects.filter(state=Issue.State.SENDING).order_by("queued_at", "pk")
    for issue in under_way.values_list("pk", flat=True):
        if _due(issue, clock.now()).exists():  # asked first: the claim takes the write lock
            batch = _claim(issue, journal)
            if batch:
                return batch
    return []


def _due(issue: int, now: dt.datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(issue=issue, state=State.QUEUED, next_try_at__lte=now, claimed_by="")


@transaction.atomic
def _claim(issue: int, journal: Journal) -> list[InHand]:
    now = clock.now()
    limit = settings.NEWSLETTER_PER_MINUTE_AND_DOMAIN
    lately = _lately_by_domain(now) if limit else Counter()
    full = [domain for domain, count in lately.items() if count >= limit]
    rows = _due(issue, now).exclude(domain__in=full).order_by("next_try_at", "pk")
    taken_rows = rows.select_for_update(of=("self",), skip_locked=True).values_list(*FIELDS)[:BATCH]
    found = [InHand(*row) for row in taken_rows]
    readers = confirmed_readers().filter(pk__in=[row.reader for row in found])
    wanted = set(readers.values_list("pk", flat=True))
    left = [row.pk for row in found if row.reader not in wanted]
    if left:
        Delivery.objects.filter(pk__in=left).update(state=State.LEFT)
    taken = pacing.within_pace([row for row in found if row.reader in wanted], lately, limit)
    if taken:
        _hold([row.pk for row in taken], journal.holder(), now)
    return taken


def _hold(rows: list[int], worker: str, now: dt.datetime) -> None:
    until = now + CLAIMED_FOR
    Delivery.objects.filter(pk__in=rows).update(claimed_by=worker, claimed_until=until, next_try_at=until)


def _lately_by_domain(now: dt.datetime) -> Counter[str]:
    """How many letters each provider got in the last minute, with those in somebody's hands."""
    ours = Delivery.objects.filter(issue__in=Issue.objects.filter(state=Issue.State.SENDING)).order_by()
    count: Counter[str] = Counter()
    for rows in (
        ours.filter(state=State.SENT, next_try_at__gt=now - MINUTE),
        ours.filter(state=State.QUEUED, next_try_at__gt=now, claimed_until__gt=now),
    ):
        count.update(dict(rows.values_list("domain").annotate(Count("pk"))))
    return count


@transaction.atomic
def renew(rows: Sequence[InHand], worker: str) -> set[int]:
    """Hold what is left of a batch for longer: on a slow server its end comes late. Returns which are still ours."""
    ours = Delivery.objects.filter(
        pk__in=[row.pk for row in rows], claimed_by=worker, state=State.QUEUED
    ).select_for_update()
    held = list(ours.values_list("pk", flat=True))
    _hold(held, worker, clock.now())
    return set(held)


@transaction.atomic
def give_back(rows: Sequence[InHand], worker: str, next_try_at: dt.datetime) -> None:
    """Let go of rows that were not come to."""
    ours = Delivery.objects.filter(pk__in=[row.pk for row in rows], claimed_by=worker, state=State.QUEUED)
    ours.update(claimed_by="", claimed_until=None, next_try_at=next_try_at)


def name_of_worker() -> str:
    """Where and what this process is, and a random word: another one with the same number is not it."""
    return f"{machine()}/{os.getpid()}/{secrets.token_hex(4)}"


@lru_cache(maxsize=1)
def machine() -> str:
    """The same for processes that see each other's numbers: this start of this machine, and this container."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        inside = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return f"unknown-{secrets.token_hex(8)}"  # nobody then takes anybody for dead
    return hashlib.sha256(f"{boot} {inside}".encode()).hexdigest()[:16]


def is_gone(worker: str) -> bool:
    """Has the worker's process ended? Never where that cannot be seen from here."""
    where, _slash, rest = worker.partition("/")
    process = rest.partition("/")[0]
    if where != machine() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
