from django.db import models
from django.utils.translation import pgettext_lazy

from osnowa.people.models import Organisation


class ToolUse(models.Model):
    """An organisation uses a tool and agreed that the catalogue says so (korzysta z narzędzia).

    Known by the tool's name and not by its page: the page may be written later, or be taken down for a while. Written
    and deleted by `actions.tool_uses`, which support calls when an adoption moves or the agreement ends.
    """

    class Stage(models.TextChoices):
        TRIAL = "trial", pgettext_lazy("use of a tool", "on trial")
        ROUTINE = "routine", pgettext_lazy("use of a tool", "in everyday use")

    personal_data = {}

    tool_key = models.CharField(max_length=100, db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tool_uses")
    stage = models.CharField(max_length=8, choices=Stage)
    since_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tool_key", "organisation"], name="one_use_per_tool_and_organisation"
            )
        ]
        ordering = ["organisation__sort_key", "pk"]

    def __str__(self) -> str:
        return f"{self.tool_key}: {self.organisation_id}"
