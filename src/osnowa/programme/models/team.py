import datetime as dt

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


def living(prefix: str = "") -> models.Q:
    """Roles that give rights now: neither ended nor run out. The one place that says so.

    `prefix`: the way to the role from another model ("roles__", "team__").
    """
    return models.Q(**{f"{prefix}ended_at__isnull": True}) & (
        models.Q(**{f"{prefix}expires_at__isnull": True})
        | models.Q(**{f"{prefix}expires_at__gt": clock.now()})
    )


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def living(self) -> "TeamMemberQuerySet":
        return self.filter(living())

    def over(self) -> "TeamMemberQuerySet":
        return self.exclude(living())


class TeamMember(models.Model):
    """Who may do what in one programme. A role ends with a date; rows are kept as history.

    An evaluator's role runs out by itself at `expires_at`.
    """

    personal_data = {"account": "kept: the account's row is blanked"}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="team")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=12, choices=Role)
    added_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="From this moment on the role gives nothing; it can be renewed"
    )

    objects = TeamMemberQuerySet.as_manager()

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

    @property
    def is_living(self) -> bool:
        return self.ended_at is None and (self.expires_at is None or self.expires_at > clock.now())

    @property
    def last_day(self) -> dt.date | None:
        """The last day in Warsaw on which a role that runs out gives rights."""
        if self.expires_at is None:
            return None
        return (self.expires_at - dt.timedelta(minutes=1)).astimezone(clock.WARSAW).date()

    @property
    def was_until(self) -> dt.datetime | None:
        """When it ended, or ran out."""
        return self.ended_at or self.expires_at
