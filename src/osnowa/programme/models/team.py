from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.programme.models.programme import Programme


class Role(models.TextChoices):
    COORDINATOR = "coordinator", pgettext_lazy("role", "coordinator")
    TRAINER = "trainer", pgettext_lazy("role", "trainer")
    MENTOR = "mentor", pgettext_lazy("role", "mentor")
    HOST = "host", pgettext_lazy("role", "office host")
    EDITOR = "editor", pgettext_lazy("role", "editor")
    VOLUNTEER = "volunteer", pgettext_lazy("role", "professional volunteer")
    EVALUATOR = "evaluator", pgettext_lazy("role", "evaluator (read only)")


class TeamMember(models.Model):
    """Who may do what in one programme. A role ends with a date; rows are kept as history."""

    personal_data = {"account": "kept: the account's row is blanked"}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="team")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=12, choices=Role)
    added_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "account", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="role_once_per_programme_and_account",
            )
        ]
        ordering = ["role", "id"]

    def __str__(self) -> str:
        return f"{self.account} – {self.role}"
