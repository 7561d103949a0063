"""Mail as rows: written in the transaction of the deed, sent by the worker, retried, never lost.

One function per mail in an app's `emails.py`, one template pair per mail with the same name:
`templates/<app>/mail/<name>.txt` (first line: "Subject: ...", then an empty line, then the text) and `<name>.html`.
"""

import base64
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import css_inline
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation

from osnowa.lib import clock, text
from osnowa.lib.models import OutgoingMail


@dataclass(frozen=True)
class Attachment:
    name: str
    type: str
    content: bytes


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
) -> OutgoingMail:
    """Write one mail to one address, in the caller's transaction.

    `template`: "workshops/enrolment_confirmed" for the pair workshops/mail/enrolment_confirmed.txt and .html.
    `language`: of the reader ("pl", "en"). Line breaks in subject or address never reach a header.
    """
    app, _, name = template.partition("/")
    with translation.override(language):
        plain = render_to_string(f"{app}/mail/{name}.txt", context)
        html = render_to_string(f"{app}/mail/{name}.html", context)
    head, _, body = plain.lstrip().partition("\n")
    subject = text.clean(head.removeprefix("Subject:"))[:300]
    moment = clock.now()
    return OutgoingMail.objects.create(
        template=template,
        about_kind=about._meta.label_lower if about is not None else "",  # noqa: SLF001  the public name of a kind
        about_id=about.pk if about is not None else None,
        programme_id=programme_id,
        to=text.clean(to),
        language=language,
        subject=subject,
        text=body.strip() + "\n",
        html=css_inline.inline(html, load_remote_stylesheets=False) if html.strip() else "",
        attachments=[
            {"name": a.name, "type": a.type, "content": base64.b64encode(a.content).decode("ascii")}
            for a in attachments
        ],
        reply_to=reply_to,
        created_at=moment,
        next_try_at=max(moment, not_before or moment),
    )
