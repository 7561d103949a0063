from django.conf import settings
from django.db import models


class Merge(models.Model):
    """Two rows of one organisation made one, with what is needed to undo it."""

    personal_data = {}

    kept = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="merges_kept")
    absorbed = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="merges_absorbed")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    moved = models.JSONField(help_text="[{model, field, ids}]: references that pointed to the absorbed one")
    filled = models.JSONField(default=dict, help_text="{field: value before} of the kept one's fields filled from the absorbed")
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.absorbed_id} -> {self.kept_id}"
