"""What comes from outside about returned letters: messages of the provider, and the mailbox of returns."""

import datetime as dt
import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from typing import Any

from osnowa.lib import clock
from osnowa.newsletter.actions.bounces import note_bounce
from osnowa.newsletter.emails.issue import read_message_id
from osnowa.newsletter.models import Bounce, Delivery
from osnowa.newsletter.registers import mailbox
from osnowa.newsletter.rules import bounces as rules

logger = logging.getLogger("osnowa.newsletter")
MOST_EVENTS = 500  # in one message of the provider
KINDS = {
    "bounced": rules.HARD,
    "hard": rules.HARD,
    "rejected": rules.HARD,
    "soft": rules.SOFT,
    "deferred": rules.SOFT,
    "complained": rules.COMPLAINT,
    "complaint": rules.COMPLAINT,
}


@dataclass(frozen=True)
class Read:
    """`noted`: reports that were new and about readers of ours; `passed`: repeats, strangers, other news."""

    noted: int
    passed: int


def note_events(events: Iterable[Any]) -> Read:
    """Events as `{"id", "type", "email", "status", "reason", "at", "message_id"}`; `at` in seconds since 1970, the last
    four may be missing. Each stands alone:
    what is not understood is passed over.
    """
    noted = passed = 0
    for event in list(events)[:MOST_EVENTS]:
        bounce = _note_event(event) if isinstance(event, dict) else None
        noted, passed = noted + (bounce is not None), passed + (bounce is None)
    return Read(noted, passed)


def _note_event(event: dict[str, Any]) -> Bounce | None:
    kind, email, key = (str(event.get(name) or "") for name in ("type", "email", "id"))
    reason = str(event.get("reason") or "")[:500]
    status = str(event.get("status") or "")[:20] or rules.status_in(reason)
    meant = KINDS.get(kind.lower(), "")
    if not (meant and email and key):
        return None
    if meant == rules.HARD and status:  # "bounced" with a code that says: full today
        meant = rules.kind_of("failed", status) or meant
    return note_bounce(
        email,
        meant,
        Bounce.Source.WEBHOOK,
        event_key=_key("event", key),
        code=status,
        diagnostic=reason,
        delivery=_delivery_of(str(event.get("message_id") or "")),
        happened_at=_moment(event.get("at")),
    )


def _delivery_of(message_id: str) -> Delivery | None:
    """Which letter of the ledger came back: our own Message-ID says issue and reader, and cannot be made up."""
    found = read_message_id(message_id) if message_id else None
    if found is None:
        return None
    issue, reader = found
    return Delivery.objects.filter(issue=issue, reader=reader).select_related("reader").first()


def _moment(seconds: Any) -> dt.datetime | None:
    """A moment of the past; what cannot be one is left out (then it is now)."""
    try:
        moment = dt.datetime.fromtimestamp(float(seconds), tz=dt.UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return moment if moment <= clock.now() else None


def _key(*words: str) -> str:
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()


def note_message(message: Message) -> Read:
    """One message of the mailbox. What is no report of a server (an answer of a person, say) is left unread to people
    and noted nowhere.
    """
    noted = passed = 0
    own_id = str(message.get("Message-ID", "")).strip()
    for report in rules.reports_of(message):
        key = _key("mailbox", own_id or report.message_id, report.address.casefold(), report.status)
        bounce = note_bounce(
            report.address,
            report.kind,
            Bounce.Source.MAILBOX,
            event_key=key,
            code=report.status,
            diagnostic=report.said,
            delivery=_delivery_of(report.message_id),
        )
        noted, passed = noted + (bounce is not None), passed + (bounce is None)
    return Read(noted, passed)


def read_mailbox(place: mailbox.Place) -> Read:
    """Read everything new in the mailbox of returns. A message that cannot be read never stops the others.

    Raises mailbox.MailboxClosed.
    """
    noted = passed = 0
    for message in mailbox.unseen_in(place):
        try:
            read = note_message(message)
        except (ValueError, LookupError, TypeError, AttributeError) as broken:
            logger.warning("A returned letter could not be read: %s", type(broken).__name__)
            continue
        noted, passed = noted + read.noted, passed + read.passed
    return Read(noted, passed)
