from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme.models import Indicator, Programme


class Report(models.Model):
    """What was told to the funder about a period (sprawozdanie). Submitted, it stands still."""

    personal_data = {
        "created_by": "kept: the account's row is blanked",
        "submitted_by": "kept: the account's row is blanked",
        "narrative": "kept: words to the funder carry numbers, not names; the form says so",
        "narrative_activities": "kept: as narrative",
    }

    class Kind(models.TextChoices):
        PARTIAL = "partial", pgettext_lazy("report", "partial")
        FINAL = "final", pgettext_lazy("report", "final")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("report", "draft")
        SUBMITTED = "submitted", pgettext_lazy("report", "submitted")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(help_text="Within the programme")
    kind = models.CharField(max_length=8, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    narrative = models.TextField(
        blank=True, help_text="Part I.1 of the funder's form: results and how they were measured"
    )
    narrative_activities = models.TextField(
        blank=True, help_text="Part I.2: how the activities were carried out"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    checksum = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 over the frozen figures and lines"
    )
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="report_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["programme", "number"], name="report_number_once_per_programme"),
            models.CheckConstraint(
                condition=Q(state="draft", checksum="", submitted_at__isnull=True)
                | (Q(state="submitted", submitted_at__isnull=False) & ~Q(checksum="")),
                name="submitted_report_is_sealed",
            ),
        ]
        ordering = ["-ends_on", "-id"]

    def __str__(self) -> str:
        return f"{self.programme} {self.starts_on}–{self.ends_on}"

    @property
    def is_submitted(self) -> bool:
        return self.state == Report.State.SUBMITTED

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


class ReportFigure(models.Model):
    """One indicator's figure in a submitted report, with the words as they were that day."""

    personal_data = {}

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="figures")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    definition = models.TextField()
    source_of_verification = models.CharField(max_length=300, blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=2)
    target = models.DecimalField(max_digits=12, decimal_places=2)
    value = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="Counted in the report's period: the sum of its lines"
    )
    value_to_date = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        help_text="Baseline and all that was counted from the programme's first day",
    )
    place_in_agreement = models.CharField(max_length=120, blank=True)
    lines_count = models.PositiveIntegerField(default=0, help_text="With those that do not count")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "indicator"], name="one_figure_per_report_and_indicator"
            )
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class EvidenceLine(models.Model):
    """A frozen fact behind a frozen figure. Carries the person's pseudonymous key, never a name."""

    personal_data = {"who": "kept: pseudonymous; leads nowhere once the person is erased"}

    figure = models.ForeignKey(ReportFigure, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    happened_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    label = models.CharField(max_length=300)
    source_kind = models.CharField(max_length=60)
    source_id = models.BigIntegerField()
    who = models.UUIDField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    groups = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it does not count; empty: it counts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["figure", "position"], name="line_position_once_per_figure")
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label
