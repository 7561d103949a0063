from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.learning.models.bank import Item, Theme
from osnowa.lib import clock
from osnowa.workshops.models import Cycle, Enrolment


class CycleTest(models.Model):
    """Which theme is tested before and after a cycle (test cyklu). A cycle without this row has no test."""

    personal_data: dict[str, str] = {}

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="test")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="cycle_tests")
    chosen_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.cycle_id}: {self.theme_id}"


class Sitting(models.Model):
    """One person takes the test once: before or after the cycle (podejście do testu)."""

    personal_data = {
        "enrolment": "kept: the person's row is blanked",
        "entered_by": "kept: the account's row is blanked",
    }

    class Moment(models.TextChoices):
        BEFORE = "before", _("before the cycle")
        AFTER = "after", _("after the cycle")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="sittings")
    moment = models.CharField(max_length=6, choices=Moment)
    form = models.CharField(max_length=1, help_text="A or B; the second test is the other one")
    language = models.CharField(max_length=5, default="pl")
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    is_on_paper = models.BooleanField(default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "moment"], name="one_sitting_per_enrolment_and_moment"
            ),
            models.CheckConstraint(condition=Q(form__in=["A", "B"]), name="sitting_form_is_a_or_b"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.moment}"


class Reply(models.Model):
    """A question as it was put to somebody, and what they said. Its item never changes once it stands here."""

    personal_data = {"given": "kept: says nothing about who it was once the person's row is blanked"}

    DONT_KNOW, SKIPPED = "dont_know", "skipped"

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="replies")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="replies")
    position = models.PositiveSmallIntegerField()
    given = models.CharField(
        max_length=9, blank=True, help_text='An answer of the item, "dont_know", "skipped"; empty: not yet'
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "item"], name="one_reply_per_sitting_and_item"),
            models.UniqueConstraint(
                fields=["sitting", "position"], name="one_reply_per_sitting_and_position"
            ),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.position}"


class Invitation(models.Model):
    """Somebody was written to about a test or the survey: the proof that it happens once (zaproszenie)."""

    personal_data = {"enrolment": "kept: the person's row is blanked"}

    class Kind(models.TextChoices):
        BEFORE = "before"
        AFTER = "after"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="test_invitations")
    kind = models.CharField(max_length=6, choices=Kind)
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "kind"], name="one_invitation_per_enrolment_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.kind}"
