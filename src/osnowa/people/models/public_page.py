from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext_lazy

from osnowa.lib import clock, search
from osnowa.people.models.organisation import Organisation
from osnowa.people.rules.public_page import LONGEST_ABOUT

FOUND_AS = "organisation"  # under which the search keeps organisations that agreed
LONGEST_AIMS = 2000  # characters of registered aims in which readers search


class PublicPage(models.Model):
    """An organisation agreed to be found by everybody (strona publiczna): dated, and withdrawable at any time."""

    class Way(models.TextChoices):
        ITSELF = "itself", pgettext_lazy("way of a consent", "on its own page")
        PAPER = "paper", pgettext_lazy("way of a consent", "on paper")
        MAIL = "mail", pgettext_lazy("way of a consent", "by e-mail")
        PHONE = "phone", pgettext_lazy("way of a consent", "by telephone")
        TALK = "talk", pgettext_lazy("way of a consent", "in a talk")

    personal_data = {
        "about": "blanked where the person wrote it",
        "noted_by": "kept: the account's row is blanked",
        "withdrawn_by": "kept: the account's row is blanked",
    }

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="public_pages")
    version = models.PositiveSmallIntegerField(help_text="Of the words agreed to: people.rules.public_page")
    about = models.CharField(max_length=LONGEST_ABOUT, blank=True, help_text="What it does, in its own words")
    given_on = models.DateField()
    way = models.CharField(max_length=8, choices=Way)
    noted_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_living_public_page_per_organisation",
            )
        ]
        ordering = ["-noted_at", "-id"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.given_on}"

    @property
    def words(self) -> str:
        """What it does: its own words, else the registered aims."""
        return self.about or self.organisation.aims


def show_in_search(organisation: Organisation) -> None:
    """Readers find it where it agreed and the team or a register confirmed its name; else no longer.

    Part of the deed that changed something of it, in its transaction.
    """
    page = PublicPage.objects.filter(organisation=organisation, withdrawn_at=None).first()
    if page is not None:
        page.organisation = organisation
    search.show(FOUND_AS, organisation.pk, entry_of(page) if page is not None else None)


def entry_of(page: PublicPage) -> search.Entry | None:
    """As readers find it; None where it is not shown."""
    found = page.organisation
    if page.withdrawn_at is not None or found.confirmed_at is None or found.merged_into_id is not None:
        return None
    with translation.override("pl"):
        form = str(found.get_legal_form_display())
    said = (page.words[:LONGEST_AIMS], found.short_name, form, found.town)
    return search.Entry(
        FOUND_AS,
        found.pk,
        found.name,
        "\n".join(part for part in said if part),
        reverse("portal:public_organisation", args=[found.pk]),
        {"programme": (search.ALL,)},
    )
