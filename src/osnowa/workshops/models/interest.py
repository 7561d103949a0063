from django.conf import settings
from django.db import models

from osnowa.lib import clock
from osnowa.workshops.models.cycle import Cycle
from osnowa.workshops.models.enrolment import new_token


class Interest(models.Model):
    """An address that wants to hear when the sign-up opens (zainteresowanie): only that, and gone afterwards.

    Counts once its owner has pressed the button behind the link in the letter.
    """

    personal_data = {
        "email": "row deleted when the sign-up opens, or on request",
        "email_key": "row deleted with it",
        "name": "row deleted with it",
        "token": "row deleted with it",
    }

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="interests")
    email = models.EmailField()
    email_key = models.CharField(max_length=254)
    name = models.CharField(max_length=150, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    language = models.CharField(max_length=5, default="pl")
    created_at = models.DateTimeField(default=clock.now)
    written_at = models.DateTimeField(default=clock.now, help_text="The last letter with the link")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "email_key"], name="one_interest_per_cycle_and_address"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.cycle_id}/{self.pk}"


class SignUpSheet(models.Model):
    """A table of sign-ups on its way in (arkusz zgłoszeń): read, matched, taken over; gone in a day."""

    personal_data = {
        "name": "row deleted within a day",
        "rows": "row deleted within a day, or with a person who stands in it",
        "uploaded_by": "kept until then: the account's row is blanked",
    }

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="sign_up_sheets")
    name = models.CharField(max_length=120, help_text="Of the file")
    header = models.JSONField(default=list, help_text="Names of columns, text")
    rows = models.JSONField(default=list, help_text="Lists of text, as long as the header")
    matching = models.JSONField(
        default=dict,
        help_text='What is in which column: {"email": 2, "q14": 5}',
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
