from django.conf import settings
from django.db import models
from django.db.models import F, Q

from osnowa.lib import clock


class Merge(models.Model):
    """Two rows of one organisation made one, with what is needed to undo it."""

    personal_data = {"merged_by": "kept: an account of the team, whose row is blanked"}

    kept = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="merges_kept")
    absorbed = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="merges_absorbed"
    )
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved = models.JSONField(help_text="[{model, field, ids}]: references that pointed to the absorbed one")
    stayed = models.JSONField(
        default=list,
        help_text="[{model, field, ids}]: references that could not move, because the kept one had such a row already",
    )
    filled = models.JSONField(
        default=dict, help_text="{field: value before} of the kept one's fields filled from the absorbed"
    )
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.absorbed_id} -> {self.kept_id}"


class Distinction(models.Model):
    """The team said: these two are two. They are not suggested as one again."""

    personal_data = {}

    first = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="distinctions_first"
    )
    second = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="distinctions_second"
    )
    said_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinction_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinction_in_order_of_ids"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
