import datetime as dt

from django.db import models
from django.db.models import Q
from wagtail.models import Page

from osnowa.lib import clock

LONGEST_WORDS = 1000
WORDS_KEPT = dt.timedelta(days=365)


class UsefulAnswer(models.Model):
    """Was this useful? One tap of one reader (ocena tekstu).

    `mark`: as in `DayMark`, so that a second tap on the same day changes the answer; empty from the next day on.
    """

    personal_data = {"mark": "emptied within a day; without the secret of that day it leads to nobody"}

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    is_useful = models.BooleanField()
    answered_on = models.DateField(default=clock.today)
    mark = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mark"], condition=~Q(mark=""), name="one_answer_per_reader_text_and_day"
            )
        ]
        indexes = [models.Index(fields=["page", "answered_on"])]

    def __str__(self) -> str:
        return f"{self.page_id}: {'+' if self.is_useful else '-'}"


class ReaderWords(models.Model):
    """What a reader wrote about a text to whoever looks after it (słowa czytelnika). Nothing says whose they are."""

    personal_data = {
        "words": "deleted after 365 days, or by an editor as soon as somebody asks; nothing says who wrote them"
    }

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    is_useful = models.BooleanField(null=True)
    words = models.TextField(max_length=LONGEST_WORDS)
    sent_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.sent_at:%Y-%m-%d}"
