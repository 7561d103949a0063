import uuid

from django.db import models

from osnowa.workshops.models import Cycle, Enrolment


class SurveyTicket(models.Model):
    """Somebody has answered the survey, and no more: not when, not what (docs/decisions/0015)."""

    personal_data = {"enrolment": "kept: the person's row is blanked"}

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="survey_ticket")

    def __str__(self) -> str:
        return f"ticket of {self.enrolment_id}"


class SurveyAnswer(models.Model):
    """What somebody said about a cycle (ankieta). No way leads from here to a person: no moment, no order, no key."""

    personal_data = {
        "liked": "kept: it is not known whose it is; the team removes a text that names somebody",
        "improve": "kept: as above",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="survey_answers")
    useful = models.PositiveSmallIntegerField(null=True, blank=True)
    clear = models.PositiveSmallIntegerField(null=True, blank=True)
    pace = models.PositiveSmallIntegerField(null=True, blank=True)
    recommend = models.PositiveSmallIntegerField(null=True, blank=True)
    liked = models.CharField(max_length=1000, blank=True)
    improve = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__range": (1, 5)}),
                name=f"survey_{name}_from_1_to_5",
            )
            for name in ("useful", "clear", "pace", "recommend")
        ]

    def __str__(self) -> str:
        return f"answer about {self.cycle_id}"
