from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.people.models import Organisation


class Space(models.Model):
    """An office (biuro) of the installation. Programmes of its operator use it, and their hosts look after it."""

    personal_data = {}

    operator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="spaces")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    accessibility = models.TextField(blank=True)
    house_rules = models.TextField(blank=True)
    house_rules_version = models.PositiveSmallIntegerField(default=1)
    house_rules_since = models.DateField(null=True, blank=True)
    weeks_ahead = models.PositiveSmallIntegerField(
        default=8, help_text="So many weeks ahead can be booked from today"
    )
    is_open = models.BooleanField(default=True, help_text="Shown to everybody, takes bookings")
    is_example = models.BooleanField(default=False, help_text="Invented for the demonstration")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """When an office is open on a day of the week. No row: closed."""

    personal_data = {}

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "weekday"], name="hours_once_per_space_and_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="space_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_is_one_of_seven"),
        ]
        ordering = ["weekday"]
        verbose_name_plural = "opening hours"

    def __str__(self) -> str:
        return f"{self.space_id} {self.weekday_name}: {self.opens:%H:%M}-{self.closes:%H:%M}"

    @property
    def weekday_name(self) -> str:
        return str(WEEKDAYS[self.weekday])


class ClosedDay(models.Model):
    """A day on which an office that would be open is not. Public holidays need no row."""

    personal_data = {}

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="closed_days")
    on = models.DateField()
    reason = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "on"], name="closed_once_per_space_and_day")]
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on}: {self.reason}"


class Resource(models.Model):
    """What can be booked (zasób): one desk or one room."""

    personal_data = {}

    class Kind(models.TextChoices):
        DESK = "desk", pgettext_lazy("resource", "desk")
        ROOM = "room", pgettext_lazy("resource", "room")

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=80, blank=True, help_text="Two or three words: by the window")
    capacity = models.PositiveSmallIntegerField(default=1, help_text="People")
    buffer_minutes = models.PositiveSmallIntegerField(
        default=0, help_text="Kept free after each booking, for airing and cleaning"
    )
    min_minutes = models.PositiveSmallIntegerField(default=60)
    max_minutes = models.PositiveSmallIntegerField(default=480)
    is_active = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "name"], name="resource_name_once_per_space"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="resource_has_room_for_one"),
            models.CheckConstraint(
                condition=Q(min_minutes__gte=15, max_minutes__gte=F("min_minutes")),
                name="resource_bounds_of_a_booking",
            ),
        ]
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
