from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.workshops.models.cycle import Cycle
from osnowa.workshops.models.enrolment import Enrolment


class MessageKind(models.TextChoices):
    """What a message that is sent by the clock is for; when, says `rules.messages`."""

    WEEK_BEFORE = "week_before", _("invitation, 7 days before a session")
    CONFIRM = "confirm", _("are you coming? 3 days before the first session")
    DAY_BEFORE = "day_before", _("reminder, 1 day before a session")
    HOURS_BEFORE = "hours_before", _("reminder, 2 hours before a session")
    AFTER = "after", _("after a session, to those who came")
    MISSED = "missed", _("after a session, to those who did not come")


class MessageTemplate(models.Model):
    """The words of one kind of message in one programme, and whether it is sent there (wzór wiadomości).

    Without a row the words of the house hold, and nothing is sent.
    """

    personal_data = {"changed_by": "kept: the account's row is blanked"}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="message_templates")
    kind = models.CharField(max_length=12, choices=MessageKind)
    subject_pl = models.CharField(max_length=200)
    text_pl = models.TextField()
    subject_en = models.CharField(max_length=200)
    text_en = models.TextField()
    is_on = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"], name="one_message_template_per_programme_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.kind}"


class MessageSetting(models.Model):
    """One cycle that does otherwise than its programme: sends a kind of message, or does not."""

    personal_data: dict[str, str] = {}

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="message_settings")
    kind = models.CharField(max_length=12, choices=MessageKind)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="one_message_setting_per_cycle_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id}: {self.kind} {'on' if self.is_on else 'off'}"


class Letter(models.Model):
    """What the coordinator wrote once to people of a cycle (wiadomość jednorazowa)."""

    personal_data = {
        "subject_pl": "blanked where it went to this person alone",
        "text_pl": "as `subject_pl`",
        "subject_en": "as `subject_pl`",
        "text_en": "as `subject_pl`",
        "sent_by": "kept: the account's row is blanked",
    }

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="letters")
    submission_key = models.CharField(
        max_length=60, unique=True, help_text="The form that was sent: sent twice, it is one"
    )
    audience = models.CharField(
        max_length=20,
        help_text='"placed", "reserve", "missed:3" (session), "person:12" (number of a sign-up)',
    )
    subject_pl = models.CharField(max_length=200)
    text_pl = models.TextField()
    subject_en = models.CharField(max_length=200, blank=True)
    text_en = models.TextField(blank=True)
    people = models.PositiveIntegerField(help_text="To how many it was written")
    sent_at = models.DateTimeField(default=clock.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.cycle_id}: {self.audience} ({self.people})"


class MessageWritten(models.Model):
    """The ledger: this message was written for this sign-up, in the transaction that wrote the mail. Never twice."""

    personal_data = {"enrolment": "kept: the person's row is blanked"}

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="messages_written")
    key = models.CharField(
        max_length=40,
        help_text='"day_before:12:20170509" (session, day), "confirm", "letter:5"; see rules.messages',
    )
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "key"], name="one_message_per_enrolment_and_key")
        ]
        verbose_name_plural = "messages written"

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.key}"
