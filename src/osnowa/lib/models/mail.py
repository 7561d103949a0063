from django.db import models


class OutgoingMail(models.Model):
    """One letter to one address: written in the transaction of the deed, sent by the worker."""

    personal_data = {
        "to": "deleted with the person: privacy asks lib.mail to forget the address",
        "to_key": "as `to`",
        "subject": "as `to`",
        "text": "as `to`",
        "html": "as `to`",
        "attachments": "as `to`",
        "reply_to": "as `to`; an address of the team",
        "last_error": "as `to`; a mail server may repeat the address",
        "unsubscribe_url": "as `to`; it opens the reader's own page",
    }

    class State(models.TextChoices):
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        DEAD = "dead"
        EXPIRED = "expired"  # useless by now (`not_after`), so it was not sent

    template = models.CharField(max_length=100)
    about_kind = models.CharField(max_length=60, blank=True)
    about_id = models.BigIntegerField(null=True)
    programme_id = models.BigIntegerField(null=True)
    to = models.EmailField()
    to_key = models.CharField(max_length=254, db_index=True, help_text="text.email_key(to)")
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField()
    attachments = models.JSONField(default=list, help_text="[{name, type, content (base64)}]")
    reply_to = models.EmailField(blank=True)
    unsubscribe_url = models.CharField(
        max_length=300, blank=True, help_text="Posted to by one click in mail programs"
    )
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when it should have left: written now, or meant for later")
    next_try_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True, help_text="from then on it would be useless, and is not sent")
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_try_at"]),
            models.Index(fields=["about_kind", "about_id"]),
            models.Index(fields=["programme_id", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.template} ({self.state})"
