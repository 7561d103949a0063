from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from osnowa.coworking.models import Booking, Resource
from osnowa.lib import clock
from osnowa.programme.models import Activity, Programme

# For joins from a cycle: sessions that were not called off.
STANDING = Q(sessions__cancelled_at__isnull=True)


def _stamp(row: "Cycle | Session", kwargs: dict[str, Any]) -> None:
    """Note when a row changed, and count the change where people's calendars must follow it.

    The number of an entry's version (SEQUENCE) is the cycle's count and the session's together: both only rise.
    """
    named = kwargs.get("update_fields")
    row.changed_at = clock.now()
    noted = {"changed_at"}
    if row.pk is not None and (named is None or row.IN_CALENDARS.intersection(named)):
        row.sequence += 1
        noted.add("sequence")
    if named is not None:
        kwargs["update_fields"] = {*named, *noted}


class Cycle(models.Model):
    """Several sessions on one topic with one group (cykl)."""

    personal_data = {"trainers": "kept: the account's row is blanked"}
    IN_CALENDARS = frozenset({"title", "place", "slug"})

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
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="Changes that calendars must follow, counted"
    )

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


class Standing(models.Manager["Session"]):
    """Sessions that take place or did. One that was called off is seen only by who asks `Session.every`."""

    def get_queryset(self) -> models.QuerySet["Session"]:
        return super().get_queryset().filter(cancelled_at__isnull=True)


class Session(models.Model):
    """One meeting of a cycle (spotkanie). Called off (odwołane) it stays with its reason, and counts for nothing."""

    personal_data = {
        "closed_by": "kept: the account's row is blanked",
        "trainers": "kept: the account's row is blanked",
    }
    IN_CALENDARS = frozenset(
        {"title", "starts_at", "ends_at", "place", "online_url", "cancelled_at", "cancelled_because"}
    )

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True, help_text="Empty: the cycle's place")
    room = models.ForeignKey(
        Resource,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
        help_text="A room of the office; `place` says it in words",
    )
    booking = models.OneToOneField(
        Booking, null=True, blank=True, on_delete=models.SET_NULL, related_name="session"
    )
    online_url = models.URLField(
        max_length=500, blank=True, help_text="Where it is held online: shown to people with a place only"
    )
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="sessions_led", help_text="Empty: the cycle's"
    )
    agenda = models.JSONField(
        default=list, blank=True, help_text='Points in order: [{"at": "17:00", "what": "Welcome"}, ...]'
    )
    homework = models.TextField(blank=True)
    homework_due_on = models.DateField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(default=clock.now, editable=False)
    sequence = models.PositiveIntegerField(
        default=0, editable=False, help_text="Changes that calendars must follow, counted"
    )

    objects = Standing()
    every = models.Manager["Session"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="session_number_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_because="")
                | (Q(cancelled_at__isnull=False, closed_at__isnull=True) & ~Q(cancelled_because="")),
                name="session_called_off_has_a_reason",
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
        """In words that anybody may read: the link of an online session is not among them."""
        if self.place or not self.online_url:
            return self.place or self.cycle.place
        return str(_("online"))

    @property
    def is_only_online(self) -> bool:
        return bool(self.online_url) and not self.place

    @property
    def is_called_off(self) -> bool:
        return self.cancelled_at is not None

    @property
    def led_by(self) -> list[Any]:
        """Who leads it: its own trainers, or else the cycle's."""
        return list(self.trainers.all()) or list(self.cycle.trainers.all())
