import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.people.models import Organisation, Person
from osnowa.programme.models import Programme
from osnowa.support.rules import hours


class WorkLog(models.Model):
    """Hours of a professional volunteer on one day (karta pracy). They count once a coordinator has approved them."""

    personal_data = {
        "volunteer": "kept: the account's row is blanked",
        "person": "kept: the person's row is blanked",
        "what": "blanked: people write names into it",
        "reason": "blanked",
        "settled_by": "kept: the account's row is blanked",
    }

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for approval")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned to correct")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="work_logs")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="work_logs"
    )
    volunteer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="work_logs"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", help_text="The volunteer's key in figures"
    )
    done_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was returned")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveSmallIntegerField(
        default=1, help_text="Goes up with each correction: what is approved is what was read"
    )
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=hours.LONGEST_WORKED), name="work_log_minutes"
            )
        ]
        indexes = [models.Index(fields=["programme", "done_on"])]
        ordering = ["-done_on", "-id"]

    def __str__(self) -> str:
        return f"{self.done_on}: {self.minutes} min"

    @property
    def hours(self) -> object:
        return hours.as_hours(self.minutes)
