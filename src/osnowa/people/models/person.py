import uuid

from django.db import models
from django.db.models import Q

from osnowa.lib import clock, text
from osnowa.people.rules import names


class Person(models.Model):
    """Somebody who takes part: one row per address and name, because NGOs share mailboxes."""

    personal_data = {
        "name": "blanked",
        "name_key": "replaced by the pseudonymous key",
        "sort_key": "blanked",
        "email": "blanked",
        "email_key": "replaced by the pseudonymous key",
        "phone": "blanked",
        "key": "kept: pseudonymous, so that frozen figures still add up",
    }

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=150, editable=False)
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    email = models.EmailField(blank=True)
    email_key = models.CharField(max_length=254, editable=False)
    phone = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email_key", "name_key"], name="person_once_per_address_and_name")
        ]
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name or "—"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.erased_at is None:
            self.name_key = names.folded(self.name) or text.clean(self.name).casefold()
            self.sort_key = text.sort_key(self.name)[:400]
            self.email_key = text.email_key(self.email)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Membership(models.Model):
    """A person speaks for an organisation or group: what they typed, and what it was matched with.

    `organisation` is empty as long as the match is in doubt: that is a task of the coordinator.
    """

    personal_data = {
        "typed": "blanked",
        "typed_key": "replaced by erased-ID",
        "person": "kept: the person's row is blanked",
        "role": "blanked",
        "confirmed_by": "kept: the account's row is blanked",
        "asked_address": "blanked",
    }

    class Match(models.TextChoices):
        SURE = "sure"  # number, or the same name and no rival
        NEW = "new"  # nothing like it was known: an organisation was added as typed, its data wait to be completed
        DOUBTFUL = "doubtful"  # something like it is known: a person must say
        SETTLED = "settled"  # the team said
        NONE = "none"  # for no organisation: the person's own words ("brak"), or the team said

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    typed = models.CharField(max_length=250)
    typed_key = models.CharField(max_length=250, editable=False)
    match = models.CharField(max_length=10, choices=Match)
    role = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    # Only a confirmed membership gives rights: the organisation's contact or the team said that this person is theirs
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The person's own wish to sign in and act; it waits until somebody confirms or refuses
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_address = models.EmailField(
        blank=True, help_text="To sign in with; empty: the person's own. NGOs share mailboxes"
    )
    asked_language = models.CharField(max_length=5, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "typed_key"], name="membership_once_per_person_and_typed_name"
            ),
            models.CheckConstraint(
                condition=Q(match__in=("doubtful", "none")) | Q(organisation__isnull=False),
                name="membership_matched_or_doubtful",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.typed}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.typed or not self.typed_key:  # an erased one keeps the key that erasure gave it
            self.typed_key = (names.folded(self.typed) or text.clean(self.typed).casefold())[:250]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_asking(self) -> bool:
        return self.asked_at is not None and self.confirmed_at is None

    @property
    def address(self) -> str:
        """What the person will sign in with."""
        return self.asked_address or self.person.email
