import datetime as dt

from django.db import models
from django.db.models import F, Q

from osnowa.coworking.models.space import Resource
from osnowa.coworking.rules.slots import UNDO
from osnowa.lib import clock
from osnowa.people.models import Organisation, Person
from osnowa.programme.models import Programme


class Booking(models.Model):
    """One desk or room from one quarter of an hour to another (rezerwacja), made for a programme."""

    personal_data = {
        "person": "kept: the person's row is blanked",
        "purpose": "blanked: people write names into it",
        "cancelled_because": "blanked",
        "submission_key": "replaced by erased-ID",
    }

    class State(models.TextChoices):
        BOOKED = "booked"
        CANCELLED = "cancelled"
        NO_SHOW = "no_show"

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    purpose = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    language = models.CharField(max_length=5, default="pl")
    submission_key = models.CharField(
        max_length=40, unique=True, help_text="The form that was sent: sent twice, it is one"
    )
    created_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True, help_text="The host's words")
    cancelled_by_host = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"
            )
        ]
        indexes = [
            models.Index(fields=["resource", "starts_at"]),
            models.Index(fields=["programme", "starts_at"]),
            models.Index(fields=["state", "ends_at"]),
        ]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What people quote: B-0147."""
        return f"B-{self.pk:04d}"

    @property
    def undo_until(self) -> dt.datetime | None:
        """Until when the person's own cancellation can be taken back."""
        if self.state != self.State.CANCELLED or self.cancelled_at is None or self.cancelled_by_host:
            return None
        return self.cancelled_at + UNDO


class BookingSlot(models.Model):
    """A quarter of an hour of a resource that a booking takes, its buffer included: the proof that no two share it."""

    personal_data = {}

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="slots")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="slots")
    slot = models.DateTimeField(help_text="When the quarter begins")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "slot"], name="one_booking_per_resource_and_slot")
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} {self.slot}"
