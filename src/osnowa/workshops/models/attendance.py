import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from osnowa.workshops.models.cycle import Session
from osnowa.workshops.models.enrolment import Enrolment


class Attendance(models.Model):
    """One person at one session (obecność). No row means: nobody has said yet."""

    personal_data = {
        "enrolment": "kept: the person's row is blanked",
        "marked_by": "kept: the account's row is blanked",
    }

    class Mark(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("late")
        ABSENT = "absent", _("absent")

    CAME = (Mark.PRESENT, Mark.LATE)

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(max_length=8, choices=Mark)
    minutes_missed = models.PositiveSmallIntegerField(
        default=0, help_text="By coming late or leaving early; taken off the hours"
    )
    came_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at the beginning")
    left_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at the end")
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "enrolment"], name="one_mark_per_session_and_enrolment"
            ),
            models.CheckConstraint(
                condition=~models.Q(mark="absent") | models.Q(minutes_missed=0),
                name="minutes_missed_only_by_who_came",
            ),
            models.CheckConstraint(
                condition=~models.Q(mark="absent") | models.Q(came_at=None, left_at=None),
                name="from_to_only_of_who_came",
            ),
        ]
        verbose_name_plural = "attendance"

    def __str__(self) -> str:
        return f"{self.session_id}/{self.enrolment_id}: {self.mark}"

    @property
    def came(self) -> bool:
        return self.mark in self.CAME

    @property
    def early_key(self) -> uuid.UUID:
        """The key of the mark that stands for a row written before marks were kept: the same whoever asks."""
        return uuid.uuid5(uuid.NAMESPACE_OID, f"workshops.attendance:{self.pk}:{self.marked_at.isoformat()}")


class AttendanceCorrection(models.Model):
    """A mark changed after its session was closed: what it was, what it became, and why."""

    personal_data = {
        "reason": "blanked: people write names into reasons",
        "corrected_by": "kept: the account's row is blanked",
    }

    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="corrections")
    mark_before = models.CharField(
        max_length=8, choices=Attendance.Mark, blank=True, help_text="Empty: there was none"
    )
    minutes_before = models.PositiveSmallIntegerField(default=0)
    came_before = models.DateTimeField(null=True, blank=True)
    left_before = models.DateTimeField(null=True, blank=True)
    mark_after = models.CharField(max_length=8, choices=Attendance.Mark)
    minutes_after = models.PositiveSmallIntegerField(default=0)
    came_after = models.DateTimeField(null=True, blank=True)
    left_after = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-corrected_at", "-id"]

    def __str__(self) -> str:
        return f"{self.attendance_id}: {self.mark_before} -> {self.mark_after}"
