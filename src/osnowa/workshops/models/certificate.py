from django.conf import settings
from django.db import models
from django.db.models import Q

from osnowa.workshops.models.enrolment import Enrolment


class Certificate(models.Model):
    """A paper that says who finished what (zaświadczenie). Its facts are frozen when it is issued."""

    personal_data = {
        "facts": "name and organisation inside are blanked",
        "enrolment": "kept: the person's row is blanked",
        "issued_by": "kept: the account's row is blanked",
    }

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, related_name="certificates")
    sequence = models.PositiveIntegerField(help_text="Within the programme")
    number = models.CharField(max_length=40, help_text="W4/2017/012")
    code = models.CharField(max_length=12, unique=True, help_text="What anybody verifies by: 7K4Q-2MXD")
    language = models.CharField(max_length=5, default="pl")
    facts = models.JSONField(help_text="{name, organisation, cycle, hours, hours_of, sessions, first_on, last_on, outcomes, ...}")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revoked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "sequence"], name="certificate_sequence_once_per_programme"),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(revoked_at__isnull=True), name="one_valid_certificate_per_enrolment"
            ),
        ]
        ordering = ["sequence"]

    def __str__(self) -> str:
        return self.number
