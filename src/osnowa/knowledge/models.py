"""Wagtail pages. They stay thin: what a page shows beyond its own fields comes through template tags that call queries."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from osnowa.programme.models import Programme


class NewsIndexPage(Page):
    """The list of news, one per installation."""

    personal_data = {}

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["knowledge.NewsPage"]
    template = "knowledge/news_index.html"

    class Meta:
        verbose_name = _("list of news")


class NewsPage(Page):
    """A short piece of news, shown on the home page of its programme (or of all)."""

    personal_data = {}

    parent_page_types = ["knowledge.NewsIndexPage"]
    subpage_types = []
    template = "knowledge/news_page.html"

    published_on = models.DateField(_("date"))
    lead = models.CharField(_("lead"), max_length=300)
    body = RichTextField(_("text"), blank=True, features=["h2", "h3", "bold", "ol", "ul", "link", "document-link"])
    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), null=True, blank=True, on_delete=models.SET_NULL, related_name="news"
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("published_on"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("programme"),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")
        ordering = ["-published_on", "-id"]
