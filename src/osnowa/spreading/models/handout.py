"""Prints that were handed out, and what proves it."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.people.models import Organisation
from osnowa.programme.models import Programme
from osnowa.spreading.rules.prints import MOST_COPIES, MOST_PEOPLE


class Handout(models.Model):
    """Copies of one print given on one day at one place (rozdane druki). Withdrawn, it stays and counts for nothing."""

    personal_data = {
        "note": "blanked where the person wrote it",
        "withdrawn_because": "blanked where the person wrote it",
        "logged_by": "kept: the account's row is blanked",
        "withdrawn_by": "kept: the account's row is blanked",
    }

    class Kind(models.TextChoices):
        LEAFLET = "leaflet", pgettext_lazy("kind of a print", "leaflet")
        POSTER = "poster", pgettext_lazy("kind of a print", "poster")
        BROCHURE = "brochure", pgettext_lazy("kind of a print", "brochure")
        BOOK = "book", pgettext_lazy("kind of a print", "book")
        OTHER = "other", pgettext_lazy("kind of a print", "other print")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="handouts")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=200, help_text="Of the print; of the text where one was chosen")
    text = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The text of the site that was printed",
    )
    copies = models.PositiveIntegerField()
    given_on = models.DateField()
    place = models.CharField(max_length=200, help_text="A place or an event")
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="handouts")
    people_count = models.PositiveIntegerField(
        null=True, blank=True, help_text="To how many people; empty: nobody counted them"
    )
    note = models.CharField(max_length=500, blank=True)
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveSmallIntegerField(
        default=1, help_text="Goes up with each correction: what is corrected is what was read"
    )
    logged_at = models.DateTimeField(default=clock.now)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(copies__gte=1, copies__lte=MOST_COPIES), name="handout_has_copies"
            ),
            models.CheckConstraint(
                condition=Q(people_count__isnull=True)
                | Q(people_count__gte=1, people_count__lte=MOST_PEOPLE),
                name="handout_people_are_some_or_unknown",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="handout_says_what"),
        ]
        indexes = [models.Index(fields=["programme", "given_on"])]
        ordering = ["-given_on", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


def proof_path(_proof: "HandoutProof", name: str) -> str:
    """A random name: nobody guesses it, and what somebody called the file is not told by the disk."""
    return f"spreading/proof/{uuid.uuid4().hex}{PurePosixPath(name).suffix}"


class HandoutProof(models.Model):
    """A photograph or a scan that shows that prints were given (dowód)."""

    personal_data = {
        "file": "kept: the operator accounts for the grant with it; the team deletes it where a person asks",
        "file_name": "kept: as file",
        "added_by": "kept: the account's row is blanked",
    }

    handout = models.ForeignKey(Handout, on_delete=models.CASCADE, related_name="proofs")
    file = models.FileField(upload_to=proof_path, max_length=200)
    file_name = models.CharField(max_length=120, help_text="As the file is offered for download")
    digest = models.CharField(max_length=64, help_text="SHA-256 of its bytes: the same file twice is one")
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handout", "digest"], name="proof_file_once_per_handout")
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.file_name
