from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel

from osnowa.knowledge.models.reviewed import ReviewedPage, text_panels


class Hosting(models.TextChoices):
    COMPUTER = "computer", pgettext_lazy("hosting", "a program on your own computer")
    SERVICE = "service", pgettext_lazy("hosting", "a service run by somebody else")
    OWN = "own", pgettext_lazy("hosting", "on a server of your own")
    BOTH = "both", pgettext_lazy("hosting", "a service, or a server of your own")


class Effort(models.TextChoices):
    EASY = "easy", pgettext_lazy("effort", "easy: an evening, no help needed")
    MEDIUM = "medium", pgettext_lazy("effort", "medium: a day, and somebody who explains")
    HARD = "hard", pgettext_lazy("effort", "hard: a person who knows servers")


class ToolPage(ReviewedPage):
    """A tool described by us: what it is for, what it costs, how hard it is. The title is its name."""

    personal_data = {
        "byline": "the person's name is taken out, in every revision as well",
        "author": "kept: the account's row is blanked",
    }

    shelf_slug = "narzedzia"
    parent_page_types = ["knowledge.ToolIndexPage"]
    subpage_types: list[str] = []
    template = "knowledge/tool_page.html"
    page_description = _("A tool: what it is for, what it costs, how hard it is.")

    replaces = models.CharField(_("instead of"), max_length=200, blank=True)
    software_licence = models.CharField(
        _("licence of the software"), max_length=80, help_text=_("For example AGPL-3.0.")
    )
    website = models.URLField(_("website"))
    source_url = models.URLField(_("source code"), blank=True)
    hosting = models.CharField(_("where it runs"), max_length=10, choices=Hosting, default=Hosting.BOTH)
    effort = models.CharField(_("how hard to introduce"), max_length=8, choices=Effort, default=Effort.MEDIUM)
    cost = models.CharField(_("what it costs"), max_length=300)
    privacy_note = models.TextField(_("where the data are"), max_length=600, blank=True)
    alternatives = models.CharField(_("similar tools"), max_length=300, blank=True)
    polish_interface = models.BooleanField(_("has a Polish interface"), default=False)

    content_panels = text_panels(
        FieldPanel("replaces"),
        FieldPanel("software_licence"),
        FieldPanel("website"),
        FieldPanel("source_url"),
        FieldPanel("hosting"),
        FieldPanel("effort"),
        FieldPanel("cost"),
        FieldPanel("privacy_note"),
        FieldPanel("alternatives"),
        FieldPanel("polish_interface"),
    )

    class Meta:
        verbose_name = _("tool page")
        verbose_name_plural = _("tool pages")

    def texts_to_find(self) -> list[str]:
        return [*super().texts_to_find(), self.replaces, self.alternatives]
