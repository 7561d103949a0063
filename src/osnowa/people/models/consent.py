from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.people.models.account import Account
from osnowa.people.models.person import Person


class Consent(models.Model):
    """What a person agreed to beyond what a programme needs anyway (zgoda): dated, and withdrawable at any time.

    What is needed by law or agreement asks no consent: the information clause tells about it.
    """

    personal_data = {"person": "row deleted"}

    class Kind(models.TextChoices):
        NEWSLETTER = "newsletter", _("letters with news")
        IMAGE = "image", _("photographs of me in news and reports")
        TOOLS = "tools", _("my name beside tools that I know")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=Kind)
    version = models.PositiveSmallIntegerField(help_text="Of the words agreed to: people.rules.consents")
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_living_consent_per_person_and_kind",
            )
        ]
        ordering = ["given_at", "id"]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind} v{self.version}"


class AddressChange(models.Model):
    """An account's new e-mail address that waits for its proof: a code sent to it. One at a time."""

    personal_data = {"account": "row deleted", "address": "row deleted", "code": "row deleted; a digest only"}

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="address_change")
    address = models.EmailField()
    code = models.CharField(max_length=64, blank=True, help_text="Digest; empty where the address is taken")
    asked_at = models.DateTimeField()
    asked_times = models.PositiveSmallIntegerField(default=1, help_text="Within the day of `first_asked_at`")
    first_asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.account_id}"
