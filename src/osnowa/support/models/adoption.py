import datetime as dt
import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock, text
from osnowa.people.models import Organisation, Person
from osnowa.programme.models import Programme
from osnowa.support.rules import stages


class Stage(models.TextChoices):
    """How far a tool has come. The words complete „Narzędzie jest ...”; the order is `rules.stages.WAY`."""

    CONSIDERED = stages.CONSIDERED, _("considered")
    CHOSEN = stages.CHOSEN, _("chosen")
    SET_UP = stages.SET_UP, _("set up")
    TRIAL = stages.TRIAL, _("on trial")
    ROUTINE = stages.ROUTINE, _("in routine use")
    LEFT = stages.LEFT, _("left")


class Adoption(models.Model):
    """One tool in one organisation in one programme (wdrożenie).

    A tool that was left and is taken up again goes on as the same row, so that it counts once. `stage` repeats what
    the last of `stages` says, for lists and filters; `actions.record_stage` writes both.
    """

    personal_data = {
        "owner": "kept: the person's row is blanked",
        "mentor": "kept: the account's row is blanked",
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="adoptions")
    tool_name = models.CharField(max_length=100)
    tool_key = models.CharField(max_length=100, editable=False, help_text="The name, folded")
    purpose = models.CharField(max_length=300, help_text="What the organisation wants it for")
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="adoptions_owned", help_text="Who looks after it there"
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="adoptions"
    )
    stage = models.CharField(max_length=10, choices=Stage)
    stage_on = models.DateField()
    may_be_named = models.BooleanField(
        default=False, help_text="The organisation agreed: the catalogue names it among users of the tool"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation", "tool_key"],
                name="one_adoption_per_organisation_and_tool",
            )
        ]
        indexes = [models.Index(fields=["programme", "stage_on"])]
        ordering = ["-stage_on", "-id"]

    def __str__(self) -> str:
        return self.tool_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.tool_key = tool_key(self.tool_name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_living(self) -> bool:
        return self.stage != Stage.LEFT

    @property
    def since(self) -> dt.date:
        """Since when it is at its present stage: a row that says "still so" moves `stage_on`, not this day.

        Reads all stages: lists ask for them with `queries.with_stages`.
        """
        first = self.stage_on
        for row in reversed(self.stages.all()):
            if row.stage != self.stage:
                break
            first = row.happened_on
        return first


def tool_key(name: str) -> str:
    """What two spellings of one tool have in common; a name of other letters only stands for itself."""
    return (text.fold(name).replace(" ", "") or text.clean(name).casefold())[:100]


def proof_path(_stage: "AdoptionStage", name: str) -> str:
    """A random name: nobody guesses it, and what somebody called the file is not told by the disk."""
    return f"support/proof/{uuid.uuid4().hex}{PurePosixPath(name).suffix}"


class AdoptionStage(models.Model):
    """From a day on the tool was at this stage (etap). A row is written once and stands."""

    personal_data = {
        "note": "blanked where the person wrote it",
        "proof_file": "deleted where the person gave it",
        "proof_name": "blanked where the person gave it",
        "proof_link": "blanked where the person gave it",
        "recorded_by": "kept: the account's row is blanked",
    }

    adoption = models.ForeignKey(Adoption, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=10, choices=Stage)
    stage_before = models.CharField(max_length=10, choices=Stage, blank=True, help_text="Empty: the first")
    happened_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    proof_link = models.URLField(max_length=300, blank=True)
    proof_file = models.FileField(upload_to=proof_path, max_length=200, blank=True)
    proof_name = models.CharField(max_length=120, blank=True, help_text="As the file is offered for download")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.adoption_id}: {self.stage}"
