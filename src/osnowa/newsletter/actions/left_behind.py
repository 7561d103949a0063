"""What a worker held that was killed, or stands still: what its journal knows to be out is marked, the rest is free."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from osnowa.lib import clock
from osnowa.newsletter.actions import journal
from osnowa.newsletter.actions.claims import is_gone
from osnowa.newsletter.actions.marking import set_sent
from osnowa.newsletter.models import Delivery, Issue

State = Delivery.State

# A journal that lies elsewhere is read there, as soon as that worker is started anew. After this time it is lost
ELSEWHERE = dt.timedelta(hours=1)
YOUNG, OLD = dt.timedelta(minutes=1), dt.timedelta(days=1)


def free() -> int:
    """Free what is held of issues under way by workers of this machine that are gone, and what was held for too long;
    say how many rows. Who works on another machine cannot be seen from here: their claims end by themselves.
    """
    under_way = Issue.objects.filter(state=Issue.State.SENDING)
    held = Delivery.objects.filter(issue__in=under_way, state=State.QUEUED).exclude(claimed_by="")
    freed = 0
    for worker in held.order_by().values_list("claimed_by", flat=True).distinct():
        rows = _ended(worker)
        if rows.exists():  # asked first: to free takes the write lock
            freed += _free(rows, worker)
    _tidy()
    return freed


def _ended(worker: str) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(state=State.QUEUED, claimed_by=worker)
    if journal.letters_out(worker) is None:
        return rows.filter(claimed_until__lte=clock.now() - ELSEWHERE)
    return rows if is_gone(worker) else rows.filter(claimed_until__lte=clock.now())


@transaction.atomic
def _free(ended: QuerySet[Delivery], worker: str) -> int:
    rows = list(ended.select_for_update().order_by("pk").values_list("pk", flat=True))
    out = journal.letters_out(worker) or {}  # read when the rows are locked: until then it may have grown
    sent = [row for row in rows if row in out]
    if sent:
        set_sent(sent, max(out[row] for row in sent))
    Delivery.objects.filter(pk__in=rows, state=State.QUEUED).update(
        claimed_by="", claimed_until=None, next_try_at=clock.now()
    )
    return len(rows)


def _tidy() -> None:
    """Remove journals that nobody writes or needs any more."""
    now = clock.now()
    for worker, changed in journal.workers():
        is_over = changed < now - (YOUNG if is_gone(worker) else OLD)
        if is_over and not Delivery.objects.filter(state=State.QUEUED, claimed_by=worker).exists():
            journal.place_of(worker).unlink(missing_ok=True)
