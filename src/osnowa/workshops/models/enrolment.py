import datetime as dt
import secrets

from django.db import models
from django.db.models import Q

from osnowa.lib import clock
from osnowa.people.models import Membership, Person
from osnowa.programme.models import InformationClause
from osnowa.workshops.models.cycle import Cycle
from osnowa.workshops.rules.places import HOLD


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Enrolment(models.Model):
    """One person's sign-up to one cycle (zgłoszenie).

    A cancelled one that had a place keeps it occupied until `held_until`: so long its owner can undo.
    """

    personal_data = {
        "person": "kept: the person's row is blanked",
        "membership": "kept: its typed text is blanked",
        "token": "replaced: old links die",
        "submission_key": "replaced",
    }

    class State(models.TextChoices):
        PLACED = "placed"
        RESERVE = "reserve"
        CANCELLED = "cancelled"
        APPLIED = "applied"  # waits for the ranking or the lottery: no place, no position yet
        REFUSED = "refused"  # a hard condition or the threshold was not met

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="enrolments")
    number = models.PositiveIntegerField(help_text="Within the cycle, in order of arrival")
    state = models.CharField(max_length=10, choices=State)
    rank = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="On the published list, from 1: the order of the reserve list where there is one",
    )
    token = models.CharField(
        max_length=40, unique=True, default=new_token, help_text="Opens the participant's own page"
    )
    submission_key = models.CharField(
        max_length=40, unique=True, help_text="The form that was sent: sent twice, it is one"
    )
    clause = models.ForeignKey(InformationClause, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, default="pl")
    created_at = models.DateTimeField(default=clock.now)
    placed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    state_before = models.CharField(
        max_length=10, blank=True, help_text="Of a cancelled one: what undo returns to"
    )
    held_until = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(
        null=True, blank=True, help_text="On the reserve list: a free place waits for a yes until then"
    )
    offer_declined_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="On the reserve list: an offer ended without a yes; passed over until the person asks again",
    )
    reconfirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="Said before the cycle: yes, I am coming"
    )
    signed_up_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="colleagues",
        help_text="The colleague's sign-up that brought this one along",
    )
    confirm_until = models.DateTimeField(
        null=True, blank=True, help_text="Signed up by a colleague and not confirmed yet; empty: stands"
    )

    tests_done_at = models.DateTimeField(
        null=True, blank=True, help_text="Both tests of the cycle are done, before and after"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="enrolment_number_once_per_cycle"),
            models.UniqueConstraint(
                fields=["cycle", "person"],
                condition=~Q(state="cancelled"),
                name="one_living_enrolment_per_cycle_and_person",
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "state"]),
            models.Index(fields=["held_until"]),
            models.Index(fields=["offered_until"]),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What people quote: W6-0147 (needs `cycle`)."""
        return f"W{self.cycle.number}-{self.number:04d}"

    @property
    def undo_until(self) -> dt.datetime | None:
        """Until when a cancellation can be taken back; None where nothing is cancelled or the seat has gone on."""
        if self.state != self.State.CANCELLED or self.cancelled_at is None:
            return None
        if self.state_before == self.State.PLACED:
            return self.held_until
        return self.cancelled_at + HOLD


class AccessNeeds(models.Model):
    """What somebody needs in order to take part: health data, kept apart.

    Deleted after the cycle, unless the person asked to keep it.
    """

    personal_data = {"text": "row deleted"}

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="needs")
    text = models.CharField(max_length=500)
    keep = models.BooleanField(default=False)
    is_carried = models.BooleanField(
        default=False,
        help_text="Kept from an earlier sign-up: only the team sees it, never the page behind a link",
    )

    class Meta:
        verbose_name_plural = "access needs"

    def __str__(self) -> str:
        return f"needs of {self.enrolment_id}"
