from django.conf import settings
from django.db import models
from django.db.models import Q

from osnowa.coworking.models import Resource
from osnowa.programme.models import Programme
from osnowa.timetable.models.slots import WeeklySlot
from osnowa.workshops.models import Cycle


class Room(models.Model):
    """Where sessions can be (sala): a room of the office, or any other by its name.

    A room of the office follows its opening hours, closed days and bookings; any room only the `slots` named, or all
    where none is.
    """

    personal_data = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="timetable_rooms")
    resource = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.PROTECT, related_name="timetable_rooms"
    )
    name = models.CharField(max_length=200, help_text="As the sessions' place will say it")
    capacity = models.PositiveSmallIntegerField(help_text="People")
    slots = models.ManyToManyField(WeeklySlot, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="room_name_once_per_programme"),
            models.UniqueConstraint(
                fields=["programme", "resource"],
                condition=Q(resource__isnull=False),
                name="room_once_per_programme_and_resource",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="room_seats_one"),
        ]
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Leader(models.Model):
    """What a trainer can lead in a programme and how much (kto prowadzi). No row: the cycles that name the trainer."""

    personal_data = {"account": "row deleted"}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="timetable_leaders")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="timetable_leaders"
    )
    cycles = models.ManyToManyField(Cycle, blank=True, related_name="possible_leaders")
    most_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In one week; empty: no limit"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "account"], name="one_leader_per_programme_and_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.account_id}"
