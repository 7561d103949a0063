from django.db import models


class PeriodicRun(models.Model):
    """When a periodic job ran last, and how it went: one row per job."""

    personal_data = {}

    job = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="in a row")
    last_error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.job
