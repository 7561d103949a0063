"""The postman: what the worker does with rows of OutgoingMail.

Several workers may run; each row is claimed by one of them. A row of a killed worker returns to the queue after
RETURN_AFTER; only the one letter that was under way at that moment may go out twice (with the same Message-ID, so
that many mail programs show it once). No letter is skipped.
"""

import base64
import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail

logger = logging.getLogger("osnowa.mail")

State = OutgoingMail.State
RETURN_AFTER = dt.timedelta(minutes=5)
RENEW_AFTER = dt.timedelta(minutes=1)  # the longest try takes less than the four minutes that are left then
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=6)
MOST_TRIES = 10
BATCH = 20
PERMANENT = range(500, 600)


def pause_after(tries: int) -> dt.timedelta:
    """How long to wait after so many failed tries: 1, 2, 4 ... minutes, at most 6 hours."""
    return min(FIRST_PAUSE * 2 ** (max(tries, 1) - 1), LONGEST_PAUSE)


def send_due(*, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send every letter whose time has come and say how many left. `go_on` is asked before each one."""
    sent = 0
    _put_away_useless()
    while go_on() and _due().exists():
        batch = _claim()
        if not batch:  # another worker was first
            break
        left = _send_batch(batch, go_on)
        sent += left
        if left < len(batch):
            break
    return sent


def _due() -> QuerySet[OutgoingMail]:
    now = clock.now()
    return OutgoingMail.objects.filter(
        Q(state=State.QUEUED, next_try_at__lte=now)
        | Q(state=State.SENDING, claimed_at__lt=now - RETURN_AFTER)
    ).exclude(not_after__lte=now)


def _put_away_useless() -> None:
    """A reminder that could not leave before its session began would only confuse: it is not sent."""
    late = OutgoingMail.objects.filter(state=State.QUEUED, not_after__lte=clock.now())
    if late.exists():
        late.update(state=State.EXPIRED)


@transaction.atomic
def _claim() -> list[OutgoingMail]:
    """Take the oldest rows, so that no other worker takes them."""
    rows = list(_due().order_by("next_try_at", "pk").select_for_update(skip_locked=True)[:BATCH])
    now = clock.now()
    for row in rows:
        row.state, row.claimed_at = State.SENDING, now
    OutgoingMail.objects.filter(pk__in=[row.pk for row in rows]).update(state=State.SENDING, claimed_at=now)
    return rows


def _send_batch(batch: list[OutgoingMail], go_on: Callable[[], bool]) -> int:
    sent = 0
    connection = get_connection(fail_silently=False)
    try:
        for place, row in enumerate(batch):
            if not go_on():
                _give_back(batch[place:], clock.now())
                break
            if not _is_still_ours(row):
                continue
            try:
                _send(row, connection)
            except _SERVER_IS_AWAY as error:
                _failed(row, error)
                # The server's fault, not the letters': one of them asks again in a minute, the others count no try.
                _give_back(batch[place + 1 :], clock.now() + FIRST_PAUSE)
                break
            except Exception as error:  # noqa: BLE001  whatever is wrong with one letter must not stop the others
                _failed(row, error)
                connection.close()
            else:
                sent += 1
                _mark_sent(row)
    finally:
        connection.close()
    return sent


_SERVER_IS_AWAY = (
    ConnectionError,
    TimeoutError,
    smtplib.SMTPConnectError,
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPAuthenticationError,
)


@transaction.atomic
def _is_still_ours(row: OutgoingMail) -> bool:
    """Renew a claim that grew old before sending: on a slow server the end of a batch comes late."""
    now = clock.now()
    if row.claimed_at is not None and now < row.claimed_at + RENEW_AFTER:
        return True
    ours = OutgoingMail.objects.filter(pk=row.pk, state=State.SENDING, claimed_at=row.claimed_at)
    row.claimed_at, claimed = now, ours.update(claimed_at=now)
    return claimed == 1


class Letter(EmailMultiAlternatives):
    """A message whose parts keep the parameters of their type: "text/calendar; method=REQUEST" stays that.

    Django would write the whole as the name of the type, and its own character set after it a second time.
    """

    def _create_mime_attachment(self, content: Any, mimetype: str) -> Any:
        kind, *parameters = (word.strip() for word in mimetype.split(";"))
        part = super()._create_mime_attachment(content, kind)  # type: ignore[misc]  # the stubs leave it out
        for parameter in parameters:
            name, _equals, value = parameter.partition("=")
            if name.lower() != "charset":
                part.set_param(name, value.strip('"'))
        return part


def one_click_headers(url: str) -> dict[str, str]:
    """What lets a mail program show "unsubscribe" and do it by one POST (RFC 8058); nothing without an address."""
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _send(row: OutgoingMail, connection: BaseEmailBackend) -> None:
    message = Letter(
        subject=row.subject,
        body=row.text,
        to=[row.to],
        reply_to=[row.reply_to] if row.reply_to else None,
        connection=connection,
        headers={
            "Message-ID": message_id(row),
            "Auto-Submitted": "auto-generated",
            "Content-Language": row.language,
            **one_click_headers(row.unsubscribe_url),
        },
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    for attachment in row.attachments:
        content = base64.b64decode(attachment["content"])
        if attachment.get("is_alternative"):
            message.attach_alternative(content.decode(), attachment["type"])
        else:
            message.attach(attachment["name"], content, attachment["type"])
    connection.open()
    connection.send_messages([message])


def message_id(row: OutgoingMail) -> str:
    """The same at every try of a letter."""
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{row.pk}.{int(row.created_at.timestamp())}.osnowa@{host}>"


@transaction.atomic
def _mark_sent(row: OutgoingMail) -> None:
    now = clock.now()
    OutgoingMail.objects.filter(pk=row.pk).update(
        state=State.SENT, sent_at=now, claimed_at=None, last_error="", tries=row.tries + 1
    )


@transaction.atomic
def _failed(row: OutgoingMail, error: Exception) -> None:
    tries = row.tries + 1
    dead = tries >= MOST_TRIES or _is_hopeless(error)
    logger.warning("Letter %s: try %s failed (%s).", row.pk, tries, type(error).__name__)
    OutgoingMail.objects.filter(pk=row.pk).update(
        state=State.DEAD if dead else State.QUEUED,
        tries=tries,
        next_try_at=clock.now() + pause_after(tries),
        claimed_at=None,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )


def _is_hopeless(error: Exception) -> bool:
    """An address that the server refuses for good, or a header that cannot be: no try will change it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in PERMANENT for code, _words in error.recipients.values())
    return isinstance(error, BadHeaderError)


@transaction.atomic
def _give_back(rows: list[OutgoingMail], next_try_at: dt.datetime) -> None:
    OutgoingMail.objects.filter(pk__in=[row.pk for row in rows], state=State.SENDING).update(
        state=State.QUEUED, claimed_at=None, next_try_at=next_try_at
    )
