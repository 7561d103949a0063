import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.workshops.models.attendance import Attendance
from osnowa.workshops.models.cycle import Session
from osnowa.workshops.models.enrolment import Enrolment


class AttendanceMark(models.Model):
    """One word about one person at one session (wpis): a tap, a scan, a line on paper. Never changed, never deleted.

    `Attendance` says what stands, and is worked out of these (`rules.marks`). `key` is given by whoever makes the mark,
    so that one delivered twice is one.
    """

    personal_data = {
        "enrolment": "kept: the person's row is blanked",
        "account": "kept: the account's row is blanked",
        "device": "kept: a random number that names nobody",
        "device_name": "kept: a kind of device, as in: Android",
    }

    class Source(models.TextChoices):
        LIST = "list", _("on the list")
        DEVICE = "device", _("on the list without network")
        CODE = "code", _("by the code on the screen")
        PAPER = "paper", _("from the paper list")
        CHOICE = "choice", _("chosen out of two")

    # Made while looking at what the server knew.
    KNOW_ALL = (Source.LIST, Source.PAPER, Source.CHOICE)

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance_marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance_marks")
    mark = models.CharField(
        max_length=8, choices=Attendance.Mark, blank=True, help_text="Empty: what was said is taken back"
    )
    minutes_missed = models.PositiveSmallIntegerField(default=0)
    came_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source)
    follows = models.UUIDField(null=True, blank=True, help_text="The mark that its device saw before")
    made_at = models.DateTimeField(help_text="By the clock of its device")
    received_at = models.DateTimeField(default=clock.now)
    device = models.CharField(max_length=36, blank=True)
    device_name = models.CharField(max_length=40, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["session", "enrolment"])]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.enrolment_id}: {self.mark or '-'} ({self.source})"

    @property
    def knows_all(self) -> bool:
        return self.source in self.KNOW_ALL

    @property
    def by_participant(self) -> bool:
        return self.source == self.Source.CODE


def sheet_path(_sheet: "SignedSheet", name: str) -> str:
    """A name that nobody can guess; only the ending is kept."""
    return f"workshops/sheets/{uuid.uuid4().hex}{PurePosixPath(name).suffix}"


class SignedSheet(models.Model):
    """The scan or photograph of a list that people signed (skan listy): the source of verification behind the marks."""

    personal_data = {
        "file": "kept: one sheet proves the presence of many; deleted with the last person of the session",
        "name": "kept: made of the session's numbers, it names nobody",
        "added_by": "kept: the account's row is blanked",
    }

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveSmallIntegerField(help_text="Within the session, from 1")
    file = models.FileField(upload_to=sheet_path, max_length=200)
    name = models.CharField(max_length=120, help_text="As it is offered for download")
    size = models.PositiveIntegerField(help_text="Bytes")
    checksum = models.CharField(max_length=64, help_text="SHA-256 of what is kept: sent twice, it is one")
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="sheet_number_once_per_session"),
            models.UniqueConstraint(fields=["session", "checksum"], name="sheet_once_per_session"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name
