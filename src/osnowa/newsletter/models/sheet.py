from django.conf import settings
from django.db import models

from osnowa.lib import clock


class AddressSheet(models.Model):
    """A list of addresses on its way in (lista adresów z pliku): read, looked at, taken over; gone in a day."""

    personal_data = {
        "name": "row deleted within a day",
        "rows": "row deleted within a day, or with a person whose address stands in it",
        "uploaded_by": "kept until then: the account's row is blanked",
    }

    programme = models.ForeignKey(
        "programme.Programme", on_delete=models.CASCADE, related_name="newsletter_sheets"
    )
    name = models.CharField(max_length=120, help_text="Of the file")
    header = models.JSONField(default=list, help_text="Names of columns, text")
    rows = models.JSONField(default=list, help_text="Lists of text, as long as the header")
    origin = models.CharField(max_length=500, help_text="Where these people agreed, in the team's words")
    has_proof = models.BooleanField(default=False, help_text="The team holds the consents and can show them")
    language = models.CharField(max_length=5, default="pl", help_text="Of rows that say none")
    mailing_lists = models.ManyToManyField("newsletter.MailingList", related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
