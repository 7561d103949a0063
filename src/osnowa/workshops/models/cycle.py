from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.programme.models import Activity, Programme


def _stamp(row: "Cycle | Session", kwargs: dict[str, Any]) -> None:
    """Note when a row changed: calendar files number their versions by it, so that people's calendars follow."""
    row.changed_at = clock.now()
    if kwargs.get("update_fields") is not None:
        kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}


class Cycle(models.Model):
    """Several sessions on one topic with one group (cykl)."""

    personal_data = {"trainers": "kept: the account's row is blanked"}

    class Mode(models.TextChoices):
        """Who gets a place (tryb naboru)."""

        FIRST_COME = "first_come", _("order of sign-ups")
        SCORED = "scored", _("points")
        LOTTERY = "lottery", _("lottery")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cycles")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="cycles"
    )
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=70)
    title = models.CharField(max_length=150)
    summary = models.CharField(max_length=400, blank=True)
    for_whom = models.TextField(blank=True)
    outcomes = models.TextField(
        blank=True, help_text="One ability per line, as in: run the team's task board"
    )
    level = models.CharField(max_length=200, blank=True)
    accessibility = models.CharField(max_length=300, blank=True)
    childcare = models.CharField(max_length=200, blank=True)
    place = models.CharField(
        max_length=200, blank=True, help_text="Where sessions are held unless they say otherwise"
    )
    capacity = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.FIRST_COME)
    limit_per_organisation = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="People from one organisation at the most; empty: no limit"
    )
    offer_hours = models.PositiveSmallIntegerField(
        default=0,
        help_text="How long a freed place waits for a yes of the first on the reserve list; 0: given at once",
    )
    recruitment_opens_at = models.DateTimeField()
    recruitment_closes_at = models.DateTimeField()
    share_for_certificate = models.PositiveSmallIntegerField(
        default=80, help_text="Percent of the cycle's hours that earn a certificate"
    )
    tests_for_certificate = models.BooleanField(
        default=False, help_text="A certificate also needs both tests, before and after"
    )
    trainers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="cycles_led")
    is_published = models.BooleanField(default=False)
    is_example = models.BooleanField(default=False, help_text="Invented for the demonstration")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="cycle_number_once_per_programme"),
            models.UniqueConstraint(fields=["programme", "slug"], name="cycle_slug_once_per_programme"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="cycle_has_places"),
            models.CheckConstraint(
                condition=Q(share_for_certificate__gte=1, share_for_certificate__lte=100),
                name="cycle_share_is_a_percent",
            ),
            models.CheckConstraint(
                condition=Q(recruitment_closes_at__gt=F("recruitment_opens_at")),
                name="recruitment_closes_after_it_opens",
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _stamp(self, kwargs)
        super().save(*args, **kwargs)

    @property
    def abilities(self) -> list[str]:
        """The outcomes, one by one."""
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]


class Session(models.Model):
    """One meeting of a cycle (spotkanie)."""

    personal_data = {"closed_by": "kept: the account's row is blanked"}

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True, help_text="Empty: the cycle's place")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="session_number_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
        ]
        ordering = ["starts_at", "number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _stamp(self, kwargs)
        super().save(*args, **kwargs)

    @property
    def hours(self) -> Decimal:
        """Clock hours (60 minutes) between the two moments: right across daylight saving, because both are UTC."""
        minutes = Decimal((self.ends_at - self.starts_at).total_seconds()) / 60
        return (minutes / 60).quantize(Decimal("0.01"))

    @property
    def where(self) -> str:
        return self.place or self.cycle.place
