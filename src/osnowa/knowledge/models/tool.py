import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from osnowa.knowledge.models.catalogue import Agreement, Effort, Hosted, Platform, Price, Task
from osnowa.knowledge.models.reviewed import ReviewedPage, TextForm, text_panels
from osnowa.knowledge.rules import catalogue, freshness
from osnowa.lib import clock, text

LISTS: dict[str, type[models.TextChoices]] = {"tasks": Task, "hosted": Hosted, "platforms": Platform}
KEPT_WITH_PAGE = ("checked_on", "facts_credit")  # not what a revision says, but what is known of the page
FOUND_BY = ("task", "hosted", "price", "polish")  # facets by which the search of the whole site narrows tools
TAKEN_SLUGS = frozenset({"porownanie"})


class ToolForm(TextForm):
    """The editor's form: lists are check boxes."""

    tasks = forms.MultipleChoiceField(
        label=_("what it is for"), choices=Task, widget=forms.CheckboxSelectMultiple, required=False
    )
    hosted = forms.MultipleChoiceField(
        label=_("where it runs"), choices=Hosted, widget=forms.CheckboxSelectMultiple, required=False
    )
    platforms = forms.MultipleChoiceField(
        label=pgettext_lazy("tool", "works on"),
        choices=Platform,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ToolPage(ReviewedPage):
    """A tool described by us: what it is for, what it costs, how hard it is, how to leave. The title is its name.

    `checked_on` belongs to the page and not to a revision: "still true" (`actions.confirm_tool`) moves it without a
    second person, since it changes no word.
    """

    personal_data = {
        "byline": "the person's name is taken out, in every revision as well",
        "author": "kept: the account's row is blanked",
    }

    shelf_slug = "narzedzia"
    parent_page_types = ["knowledge.ToolIndexPage"]
    subpage_types: list[str] = []
    template = "knowledge/tool_page.html"
    page_description = _("A tool: what it is for, what it costs, how hard it is.")

    other_names = models.CharField(
        _("other names"),
        max_length=200,
        blank=True,
        help_text=_("Separated by commas. Readers find it by them."),
    )
    tasks = models.JSONField(_("what it is for"), default=list, blank=True)
    replaces = models.CharField(
        _("instead of"), max_length=200, blank=True, help_text=_("Products, separated by commas.")
    )
    price = models.CharField(_("price for NGOs"), max_length=8, choices=Price, default=Price.UNKNOWN)
    cost = models.CharField(_("what it costs, in words"), max_length=300)
    price_source = models.URLField(_("where the price stands"), max_length=300, blank=True)
    price_checked_on = models.DateField(_("price checked on"), null=True, blank=True)
    software_licence = models.CharField(
        _("licence of the software"), max_length=80, help_text=_("For example AGPL-3.0.")
    )
    website = models.URLField(_("website"))
    source_url = models.URLField(_("source code"), blank=True)
    hosted = models.JSONField(_("where it runs"), default=list, blank=True)
    privacy_note = models.TextField(_("where the data are"), max_length=600, blank=True)
    agreement = models.CharField(
        _("data-processing agreement"), max_length=10, choices=Agreement, default=Agreement.UNKNOWN
    )
    agreement_url = models.URLField(_("where the agreement stands"), max_length=300, blank=True)
    polish_interface = models.BooleanField(_("has a Polish interface"), null=True, blank=True, default=None)
    languages = models.CharField(
        _("other languages"),
        max_length=200,
        blank=True,
        help_text=_("In words, for example: English, Ukrainian."),
    )
    platforms = models.JSONField(pgettext_lazy("tool", "works on"), default=list, blank=True)
    works_offline = models.BooleanField(_("works without the internet"), null=True, blank=True, default=None)
    accessibility_url = models.URLField(_("accessibility statement"), max_length=300, blank=True)
    effort = models.CharField(_("how hard to introduce"), max_length=8, choices=Effort, default=Effort.MEDIUM)
    start_hours = models.PositiveSmallIntegerField(
        _("hours until the first use"),
        null=True,
        blank=True,
        help_text=_("From nothing to the first thing done in it. Empty: not checked."),
    )
    leaving = models.TextField(
        _("how to leave"),
        max_length=600,
        blank=True,
        help_text=_("What can be taken along, in which format."),
    )
    alternatives = models.CharField(_("similar tools"), max_length=300, blank=True)
    facts_credit = models.CharField(max_length=300, blank=True, editable=False)
    checked_on = models.DateField(default=clock.today, editable=False)

    base_form_class = ToolForm
    content_panels = text_panels(
        FieldPanel("other_names"),
        FieldPanel("tasks"),
        FieldPanel("replaces"),
        MultiFieldPanel(
            [
                FieldPanel("price"),
                FieldPanel("cost"),
                FieldPanel("price_source"),
                FieldPanel("price_checked_on"),
                FieldPanel("software_licence"),
            ],
            heading=_("Price and licence"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hosted"),
                FieldPanel("privacy_note"),
                FieldPanel("agreement"),
                FieldPanel("agreement_url"),
                FieldPanel("leaving"),
            ],
            heading=_("The data"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("polish_interface"),
                FieldPanel("languages"),
                FieldPanel("platforms"),
                FieldPanel("works_offline"),
                FieldPanel("accessibility_url"),
                FieldPanel("effort"),
                FieldPanel("start_hours"),
            ],
            heading=_("Using it"),
        ),
        FieldPanel("website"),
        FieldPanel("source_url"),
        FieldPanel("alternatives"),
    )

    class Meta:
        verbose_name = _("tool page")
        verbose_name_plural = _("tool pages")

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        for name, choices in LISTS.items():
            value = getattr(self, name)
            if not isinstance(value, list) or not set(value) <= set(choices.values):
                wrong[name] = gettext("Choose from the list.")
        if self.price_checked_on and self.price_checked_on > clock.today():
            wrong["price_checked_on"] = gettext("This day is still to come.")
        if self.slug in TAKEN_SLUGS:
            wrong["slug"] = gettext("Another page has this address. Choose a different one.")
        if wrong:
            raise ValidationError(wrong)

    def with_content_json(self, content: Any) -> "ToolPage":
        """When it was checked belongs to the page: "still true" said after a revision was written outlives it."""
        page = super().with_content_json(content)
        for name in KEPT_WITH_PAGE:
            setattr(page, name, getattr(self, name))
        days = [day for day in (page.price_checked_on, self.price_checked_on) if day]
        page.price_checked_on = max(days) if days else None
        return page

    def texts_to_find(self) -> list[str]:
        return [*super().texts_to_find(), self.other_names, self.replaces, self.alternatives]

    def facets_to_find(self) -> dict[str, list[str]]:
        """The main facets of the catalogue as well: see FOUND_BY."""
        own = self.facets
        return {**super().facets_to_find(), **{name: list(own[name]) for name in FOUND_BY}}

    @property
    def keys(self) -> frozenset[str]:
        """Its name and its other names as `tool_key` makes them."""
        return frozenset(map(tool_key, [self.title, *catalogue.names_in(self.other_names)]))

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """Facet -> the values that this tool has: what the catalogue is sorted by."""
        return {
            "task": tuple(self.tasks),
            "price": (self.price,),
            "licence": (catalogue.licence_kind(self.software_licence),),
            "hosted": tuple(self.hosted),
            "agreement": (self.agreement,),
            "polish": (catalogue.yes_no(self.polish_interface),),
            "platform": tuple(self.platforms),
            "offline": (catalogue.yes_no(self.works_offline),),
            "accessibility": ("yes" if self.accessibility_url else "unknown",),
            "effort": (catalogue.effort_band(self.start_hours),),
            "replaces": tuple(dict.fromkeys(map(text.slug, catalogue.names_in(self.replaces)))),
        }

    def freshness(self, today: dt.date | None = None) -> str:
        return freshness.of(self.checked_on, today or clock.today())


def tool_key(name: str) -> str:
    """What two spellings of one tool have in common; a name of other letters only stands for itself."""
    return (text.fold(name).replace(" ", "") or text.clean(name).casefold())[:100]
