"""Letters that came back or were reported: noted once, and what follows from it."""

import datetime as dt

from django.db import transaction

from osnowa.lib import clock, locks, text
from osnowa.newsletter.actions import deeds
from osnowa.newsletter.actions.readers import end_reader
from osnowa.newsletter.models import Bounce, Delivery, Reader, ReaderConsent, Suppression
from osnowa.newsletter.queries.readers import digest_of, reader_of
from osnowa.newsletter.rules import bounces as rules
from osnowa.people.models import Account

By = Account | str | None


@transaction.atomic
def note_bounce(
    address: str,
    kind: str,
    source: str,
    *,
    event_key: str,
    code: str = "",
    diagnostic: str = "",
    delivery: Delivery | None = None,
    happened_at: dt.datetime | None = None,
    by: By = None,
) -> Bounce | None:
    """Write down one report. The same `event_key` again is passed over (None), and so is an address of no reader.

    `kind`: "hard", "soft" or "complaint". After a hard one, a complaint or several soft ones the address is
    suppressed; after a complaint the reader is ended too, as if by their own wish.
    """
    locks.lock_words("newsletter.bounce", event_key)
    reader = delivery.reader if delivery is not None else reader_of(address)
    if reader is None or reader.erased_at is not None or Bounce.objects.filter(event_key=event_key).exists():
        return None
    reader = locks.lock(reader)
    delivery = delivery or _last_sent(reader)
    bounce = Bounce.objects.create(
        reader=reader,
        delivery=delivery,
        kind=kind,
        source=source,
        event_key=event_key[:100],
        code=code[:20],
        diagnostic=text.clean(diagnostic)[:500],
        happened_at=happened_at or clock.now(),
    )
    if delivery is not None and kind != Bounce.Kind.COMPLAINT:
        Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.SENT).update(
            state=Delivery.State.BOUNCED
        )
    deeds.bounced.record(reader, by=by, kind=str(kind), source=str(source), code=bounce.code)
    if rules.should_suppress(str(kind), _soft_lately(reader)):
        suppress(reader.email, reason=str(kind), by=by)
        if kind == Bounce.Kind.COMPLAINT:
            end_reader(reader, because=Reader.Ended.COMPLAINT, way=ReaderConsent.Way.ONE_CLICK, by=by)
    return bounce


def _soft_lately(reader: Reader) -> int:
    """Soft bounces within SOFT_WITHIN_DAYS, and since the address was let in again."""
    since = clock.now() - dt.timedelta(days=rules.SOFT_WITHIN_DAYS)
    lifted = Suppression.objects.filter(digest=digest_of(reader.email), lifted_at__gt=since).first()
    if lifted is not None and lifted.lifted_at is not None:
        since = lifted.lifted_at
    return Bounce.objects.filter(reader=reader, kind=Bounce.Kind.SOFT, happened_at__gt=since).count()


def _last_sent(reader: Reader) -> Delivery | None:
    """What most likely came back, where the report does not say."""
    sent = Delivery.objects.filter(reader=reader, state=Delivery.State.SENT)
    return sent.filter(sent_at__gt=clock.now() - dt.timedelta(days=14)).order_by("-sent_at").first()


@transaction.atomic
def suppress(address: str, *, reason: str, note: str = "", by: By) -> Suppression:
    """Nothing goes to this address any more. A living suppression stays as it is; a lifted one lives again."""
    key = text.email_key(address)
    locks.lock_words("newsletter.suppression", key)
    row, made = Suppression.objects.get_or_create(
        digest=digest_of(key), defaults={"email_key": key, "reason": reason, "note": note[:300]}
    )
    if not made and row.lifted_at is None:
        return row
    if not made:
        row.email_key, row.reason, row.note = key, reason, note[:300]
        row.created_at, row.lifted_at, row.lifted_by = clock.now(), None, None
        row.save()
    deeds.suppressed.record(row, by=by, reason=str(reason))
    return row


@transaction.atomic
def lift_suppression(row: Suppression, *, by: Account) -> Suppression:
    """Let an address in again: somebody says that it works. Earlier soft bounces no longer count. Twice is once."""
    row = locks.lock(row)
    if row.lifted_at is None:
        row.lifted_at, row.lifted_by = clock.now(), by
        row.save(update_fields=["lifted_at", "lifted_by"])
        deeds.suppression_lifted.record(row, by=by)
    return row
