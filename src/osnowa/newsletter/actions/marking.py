"""What became of a letter, written down at once. Each mark is a commit of its own."""

import datetime as dt
import hashlib
import logging
import time
from functools import cache

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


@cache
def _sent_words() -> str:
    table = connection.ops.quote_name(Delivery._meta.db_table)  # noqa: SLF001  the public name of a table
    return (
        f"UPDATE {table} SET state = 'sent', sent_at = %s, next_try_at = %s, claimed_by = '', claimed_until = NULL,"  # noqa: S608  our own words
        " attempts = attempts + 1, last_error = '' WHERE id = %s AND state = 'queued'"
    )


def mark_sent(row: InHand) -> None:
    """The server has promised to deliver it. In plain SQL: this is what a letter costs beside the sending.

    The letter is out, so the mark is tried again where the database is away for a moment.
    """
    for left in reversed(range(TRIES)):
        try:
            _mark_sent(row)
        except DatabaseError:
            if not left or connection.in_atomic_block:
                raise
            logger.exception("A letter is out and could not be marked; trying again.")
            time.sleep(1)
            close_old_connections()
        else:
            return


@transaction.atomic
def _mark_sent(row: InHand) -> None:
    moment = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_sent_words(), [moment, moment, row.pk])


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
