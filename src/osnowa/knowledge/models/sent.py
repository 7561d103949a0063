from django.conf import settings
from django.db import models
from wagtail.models import Page

from osnowa.lib import clock


class SentText(models.Model):
    """A text on its way in (tekst z pliku): an editor sent its file, looks at what was read, makes a draft of it.

    `content` is emptied once the draft is made; then `page` says which one it is, so that a second press finds it.
    The row is gone in a day.
    """

    personal_data = {
        "name": "row deleted within a day",
        "content": "row deleted within a day",
        "sent_by": "rows are deleted with the person",
    }

    name = models.CharField(max_length=120, help_text="Of the file")
    content = models.BinaryField(help_text="The file as it was sent; empty once the draft is made")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page"], name="one_page_per_sent_text")]

    def __str__(self) -> str:
        return self.name
