from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from osnowa.workshops.models.cycle import Session
from osnowa.workshops.models.enrolment import Enrolment


class Attendance(models.Model):
    """One person at one session (obecność). No row means: nobody has said yet."""

    personal_data = {"enrolment": "kept: the person's row is blanked", "marked_by": "kept: the account's row is blanked"}

    class Mark(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("late")
        ABSENT = "absent", _("absent")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(max_length=8, choices=Mark)
    minutes_missed = models.PositiveSmallIntegerField(default=0, help_text="By coming late or leaving early; taken off the hours")
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="one_mark_per_session_and_enrolment"),
            models.CheckConstraint(
                condition=models.Q(mark="late") | models.Q(minutes_missed=0) | models.Q(mark="present"),
                name="minutes_missed_only_by_who_came",
            ),
        ]
        verbose_name_plural = "attendance"

    def __str__(self) -> str:
        return f"{self.session_id}/{self.enrolment_id}: {self.mark}"
