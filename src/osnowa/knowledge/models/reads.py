from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from osnowa.knowledge.rules import reads as rules
from osnowa.programme.models import Programme


class Referrer(models.TextChoices):
    """Where readers came from. The address itself is kept nowhere."""

    DIRECT = rules.DIRECT, pgettext_lazy("where readers came from", "directly")
    SEARCH = rules.SEARCH, pgettext_lazy("where readers came from", "from a search engine")
    OWN = rules.OWN, pgettext_lazy("where readers came from", "from another page here")
    NEWSLETTER = rules.NEWSLETTER, pgettext_lazy("where readers came from", "from the newsletter")
    SHORT = rules.SHORT, pgettext_lazy("where readers came from", "by a short link or a poster")
    SOCIAL = rules.SOCIAL, pgettext_lazy("where readers came from", "from social media")
    OTHER = rules.OTHER, pgettext_lazy("where readers came from", "from another site")


class ReadCount(models.Model):
    """How many readers a text had on a day (odczyty), by where they came from. Sums only: nobody is in it.

    `programme`: the text's own on that day, so that moving a text moves no figures of the past. `title`: as it was,
    for a text that was deleted since; what was read stays counted.
    """

    class Kind(models.TextChoices):
        READ = "read", pgettext_lazy("how a text was used", "read")
        DOWNLOAD = "download", pgettext_lazy("how a text was used", "downloaded")

    personal_data = {}

    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=255)
    programme = models.ForeignKey(Programme, null=True, on_delete=models.SET_NULL, related_name="+")
    happened_on = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)
    referrer = models.CharField(max_length=10, choices=Referrer)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "happened_on", "kind", "referrer"], name="one_sum_per_page_day_and_referrer"
            )
        ]
        indexes = [models.Index(fields=["happened_on", "programme"])]

    def __str__(self) -> str:
        return f"{self.title}, {self.happened_on}: {self.times}"


class DayMark(models.Model):
    """Somebody read this page today (znak dnia). Made with the secret of the day (`lib.day_key`): it leads to nobody,
    and it is deleted on the next day.
    """

    personal_data = {"mark": "deleted within a day; without the secret of that day it leads to nobody"}

    mark = models.CharField(max_length=32, primary_key=True)
    happened_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.mark
