from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.programme.models.programme import Programme


class ServicePaper(models.Model):
    """A paper that says what somebody of the team did, and for how many hours. Its facts are frozen when it is issued.

    A volunteer may ask for one: ustawa o działalności pożytku publicznego i o wolontariacie, art. 44 ust. 3.
    """

    personal_data = {
        "account": "kept: the account's row is blanked",
        "facts": "name and words about the work inside are blanked",
        "issued_by": "kept: the account's row is blanked",
        "revoked_by": "kept: the account's row is blanked",
    }

    class Kind(models.TextChoices):
        TRAINER = "trainer", pgettext_lazy("paper", "leading workshops")
        MENTOR = "mentor", pgettext_lazy("paper", "advising organisations as a mentor")
        VOLUNTEER = "volunteer", pgettext_lazy("paper", "work as a professional volunteer")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="service_papers")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="service_papers"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    sequence = models.PositiveIntegerField(help_text="Within the programme and kind")
    number = models.CharField(max_length=40, help_text="V/2017/003")
    code = models.CharField(max_length=12, unique=True, help_text="What anybody verifies by")
    language = models.CharField(max_length=5, default="pl")
    facts = models.JSONField(
        help_text="name, programme, operator, city, funding_note, hours, first_on, last_on, work"
    )
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "sequence"], name="service_paper_sequence_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "account", "kind"],
                condition=Q(revoked_at__isnull=True),
                name="one_valid_service_paper_per_account_and_kind",
            ),
        ]
        ordering = ["-issued_at", "-id"]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None
