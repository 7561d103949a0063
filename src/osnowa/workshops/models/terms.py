from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.workshops.models.cycle import Cycle
from osnowa.workshops.models.enrolment import Enrolment
from osnowa.workshops.models.question import Question


class RecruitmentTerms(models.Model):
    """By what a cycle's places go, where it is not the order of sign-ups (zasady naboru).

    The seed is drawn when the row is made and shown when the list is published; until then only its checksum is.
    """

    personal_data: dict[str, str] = {}

    class First(models.TextChoices):
        """Who goes first where points are equal."""

        NOBODY = "", _("nobody: the lot decides")
        PERSON = "person", _("people who have not been in any cycle of the programme")
        ORGANISATION = "organisation", _("organisations that have sent nobody to the programme yet")

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="terms")
    threshold = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Points needed; empty: none are"
    )
    first = models.CharField(max_length=12, choices=First, blank=True, default=First.NOBODY)
    results_on = models.DateField(null=True, blank=True, help_text="By when the list is promised")
    seed = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "recruitment terms"

    def __str__(self) -> str:
        return f"terms of cycle {self.cycle_id}"


class Criterion(models.Model):
    """One line of the terms: a condition, points or a group that places are kept for (kryterium).

    `bands`, in order: `{"keys": ["village"], "points": 5}` of what is chosen from a list;
    `{"lowest": 0, "highest": 2, "points": 2}` of numbers, whole years and ISO dates, both ends in it, either may be
    missing; of places `{"keys": ["juchnowiec koscielny"], "points": 5}`, folded as lib.text does.
    """

    personal_data: dict[str, str] = {}

    class Part(models.TextChoices):
        CONDITION = "condition", _("condition")
        POINTS = "points", _("points")
        QUOTA = "quota", _("kept places")

    class Source(models.TextChoices):
        """What it looks at."""

        ANSWER = "answer", _("an answer from the sign-up form")
        LEGAL_FORM = "legal_form", _("legal form of the organisation")
        VOIVODESHIP = "voivodeship", _("voivodeship of the seat")
        COUNTY = "county", _("county of the seat")
        COMMUNE = "commune", _("commune of the seat")
        TOWN = "town", _("town or village of the seat")
        AGE = "age", _("years in the register")
        PERSON_BEFORE = "person_before", _("whether the person has been in a cycle of the programme")
        ORGANISATION_BEFORE = "organisation_before", _("whether the organisation has sent anybody before")
        MARK = "mark", _("a reviewer's mark")

    PLACES = (Source.VOIVODESHIP, Source.COUNTY, Source.COMMUNE, Source.TOWN)

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(default=0)
    part = models.CharField(max_length=10, choices=Part)
    title = models.CharField(max_length=200, help_text="As applicants read it")
    source = models.CharField(max_length=20, choices=Source)
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="criteria"
    )
    bands: Any = models.JSONField(default=list, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of marks: 0 to this")
    at_least = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of groups: places kept")
    as_of = models.DateField(null=True, blank=True, help_text="Of years in the register: on which day")

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "criteria"
        constraints = [
            models.CheckConstraint(
                condition=Q(source="answer", question__isnull=False)
                | ~Q(source="answer") & Q(question__isnull=True),
                name="criterion_of_an_answer_names_its_question",
            ),
            models.CheckConstraint(
                condition=Q(part="quota", at_least__gte=1) | ~Q(part="quota") & Q(at_least__isnull=True),
                name="criterion_of_a_group_says_how_many",
            ),
            models.CheckConstraint(
                condition=Q(source="mark", part="points", most__gte=1)
                | ~Q(source="mark") & Q(most__isnull=True),
                name="criterion_of_a_mark_says_how_much",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TermsChange(models.Model):
    """A change of the terms once people had applied: what, and why. Everybody can read it."""

    personal_data = {
        "reason": "kept: words about the terms, which the form asks to be without names",
        "changed_by": "kept: the account's row is blanked",
    }

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="terms_changes")
    what = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.cycle_id}: {self.what}"


class Mark(models.Model):
    """What a reviewer gave an application for one criterion (ocena)."""

    personal_data = {
        "note": "blanked: words about the person",
        "enrolment": "kept: the person's row is blanked",
        "marked_by": "kept: the account's row is blanked",
    }

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    points = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True, help_text="The applicant reads it")
    marked_at = models.DateTimeField(default=clock.now)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "criterion"], name="one_mark_per_enrolment_and_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.criterion_id}: {self.points}"
