from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.workshops.models.enrolment import Enrolment


class Certificate(models.Model):
    """A paper that says who finished what (zaświadczenie). Its facts are frozen when it is issued."""

    personal_data = {
        "facts": "name and organisation inside are blanked",
        "enrolment": "kept: the person's row is blanked",
        "issued_by": "kept: the account's row is blanked",
        "revoked_by": "kept: the account's row is blanked",
        "revoked_because": "blanked: people write names into reasons",
    }

    class Reason(models.TextChoices):
        """Why it is no longer valid. Anybody who checks the code sees it: nothing about the person."""

        REPLACED = "replaced", _("replaced by a corrected one")
        HOURS = "hours", _("attendance was corrected")
        MISTAKE = "mistake", _("issued by mistake")
        REQUEST = "request", _("at the person's own request")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="certificates")
    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.PROTECT, related_name="certificates"
    )
    sequence = models.PositiveIntegerField(help_text="Within the programme")
    number = models.CharField(max_length=40, help_text="W4/2017/012")
    code = models.CharField(max_length=12, unique=True, help_text="What anybody verifies by: 7K4Q-2MXD")
    language = models.CharField(max_length=5, default="pl")
    facts = models.JSONField(help_text="What the paper says: see workshops.actions.certificates.facts_of")
    finished_on = models.DateField(help_text="The day of the cycle's last session, in Warsaw")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_reason = models.CharField(max_length=10, choices=Reason, blank=True)
    revoked_because = models.CharField(
        max_length=300, blank=True, help_text="For the team only: what happened, in words"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "sequence"], name="certificate_sequence_once_per_programme"
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(revoked_at__isnull=True),
                name="one_valid_certificate_per_enrolment",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_reason=""),
                name="certificate_revoked_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["programme", "finished_on"])]
        ordering = ["sequence"]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None


class CertificateBatch(models.Model):
    """Certificates of one cycle that are too many for one request: the worker issues them, this row tells how far."""

    personal_data = {"asked_by": "kept: the account's row is blanked"}

    cycle = models.ForeignKey("workshops.Cycle", on_delete=models.CASCADE, related_name="certificate_batches")
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(finished_at__isnull=True),
                name="one_running_certificate_batch_per_cycle",
            ),
        ]
        verbose_name_plural = "certificate batches"

    def __str__(self) -> str:
        return f"{self.cycle_id}: {self.done}/{self.total}"
