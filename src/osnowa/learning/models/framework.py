from django.db import models
from django.db.models import Q

from osnowa.lib import clock
from osnowa.programme.models import Programme


class Framework(models.Model):
    """A list of competences in one version (rama kompetencji). Without a programme it is shared by all."""

    personal_data: dict[str, str] = {}

    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="frameworks"
    )
    name = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    attribution = models.CharField(max_length=300, blank=True)
    levels = models.JSONField(
        default=list,
        help_text='From the lowest: [{"number": 1, "pl": "podstawowy", "en": "foundation"}, ...]',
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name", "version"], name="framework_once_per_programme"
            ),
            models.UniqueConstraint(
                fields=["name", "version"],
                condition=Q(programme__isnull=True),
                name="shared_framework_once",
            ),
        ]
        ordering = ["name", "version"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def level_name(self, number: int, language: str) -> str:
        """What a level is called; empty where the framework does not know it."""
        found = next((level for level in self.levels if level["number"] == number), {})
        return str(found.get(language, ""))


class Competence(models.Model):
    """One competence, or an area that others lie in, by its framework's code (kompetencja)."""

    personal_data: dict[str, str] = {}

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="competences")
    area = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="competences"
    )
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    name_pl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="competence_code_once_per_framework")
        ]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.name_pl}"

    def name(self, language: str) -> str:
        return self.name_pl if language.startswith("pl") else self.name_en
