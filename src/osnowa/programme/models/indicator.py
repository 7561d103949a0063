from django.db import models
from django.db.models import F, Q

from osnowa.programme.models.programme import Activity, Programme


class Indicator(models.Model):
    """A result that was promised (domain.md 1.2, table III.6): name, target, source of verification.

    `kind` is a key of reporting's dictionary: it says which facts count. The figure itself is never stored here.
    """

    personal_data = {}

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="indicators")
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    target = models.DecimalField(max_digits=12, decimal_places=2)
    plan_starts_on = models.DateField(
        null=True, blank=True, help_text="Empty: with the programme. The plan is a straight line"
    )
    plan_ends_on = models.DateField(null=True, blank=True, help_text="Empty: with the programme")
    source_of_verification = models.CharField(max_length=300, blank=True)
    place_in_agreement = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="indicator_number_once_per_programme"
            ),
            models.CheckConstraint(condition=Q(target__gt=F("baseline")), name="target_above_baseline"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name
