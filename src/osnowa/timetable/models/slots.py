from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.people.models import Person
from osnowa.programme.models import Programme


class WeeklySlot(models.Model):
    """A part of the week at which something could be (pora): Tuesday 17:00-20:00. Slots of a weekday never overlap."""

    personal_data = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="weekly_slots")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "weekday", "starts"], name="slot_once_per_programme_and_start"
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="slot_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="slot_on_one_of_seven_days"),
        ]
        ordering = ["weekday", "starts"]

    def __str__(self) -> str:
        return f"{self.weekday_name} {self.hours}"

    @property
    def weekday_name(self) -> str:
        return str(WEEKDAYS[self.weekday])

    @property
    def hours(self) -> str:
        return f"{self.starts.hour}:{self.starts:%M}–{self.ends.hour}:{self.ends:%M}"


class Asking(models.Model):
    """The question to everybody when they can come (pytanie o terminy): one for each programme, asked again and again.

    The period says which weeks people can close.
    """

    personal_data = {}

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="asking")
    starts_on = models.DateField()
    ends_on = models.DateField()
    answer_until = models.DateField(help_text="After that day the page only shows what was answered")
    is_open = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="asking_ends_after_it_starts"
            )
        ]
        verbose_name_plural = "askings"

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.starts_on}–{self.ends_on}"

    @property
    def takes_answers(self) -> bool:
        return self.is_open and self.answer_until >= clock.today()


class Availability(models.Model):
    """When a person can come, as they said last, for one programme (dostępność): kept for the next question."""

    personal_data = {"person": "row deleted, with its ticks and closed weeks"}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="availabilities")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="availabilities")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person"], name="one_availability_per_programme_and_person"
            )
        ]
        verbose_name_plural = "availabilities"

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.person_id}"


class Tick(models.Model):
    """One slot in which the person can come, always or if need be (zaznaczenie). No row: cannot."""

    personal_data = {}

    class Answer(models.TextChoices):
        YES = "yes", _("I can")
        IF_NEED_BE = "maybe", _("if need be")

    availability = models.ForeignKey(Availability, on_delete=models.CASCADE, related_name="ticks")
    slot = models.ForeignKey(WeeklySlot, on_delete=models.CASCADE, related_name="ticks")
    answer = models.CharField(max_length=6, choices=Answer)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["availability", "slot"], name="one_tick_per_availability_and_slot"
            )
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}: {self.answer}"


class ClosedWeek(models.Model):
    """A week in which the person cannot come at all (tydzień bez terminów)."""

    personal_data = {}

    availability = models.ForeignKey(Availability, on_delete=models.CASCADE, related_name="closed_weeks")
    monday = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["availability", "monday"], name="week_closed_once_per_availability"
            )
        ]
        ordering = ["monday"]

    def __str__(self) -> str:
        return str(self.monday)
