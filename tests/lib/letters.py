"""A letter as it stands in the queue, without a template."""

from osnowa.lib import clock, text
from osnowa.lib.models import OutgoingMail


def queued_letter(to: str = "lucja@example.org") -> OutgoingMail:
    now = clock.now()
    return OutgoingMail.objects.create(
        template="tests/hello",
        to=to,
        to_key=text.email_key(to),
        language="pl",
        subject="Dzień dobry",
        text="Link: https://osnowa.example/z/1\n",
        html="",
        created_at=now,
        due_at=now,
        next_try_at=now,
    )
