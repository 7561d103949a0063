from django.db import models
from wagtail.models import Page

from osnowa.lib import clock


class LibraryText(models.Model):
    """One text of the starter library that was put on a shelf here, whatever became of it: it comes only once."""

    personal_data = {}

    key = models.CharField(max_length=80, unique=True)
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
