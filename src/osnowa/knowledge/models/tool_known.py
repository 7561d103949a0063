from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock


class ToolKnown(models.Model):
    """A mentor knows a tool (zna narzędzie), and says so. Known by the tool's name, as `ToolUse` is.

    Whether readers see the mentor's name is another matter: `Consent.Kind.TOOLS` of the person.
    """

    class Level(models.TextChoices):
        TAUGHT = "taught", pgettext_lazy("knows a tool", "has taught it to others")
        KNOWS = "knows", pgettext_lazy("knows a tool", "knows it from use")

    personal_data = {
        "account": "row deleted",
        "tool_key": "row deleted",
        "tool_name": "row deleted",
        "level": "row deleted",
        "noted_at": "row deleted",
    }

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tools_known"
    )
    tool_key = models.CharField(max_length=100, db_index=True)
    tool_name = models.CharField(max_length=100, help_text="As the catalogue called it when it was said")
    level = models.CharField(max_length=8, choices=Level)
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "tool_key"], name="one_word_per_mentor_and_tool")
        ]
        ordering = ["tool_key", "pk"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.tool_name}"
