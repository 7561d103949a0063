"""What became of letters, written into the table."""

import datetime as dt
import hashlib
import logging
import time
from collections.abc import Sequence

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F, QuerySet

from osnowa.lib import clock
from osnowa.lib.smtp_line import Refused
from osnowa.newsletter.actions.bounces import note_bounce
from osnowa.newsletter.actions.claims import InHand
from osnowa.newsletter.models import Bounce, Delivery
from osnowa.newsletter.rules import pacing

logger = logging.getLogger("osnowa.newsletter")

State = Delivery.State
TRIES = 6
ADDRESS_UNKNOWN = (550, 551, 553)


def mark_sent(rows: Sequence[int], moment: dt.datetime) -> None:
    """The server has promised to deliver the letters of these rows.

    They are out, so the mark is tried again where the database is away for a moment.
    """
    for left in reversed(range(TRIES)):
        try:
            set_sent(rows, moment)
        except DatabaseError:
            if not left or connection.in_atomic_block:
                raise
            logger.exception("Letters are out and could not be marked; trying again.")
            time.sleep(1)
            close_old_connections()
        else:
            return


def set_sent(rows: Sequence[int], moment: dt.datetime) -> None:
    """In one statement, whoever holds the rows now. Said twice, it happens once."""
    Delivery.objects.filter(pk__in=rows, state=State.QUEUED).update(
        state=State.SENT,
        **_in_nobodys_hand(),
        sent_at=moment,
        next_try_at=moment,
        attempts=F("attempts") + 1,
        last_error="",
    )


@transaction.atomic
def mark_refused(row: InHand, worker: str, refused: Refused) -> None:
    """For now: once more after a pause, with growing pauses. For good: not sent, or, where the address is to blame,
    came back.
    """
    if not refused.is_for_good:
        put_off(row, worker, str(refused))
        return
    if not (refused.of_address and refused.code in ADDRESS_UNKNOWN):
        mark_failed(row, worker, str(refused))
        return
    changed = _ours(row, worker).update(
        state=State.BOUNCED, **_in_nobodys_hand(), attempts=F("attempts") + 1, last_error=str(refused)[:300]
    )
    if changed:
        key = hashlib.sha256(f"server {row.issue} {row.reader}".encode()).hexdigest()
        note_bounce(
            row.email,
            Bounce.Kind.HARD,
            Bounce.Source.SERVER,
            event_key=key,
            code=str(refused.code),
            diagnostic=refused.words,
            delivery=Delivery.objects.select_related("reader").get(pk=row.pk),
        )


@transaction.atomic
def put_off(row: InHand, worker: str, why: str) -> None:
    """Once more after a pause; after the last try it is not sent."""
    tries = row.attempts + 1
    if tries >= pacing.MOST_TRIES:
        mark_failed(row, worker, why)
        return
    _ours(row, worker).update(
        claimed_by="",
        claimed_until=None,
        attempts=tries,
        next_try_at=clock.now() + pacing.pause_after(tries),
        last_error=why[:300],
    )


@transaction.atomic
def mark_failed(row: InHand, worker: str, why: str) -> None:
    """No try will change it."""
    _ours(row, worker).update(
        state=State.FAILED, **_in_nobodys_hand(), attempts=F("attempts") + 1, last_error=why[:300]
    )


def _ours(row: InHand, worker: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=row.pk, claimed_by=worker, state=State.QUEUED)


def _in_nobodys_hand() -> dict[str, str | dt.datetime | None]:
    return {"claimed_by": "", "claimed_until": None}
