from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.knowledge.models.tool import ToolPage
from osnowa.lib import clock, text


class ToolCandidate(models.Model):
    """A tool from somebody else's list, to be looked at (kandydat). Facts as they came, apart from our own words.

    `licence` and `attribution` are the list's: what is shown of `facts` is shown with them.
    """

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("candidate", "not looked at yet")
        TAKEN = "taken", pgettext_lazy("candidate", "taken into the catalogue")

    personal_data = {}

    source = models.CharField(max_length=40, db_index=True)
    source_key = models.CharField(max_length=120)
    licence = models.CharField(max_length=40)
    attribution = models.CharField(max_length=300)
    name = models.CharField(max_length=120)
    search_name = models.CharField(max_length=200, editable=False, db_index=True)
    sort_key = models.CharField(max_length=300, editable=False, db_index=True)
    facts = models.JSONField()
    state = models.CharField(max_length=5, choices=State, default=State.NEW)
    page = models.ForeignKey(
        ToolPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="candidates"
    )
    imported_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_key"], name="candidate_once_per_list"),
            models.CheckConstraint(
                condition=~Q(licence="") & ~Q(attribution=""), name="candidate_says_whose_it_is"
            ),
        ]
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_name = f" {text.fold(self.name)}"[:200]
        self.sort_key = text.sort_key(self.name)[:300]
        super().save(*args, **kwargs)
