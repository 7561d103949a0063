"""Kinds of texts beside articles and tools: guides, stories of organisations, collections, reports of events."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from osnowa.knowledge.blocks import CollectionItems
from osnowa.knowledge.models.reviewed import ReviewedPage, text_panels

FEWEST_IN_A_COLLECTION = 2
_PEOPLE = {
    "byline": "the person's name is taken out, in every revision as well",
    "author": "kept: the account's row is blanked",
}


class GuidePage(ReviewedPage):
    """How to do one thing, step by step."""

    personal_data = _PEOPLE

    shelf_slug = "poradniki"
    parent_page_types = ["knowledge.GuideIndexPage"]
    subpage_types: list[str] = []
    template = "knowledge/text_page.html"
    page_description = _("How to do one thing, step by step.")

    minutes = models.PositiveSmallIntegerField(
        _("minutes that it takes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(6000)],
        help_text=_("To do it, not to read it."),
    )
    needs = models.TextField(
        _("what you need"),
        max_length=600,
        blank=True,
        help_text=_("Before the first step, one thing in a line."),
    )

    content_panels = text_panels(FieldPanel("minutes"), FieldPanel("needs"))

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def texts_to_find(self) -> list[str]:
        return [*super().texts_to_find(), self.needs]


class StoryPage(ReviewedPage):
    """What one organisation changed, told so that another one can do the same."""

    personal_data = _PEOPLE

    shelf_slug = "historie"
    parent_page_types = ["knowledge.StoryIndexPage"]
    subpage_types: list[str] = []
    template = "knowledge/text_page.html"
    page_description = _("What one organisation changed, and what came of it.")

    organisation_name = models.CharField(_("organisation"), max_length=200)
    organisation_site = models.URLField(_("website of the organisation"), blank=True)
    place = models.CharField(_("town"), max_length=80, blank=True)
    result = models.CharField(
        _("what changed"),
        max_length=300,
        help_text=_("One sentence, with a number where there is one."),
    )
    advice = models.CharField(_("what they would tell others"), max_length=300, blank=True)
    agreed = models.BooleanField(_("the organisation has read this text and agrees to it"), default=False)

    content_panels = text_panels(
        FieldPanel("organisation_name"),
        FieldPanel("place"),
        FieldPanel("organisation_site"),
        FieldPanel("result"),
        after=(FieldPanel("advice"), FieldPanel("agreed")),
    )

    class Meta:
        verbose_name = _("story of an organisation")
        verbose_name_plural = _("stories of organisations")

    def texts_to_find(self) -> list[str]:
        return [*super().texts_to_find(), self.organisation_name, self.place, self.result, self.advice]

    def lacks(self) -> list[str]:
        missing = super().lacks()
        if not self.agreed:
            missing.append(gettext("Let the organisation read the text first, and say that it agrees."))
        return missing


class CollectionPage(ReviewedPage):
    """Texts of ours, picked and ordered by an editor for one purpose."""

    personal_data = _PEOPLE

    shelf_slug = "kolekcje"
    parent_page_types = ["knowledge.CollectionIndexPage"]
    subpage_types: list[str] = []
    template = "knowledge/text_page.html"
    page_description = _("Texts picked and put in order for one purpose.")

    items = StreamField(CollectionItems(), verbose_name=_("texts in their order"), blank=True)

    content_panels = text_panels(FieldPanel("items"))

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")

    def picked(self) -> list[tuple[int, str]]:
        """Number of each page, and the editor's words about it, in their order."""
        return [
            (int(one["value"]["page"]), one["value"].get("words") or "")
            for one in self.items.raw_data
            if one["value"].get("page")
        ]

    def texts_to_find(self) -> list[str]:
        return [*super().texts_to_find(), *(words for _page, words in self.picked())]

    def lacks(self) -> list[str]:
        missing = super().lacks()
        if not self.body and not len(self.parts):
            missing.pop(0)  # the list itself is what is read
        if len(dict(self.picked())) < FEWEST_IN_A_COLLECTION:
            missing.append(gettext("Pick at least two texts."))
        return missing


class EventReportPage(ReviewedPage):
    """What happened on a day, for who was not there."""

    personal_data = _PEOPLE

    shelf_slug = "relacje"
    parent_page_types = ["knowledge.EventReportIndexPage"]
    subpage_types: list[str] = []
    template = "knowledge/text_page.html"
    page_description = _("What happened at a meeting or a workshop, for who was not there.")

    happened_on = models.DateField(_("day"), null=True)
    place = models.CharField(pgettext_lazy("of an event", "place"), max_length=200, blank=True)
    people = models.PositiveIntegerField(_("how many people took part"), null=True, blank=True)
    event_address = models.URLField(_("page of the event"), blank=True)

    content_panels = text_panels(
        FieldPanel("happened_on"), FieldPanel("place"), FieldPanel("people"), FieldPanel("event_address")
    )

    class Meta:
        verbose_name = _("report of an event")
        verbose_name_plural = _("reports of events")

    def texts_to_find(self) -> list[str]:
        return [*super().texts_to_find(), self.place]
