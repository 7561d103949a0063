"""The ledger: one row per reader and issue, and what came back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.newsletter.models.issue import Issue
from osnowa.newsletter.models.reader import Reader


class Delivery(models.Model):
    """One issue to one reader (wysyłka). While a worker has it in hand, `claimed_until` lies ahead."""

    personal_data = {
        "reader": "kept: the reader's row is blanked",
        "last_error": "blanked: a mail server may repeat the address",
        "domain": "blanked",
    }

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("state of a delivery", "waits")
        SENT = "sent", pgettext_lazy("state of a delivery", "sent")
        FAILED = "failed", pgettext_lazy("state of a delivery", "not sent")
        BOUNCED = "bounced", pgettext_lazy("state of a delivery", "came back")
        LEFT = "left", pgettext_lazy("state of a delivery", "unsubscribed before it was sent")

    issue = models.ForeignKey(
        Issue,
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,  # the keys below begin with it
    )
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="deliveries")
    language = models.CharField(max_length=5)
    domain = models.CharField(max_length=253, blank=True, help_text="Of the address, for the throttle")
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(
        default=clock.now, help_text="While it is claimed: the end of the claim. Once it is sent: when"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "reader"], name="delivery_once_per_reader_and_issue"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="delivery_sent_says_when",
            ),
        ]
        indexes = [
            # One look finds what is due in its order, another what went out in the last minute
            models.Index(fields=["issue", "state", "next_try_at"], name="delivery_of_issue"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.issue_id} -> {self.reader_id}: {self.state}"


class Bounce(models.Model):
    """A letter that came back, or a complaint about it (zwrot), told by a server, a webhook or the mailbox."""

    personal_data = {
        "reader": "kept: the reader's row is blanked",
        "delivery": "kept: the reader's row is blanked",
        "diagnostic": "blanked: it may repeat the address",
    }

    class Kind(models.TextChoices):
        HARD = "hard", pgettext_lazy("kind of a bounce", "for good")
        SOFT = "soft", pgettext_lazy("kind of a bounce", "for now")
        COMPLAINT = "complaint", pgettext_lazy("kind of a bounce", "reported as unwanted")

    class Source(models.TextChoices):
        SERVER = "server", pgettext_lazy("source of a bounce", "mail server, at once")
        WEBHOOK = "webhook", pgettext_lazy("source of a bounce", "message of the mail provider")
        MAILBOX = "mailbox", pgettext_lazy("source of a bounce", "mailbox of returns")

    reader = models.ForeignKey(
        Reader, null=True, blank=True, on_delete=models.SET_NULL, related_name="bounces"
    )
    delivery = models.ForeignKey(
        Delivery, null=True, blank=True, on_delete=models.SET_NULL, related_name="bounces"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.CharField(max_length=10, choices=Source)
    event_key = models.CharField(
        max_length=100, unique=True, help_text="Of the message that told it: told twice, it counts once"
    )
    code = models.CharField(max_length=20, blank=True, help_text="As in RFC 3463: 5.1.1")
    diagnostic = models.CharField(max_length=500, blank=True)
    happened_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-happened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} ({self.source})"
