import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.lib import clock
from osnowa.people.models import Person
from osnowa.programme.models import Programme


def new_token() -> str:
    return secrets.token_urlsafe(24)


class CalendarFeed(models.Model):
    """The address under which a calendar program reads somebody's sessions (kalendarz pod adresem).

    Whoever knows the address reads it, so it is secret, and a new one kills the old.
    """

    personal_data = {
        "person": "row deleted",
        "account": "row deleted",
        "token": "row deleted: the address dies",
    }

    class Kind(models.TextChoices):
        OWN = "own", _("workshops that one takes part in")
        LED = "led", _("sessions that one leads")
        PROGRAMME = "programme", _("all sessions of a programme")

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="calendar_feeds",
    )
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    token = models.CharField(max_length=40, unique=True, default=new_token)
    created_at = models.DateTimeField(default=clock.now, help_text="Of this address")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind="own"), name="one_own_feed_per_person"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(kind="led"), name="one_feed_of_led_sessions_per_account"
            ),
            models.UniqueConstraint(
                fields=["account", "programme"],
                condition=Q(kind="programme"),
                name="one_feed_per_account_and_programme",
            ),
            models.CheckConstraint(
                condition=Q(kind="own", person__isnull=False, account__isnull=True, programme__isnull=True)
                | Q(kind="led", person__isnull=True, account__isnull=False, programme__isnull=True)
                | Q(kind="programme", person__isnull=True, account__isnull=False, programme__isnull=False),
                name="feed_has_its_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
