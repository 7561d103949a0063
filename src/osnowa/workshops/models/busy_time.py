from django.conf import settings
from django.db import models
from django.db.models import F, Q

from osnowa.lib import clock


class BusyTime(models.Model):
    """When somebody of the team cannot lead, as their own calendar says (zajęty czas). No titles are kept."""

    personal_data = {
        "account": "row deleted",
        "starts_at": "row deleted",
        "ends_at": "row deleted",
        "source": "row deleted",
    }

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="busy_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    source = models.CharField(max_length=80, help_text="What the person called the calendar")
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="busy_time_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["account", "starts_at"])]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.source}"
