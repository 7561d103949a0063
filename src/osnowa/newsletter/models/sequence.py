"""Letters that follow a date by themselves: a welcome, before and after a cycle."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.newsletter.models.reader import Reader


class Sequence(models.Model):
    """Letters tied to a date of the reader or of a cycle (seria listów)."""

    personal_data = {}

    class Kind(models.TextChoices):
        WELCOME = "welcome", pgettext_lazy("kind of a sequence", "welcome: from the day of the confirmation")
        CYCLE = "cycle", pgettext_lazy("kind of a sequence", "around a cycle: from its first or last session")

    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.CASCADE, related_name="newsletter_sequences"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    started_at = models.DateTimeField(null=True, blank=True, help_text="Empty: nothing goes out")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class SequenceStep(models.Model):
    """One letter of a sequence, so many days after (or, negative, before) its date."""

    personal_data = {}

    class Anchor(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("date of a sequence", "the confirmation")
        FIRST_SESSION = "first_session", pgettext_lazy("date of a sequence", "the first session")
        LAST_SESSION = "last_session", pgettext_lazy("date of a sequence", "the last session")

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=13, choices=Anchor)
    days = models.SmallIntegerField(default=0)
    subject = models.CharField(max_length=150)
    body = models.TextField(max_length=4000)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=-90, days__lte=365), name="sequence_step_in_reach")
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.subject

    @property
    def days_before(self) -> int:
        return -self.days


class SequenceLetter(models.Model):
    """A step that went to a reader: once, for each cycle once."""

    personal_data = {"reader": "row deleted"}

    step = models.ForeignKey(SequenceStep, on_delete=models.CASCADE, related_name="letters")
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="sequence_letters")
    cycle = models.ForeignKey(
        "workshops.Cycle", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "reader"],
                condition=Q(cycle__isnull=True),
                name="sequence_letter_once",
            ),
            models.UniqueConstraint(
                fields=["step", "reader", "cycle"],
                condition=Q(cycle__isnull=False),
                name="sequence_letter_once_per_cycle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id} -> {self.reader_id}"
