"""Letters to readers that are no issue: to confirm, the link to one's own page, letters of a series."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe

from osnowa.lib import mail
from osnowa.newsletter.models import Reader, SequenceStep
from osnowa.newsletter.rules import words
from osnowa.programme.models import Programme
from osnowa.programme.queries import public_programmes

# How many of these one address may get is counted by `actions.readers.may_write`.
TO_CONFIRM = ("newsletter/to_confirm", "newsletter/already_reading")


def to_confirm(reader: Reader) -> None:
    """Press the button behind the link if it was you who left this address."""
    _queue("to_confirm", reader, address="newsletter:confirm")


def already_reading(reader: Reader) -> None:
    """You get the newsletter already; here you choose topics or unsubscribe."""
    _queue("already_reading", reader, address="newsletter:choices")


def sequence_letter(reader: Reader, step: SequenceStep, programme: Programme) -> None:
    """One letter of a series, in the team's own words."""
    _queue(
        "sequence",
        reader,
        address="newsletter:choices",
        programme=programme,
        subject=step.subject,
        body=words.as_text(step.body),
        body_html=mark_safe(words.as_html(step.body)),  # noqa: S308  escaped by our own rule
    )


def _queue(
    template: str, reader: Reader, *, address: str, programme: Programme | None = None, **more: Any
) -> None:
    programme = programme or _only_public()
    unsubscribe_url = settings.BASE_URL + reverse("newsletter:leave", args=[reader.token])
    mail.queue(
        f"newsletter/{template}",
        to=reader.email,
        language=reader.language,
        about=reader,
        programme_id=programme.pk if programme else None,
        reply_to=programme.contact_email if programme else "",
        unsubscribe_url=unsubscribe_url,
        context={
            "reader": reader,
            "programme": programme,
            "own_url": settings.BASE_URL + reverse(address, args=[reader.token]),
            "unsubscribe_url": unsubscribe_url,
            **more,
        },
    )


def _only_public() -> Programme | None:
    """Whose name stands above a letter: where several programmes are public, no single one's."""
    found = list(public_programmes()[:2])
    return found[0] if len(found) == 1 else None
