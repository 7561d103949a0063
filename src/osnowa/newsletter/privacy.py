"""What the newsletter knows about a person: export and erase."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from osnowa.lib import clock, mail, text
from osnowa.newsletter.models import AddressSheet, Bounce, Delivery, Reader, Suppression
from osnowa.newsletter.models.reader import new_token
from osnowa.people.models import Person
from osnowa.people.privacy import is_shared


def readers_of(person: Person) -> QuerySet[Reader]:
    """Addresses that the person reads with: linked ones, and the person's own where nobody shares it."""
    linked = Reader.objects.filter(person=person)
    if not person.email or is_shared(person.email, person):
        return linked
    return linked | Reader.objects.filter(email_key=text.email_key(person.email), person__isnull=True)


def export(person: Person) -> dict[str, Any]:
    """What the person asked for, when and in which words, and which issues went out to them. Moments in ISO 8601."""
    return {
        "readers": [
            {
                "email": reader.email,
                "name": reader.name,
                "language": reader.language,
                "since": reader.created_at.isoformat(),
                "confirmed_at": reader.confirmed_at.isoformat() if reader.confirmed_at else None,
                "ended_at": reader.ended_at.isoformat() if reader.ended_at else None,
                "topics": [
                    {
                        "topic": row.mailing_list.title,
                        "since": row.since.isoformat(),
                        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
                    }
                    for row in reader.subscriptions.select_related("mailing_list").order_by("pk")
                ],
                "consents": [
                    {
                        "step": row.step,
                        "way": row.way,
                        "version": row.version,
                        "words": row.words,
                        "happened_at": row.happened_at.isoformat(),
                    }
                    for row in reader.consents.order_by("happened_at", "pk")
                ],
                "issues": [
                    {
                        "title": row.issue.title,
                        "state": _state(row),
                        "sent_at": row.sent_at.isoformat() if row.sent_at else None,
                    }
                    for row in reader.deliveries.select_related("issue").order_by("pk")
                ],
            }
            for reader in readers_of(person).order_by("pk")
        ]
    }


def _state(row: Delivery) -> str:
    """A word of its own: "left" means something else among tools."""
    return "unsubscribed_before" if row.state == Delivery.State.LEFT else row.state


@transaction.atomic
def erase(person: Person) -> None:
    """Forget the address everywhere; rows of the ledger stay counted. What still waits for it does not go out."""
    now = clock.now()
    for reader in readers_of(person).select_for_update(of=("self",)).order_by("pk"):
        Delivery.objects.filter(reader=reader, state=Delivery.State.QUEUED).update(state=Delivery.State.LEFT)
        Delivery.objects.filter(reader=reader).update(last_error="", domain="")
        Bounce.objects.filter(reader=reader).update(diagnostic="")
        Suppression.objects.filter(email_key=reader.email_key).update(email_key="", note="")
        mail.forget_about(Reader, [reader.pk])
        _forget_sheets(reader.email_key)
        reader.subscriptions.all().delete()
        reader.sequence_letters.all().delete()
        reader.email = reader.name = reader.domain = reader.sort_key = ""
        reader.email_key = f"erased-{reader.pk}"
        reader.token = new_token()
        reader.person = None
        reader.erased_at = now
        if reader.ended_at is None:
            reader.ended_at, reader.ended_because = now, Reader.Ended.ERASED
        reader.save()


def _forget_sheets(email_key: str) -> None:
    """Lists on their way in that hold the address go whole: they live a day, and the file is with the team."""
    for sheet in AddressSheet.objects.only("pk", "rows"):
        if any(email_key in text.email_key(str(cell)) for row in sheet.rows for cell in row):
            sheet.delete()
