"""Short addresses on posters, and how many people came by them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle


class ShortLink(models.Model):
    """A short address for one place where a poster hangs (krótki adres). It keeps which of our things it leads to."""

    personal_data = {"created_by": "kept: the account's row is blanked"}

    class Kind(models.TextChoices):
        PROGRAMME = "programme", pgettext_lazy("where a short link leads", "page of the programme")
        CYCLE = "cycle", pgettext_lazy("where a short link leads", "workshops")
        PAGE = "page", pgettext_lazy("where a short link leads", "text or news")
        NEWSLETTER = "newsletter", pgettext_lazy("where a short link leads", "sign-up for the newsletter")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="short_links")
    code = models.CharField(max_length=8, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    cycle = models.ForeignKey(
        Cycle,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Gone: the link says so",
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Gone: the link says so",
    )
    label = models.CharField(max_length=120, help_text="What stands large on the poster")
    words = models.CharField(max_length=300, blank=True, help_text="One or two sentences below it")
    place = models.CharField(max_length=150, help_text="Where the poster hangs")
    batch_key = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="Of the form that made it: sent twice, it is one"
    )
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="cycle", page__isnull=True)
                | Q(kind="page", cycle__isnull=True)
                | Q(kind__in=("programme", "newsletter"), page__isnull=True, cycle__isnull=True),
                name="short_link_leads_to_one_thing",
            ),
            models.UniqueConstraint(fields=["batch_key", "place"], name="short_link_once_per_form_and_place"),
        ]
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.code}: {self.label}"

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None


class LinkDay(models.Model):
    """How many times people came by a short link on one day. A sum: nothing about anybody is kept."""

    personal_data = {}

    link = models.ForeignKey(ShortLink, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(help_text="In Warsaw")
    visits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="one_sum_per_link_and_day")]
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.link_id}, {self.day}: {self.visits}"
