from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.workshops.models.cycle import Cycle
from osnowa.workshops.models.enrolment import Enrolment


class Ranking(models.Model):
    """A published list of who has a place (lista rankingowa). A correction is a new version with a reason."""

    personal_data = {"published_by": "kept: the account's row is blanked"}

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="rankings")
    version = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField(default=clock.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(
        max_length=300, blank=True, help_text="Of a correction: why. Everybody can read it"
    )
    seed = models.CharField(max_length=64)
    terms: Any = models.JSONField(
        default=dict,
        help_text="The terms of that day, and how far kept places fell short, as the page says it",
    )

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "version"], name="ranking_version_once_per_cycle"),
            models.CheckConstraint(
                condition=Q(version=1) | Q(version__gt=1) & ~Q(reason=""),
                name="ranking_corrected_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"ranking of cycle {self.cycle_id}, version {self.version}"


class RankingRow(models.Model):
    """One application on one list: how many points, from what, and what came of it."""

    personal_data = {
        "enrolment": "kept: the person's row is blanked",
        "lines": "what was looked at is blanked, points stay",
    }

    class Outcome(models.TextChoices):
        PLACED = "placed", _("a place")
        RESERVE = "reserve", _("reserve list")
        REFUSED = "refused", _("no place")

    class Because(models.TextChoices):
        """The same words as workshops.rules.ranking.Because."""

        ORDER = "order"
        GROUP = "group"
        GAVE_WAY = "gave_way"
        LIMIT = "limit"
        CONDITION = "condition"
        THRESHOLD = "threshold"

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="rows")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="ranking_rows")
    rank = models.PositiveIntegerField(help_text="On the list, from 1; 0: refused")
    points = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    because = models.CharField(max_length=10, choices=Because)
    lines: Any = models.JSONField(
        default=list,
        help_text='[{"title", "part", "points", "best", "said", "met"}]: by criterion, as its person reads it',
    )

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "enrolment"], name="one_row_per_ranking_and_enrolment")
        ]

    def __str__(self) -> str:
        return f"{self.ranking_id}/{self.enrolment_id}: {self.outcome}"
