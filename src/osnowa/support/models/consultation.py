import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.people.models import Organisation, Person
from osnowa.programme.models import Programme
from osnowa.support.models.adoption import Adoption
from osnowa.support.rules import hours


class Consultation(models.Model):
    """A mentor advised an organisation (konsultacja). It counts once the organisation has confirmed it."""

    personal_data = {
        "mentor": "kept: the account's row is blanked",
        "person": "kept: the person's row is blanked",
        "topic": "kept: the organisation's record of what was talked about",
        "agreed": "kept: the organisation's record of what was agreed",
        "objection": "blanked where the person wrote it",
        "settled_by": "kept: the account's row is blanked",
    }

    class Form(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        PHONE = "phone", _("by telephone")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the organisation")
        CONFIRMED = "confirmed", _("confirmed")
        DISPUTED = "disputed", _("disputed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (State.WAITING, State.DISPUTED)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="consultations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consultations")
    adoption = models.ForeignKey(
        Adoption, null=True, blank=True, on_delete=models.PROTECT, related_name="consultations"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consultations"
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The mentor's pseudonymous key in figures",
    )
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10, choices=Form)
    topic = models.CharField(max_length=200)
    agreed = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    objection = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="When the coordinator last reminded the organisation"
    )
    version = models.PositiveSmallIntegerField(
        default=1, help_text="Goes up with each correction: what is confirmed is what was read"
    )
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=hours.LONGEST_ADVISED), name="consultation_minutes"
            )
        ]
        indexes = [models.Index(fields=["programme", "held_on"])]
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.topic

    @property
    def hours(self) -> object:
        return hours.as_hours(self.minutes)
