from django.conf import settings
from django.db import models

from osnowa.coworking.models.booking import Booking
from osnowa.coworking.models.space import Space
from osnowa.lib import clock
from osnowa.people.models import Organisation, Person
from osnowa.programme.models import Programme


class Visit(models.Model):
    """Somebody came (wizyta): for a booking, or just so. The host wrote it down."""

    personal_data = {
        "person": "kept: the person's row is blanked",
        "group_name": "blanked where the visit is a person's",
        "checked_in_by": "kept: the account's row is blanked",
    }

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="visits")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="visits")
    booking = models.OneToOneField(
        Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="visit"
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="visits"
    )
    group_name = models.CharField(
        max_length=200, blank=True, help_text="What was said, where it is not known"
    )
    people_count = models.PositiveSmallIntegerField(default=1, help_text="How many came together")
    on = models.DateField()
    came_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    submission_key = models.CharField(max_length=40, unique=True)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["programme", "on"]), models.Index(fields=["space", "on"])]
        ordering = ["came_at", "id"]

    def __str__(self) -> str:
        return f"{self.on} {self.organisation or self.group_name}"
