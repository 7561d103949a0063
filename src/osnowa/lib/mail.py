"""Mail as rows: written in the transaction of the deed, sent by the worker, retried, never lost.

One function per mail in an app's `emails.py`, one template pair per mail with the same name:
`templates/<app>/mail/<name>.txt` (first line: "Subject: ...", then an empty line, then the text) and `<name>.html`.
"""

import base64
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import css_inline
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.models import OutgoingMail

State = OutgoingMail.State
LATE_AFTER = dt.timedelta(minutes=10)
KEPT = dt.timedelta(days=180)

retried = audit.deed("lib.mail_retried", _("sent a letter again"))


@dataclass(frozen=True)
class Attachment:
    """`is_alternative`: no file beside the letter but the letter itself said in another way, as an invitation is that
    mail programs put into the calendar.
    """

    name: str
    type: str
    content: bytes
    is_alternative: bool = False


@dataclass(frozen=True)
class Composed:
    """A letter as it will look: `subject` one line, `text` complete by itself, `html` with its styles in the tags."""

    subject: str
    text: str
    html: str


def compose(template: str, *, language: str, context: dict[str, Any]) -> Composed:
    """Write a letter without sending it: for previews, and for `queue`. Raises ValueError for a template without
    a subject.
    """
    app, _slash, name = template.partition("/")
    with translation.override(language):
        plain = render_to_string(f"{app}/mail/{name}.txt", context)
        html = render_to_string(f"{app}/mail/{name}.html", context)
    head, empty_line, body = plain.lstrip().partition("\n\n")
    if not (empty_line and head.startswith("Subject:")):
        raise ValueError(f"{template}.txt must begin with 'Subject: ...' and an empty line.")
    return Composed(
        subject=text.clean(head.removeprefix("Subject:"))[:300],
        text=body.strip() + "\n",
        html=css_inline.inline(html, load_remote_stylesheets=False) if html.strip() else "",
    )


def queue(
    template: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    about: models.Model | None = None,
    programme_id: int | None = None,
    attachments: Sequence[Attachment] = (),
    reply_to: str = "",
    not_before: dt.datetime | None = None,
    not_after: dt.datetime | None = None,
    unsubscribe_url: str = "",
) -> OutgoingMail:
    """Write one mail to one address, in the caller's transaction.

    `template`: "workshops/enrolment_confirmed" for the pair workshops/mail/enrolment_confirmed.txt and .html.
    `language`: of the reader ("pl", "en"). Line breaks in subject or address never reach a header.
    `not_after`: where the letter has not left by then (no network), it is not sent at all.
    `unsubscribe_url`: of letters that one may do without; mail programs show a button that posts to it (RFC 8058).
    """
    letter = compose(template, language=language, context=context)
    moment = clock.now()
    return OutgoingMail.objects.create(
        template=template,
        about_kind=about._meta.label_lower if about is not None else "",  # noqa: SLF001  the public name of a kind
        about_id=about.pk if about is not None else None,
        programme_id=programme_id,
        to=text.clean(to),
        to_key=text.email_key(to),
        language=language,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        attachments=[
            {
                "name": a.name,
                "type": a.type,
                "content": base64.b64encode(a.content).decode("ascii"),
                **({"is_alternative": True} if a.is_alternative else {}),
            }
            for a in attachments
        ],
        reply_to=reply_to,
        created_at=moment,
        due_at=max(moment, not_before or moment),
        next_try_at=max(moment, not_before or moment),
        not_after=not_after,
        unsubscribe_url=unsubscribe_url,
    )


@dataclass(frozen=True)
class QueueHealth:
    """`waiting`: should have left already. `oldest`: how long the oldest of them waits. `dead`: given up."""

    waiting: int
    oldest: dt.timedelta | None
    dead: int

    @property
    def is_late(self) -> bool:
        return self.oldest is not None and self.oldest > LATE_AFTER


def queue_health(programme_id: int | None = None) -> QueueHealth:
    """The state of the queue now, of one programme or of the whole installation. One query."""
    moment = clock.now()
    rows = OutgoingMail.objects.all()
    if programme_id is not None:
        rows = rows.filter(programme_id=programme_id)
    waiting = models.Q(state__in=[State.QUEUED, State.SENDING], due_at__lte=moment)
    found = rows.filter(state__in=[State.QUEUED, State.SENDING, State.DEAD]).aggregate(
        waiting=models.Count("pk", filter=waiting),
        oldest=models.Min("due_at", filter=waiting),
        dead=models.Count("pk", filter=models.Q(state=State.DEAD)),
    )
    oldest = moment - found["oldest"] if found["oldest"] else None
    return QueueHealth(waiting=found["waiting"], oldest=oldest, dead=found["dead"])


def dead_letters(programme_id: int | None = None) -> models.QuerySet[OutgoingMail]:
    """What was given up after the last try, newest first."""
    rows = OutgoingMail.objects.filter(state=State.DEAD).order_by("-created_at", "-pk")
    return rows if programme_id is None else rows.filter(programme_id=programme_id)


def mails_about(thing: models.Model) -> models.QuerySet[OutgoingMail]:
    """What was written about one thing, newest first."""
    about = {"about_kind": thing._meta.label_lower, "about_id": thing.pk}  # noqa: SLF001  the public name of a kind
    return OutgoingMail.objects.filter(**about).order_by("-created_at", "-pk")


def mails_to(address: str) -> models.QuerySet[OutgoingMail]:
    """What was written to an address, for the export of a person's data."""
    return OutgoingMail.objects.filter(to_key=text.email_key(address)).order_by("created_at", "pk")


@transaction.atomic
def retry(mail: OutgoingMail, *, by: Any) -> OutgoingMail:
    """Put a dead letter back into the queue, with all its tries before it. A second click changes nothing."""
    mail = locks.lock(mail)
    if mail.state != State.DEAD:
        return mail
    mail.state = State.QUEUED
    mail.tries = 0
    mail.next_try_at = clock.now()
    mail.save(update_fields=["state", "tries", "next_try_at"])
    retried.record(mail, by=by, programme_id=mail.programme_id)
    return mail


def forget_address(address: str) -> int:
    """Delete every mail to an address, waiting ones too, and say how many."""
    return mails_to(address).order_by().delete()[0]


def forget_about(kind: type[models.Model], ids: Collection[int]) -> int:
    """Delete every letter about these things, to whomever it went, and say how many."""
    about = {"about_kind": kind._meta.label_lower, "about_id__in": ids}  # noqa: SLF001  the public name of a kind
    return OutgoingMail.objects.filter(**about).delete()[0]


def forget_words(words: Collection[str]) -> int:
    """Delete letters that have left (or were given up) and hold one of these words: a name, an address.

    What still waits to be sent is somebody else's news and leaves first; `keep_recent` takes it later. One word
    alone that is no address ("Ala") is passed over: it may be anybody's.
    """
    held = models.Q()
    for word in words:
        if " " in word or "@" in word:
            for written in {word, escape(word)}:
                for field in ("text", "html", "subject", "to", "reply_to", "last_error"):
                    held |= models.Q(**{f"{field}__contains": written})
    if not held:
        return 0
    gone = [State.SENT, State.DEAD, State.EXPIRED]
    return OutgoingMail.objects.filter(held, state__in=gone).delete()[0]


def keep_recent() -> int:
    """Delete what was sent (or useless) longer than KEPT ago and say how many. Dead letters stay until decided."""
    before = clock.now() - KEPT
    old = models.Q(state=State.SENT, sent_at__lt=before) | models.Q(state=State.EXPIRED, not_after__lt=before)
    return OutgoingMail.objects.filter(old).delete()[0]
