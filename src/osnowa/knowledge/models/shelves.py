"""Which kinds of texts there are, and on which shelf each stands. Every list of kinds is made from this one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from osnowa.knowledge.models.article import ArticlePage
from osnowa.knowledge.models.index import (
    ArticleIndexPage,
    CollectionIndexPage,
    EventReportIndexPage,
    GuideIndexPage,
    StoryIndexPage,
    ToolIndexPage,
)
from osnowa.knowledge.models.kinds import CollectionPage, EventReportPage, GuidePage, StoryPage
from osnowa.knowledge.models.reviewed import ReviewedPage
from osnowa.knowledge.models.tool import ToolPage


@dataclass(frozen=True)
class Shelf:
    """`title`: of the list's page (Polish, made by migration). `url_name`: our view that shows the list.

    `word`: one text of the kind. `name`: the list. `deed`: the button. `lead`: what stands there. `empty`: before
    anything does. `schema`: the type of schema.org.
    """

    kind: type[ReviewedPage]
    index: type[Page]
    title: str
    url_name: str
    word: str | Promise
    name: str | Promise
    deed: str | Promise
    lead: str | Promise
    empty: str | Promise
    schema: str = "Article"

    @property
    def model_name(self) -> str:
        return str(self.kind._meta.model_name)  # noqa: SLF001  the public name of a model

    @property
    def slug(self) -> str:
        return self.kind.shelf_slug

    def address(self, slug: str) -> str:
        """Where a text of this shelf is read: asked without the tree of pages."""
        return f"/wiedza/{self.slug}/{slug}/"

    @property
    def is_tool(self) -> bool:
        return self.kind is ToolPage


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        GuidePage,
        GuideIndexPage,
        "Poradniki",
        "knowledge:guides",
        gettext_lazy("guide"),
        gettext_lazy("Guides"),
        gettext_lazy("Write a guide"),
        gettext_lazy("How to do one thing, step by step, without an IT person."),
        gettext_lazy("Guides that lead step by step will stand here, free to copy."),
        schema="HowTo",
    ),
    Shelf(
        ArticlePage,
        ArticleIndexPage,
        "Artykuły",
        "knowledge:articles",
        gettext_lazy("article"),
        gettext_lazy("Articles"),
        gettext_lazy("Write an article"),
        gettext_lazy("What helps to run an organisation, to tell about it and to work with others."),
        gettext_lazy("What we learn on workshops and in organisations will stand here, free to copy."),
    ),
    Shelf(
        StoryPage,
        StoryIndexPage,
        "Historie",
        "knowledge:stories",
        gettext_lazy("story"),
        gettext_lazy("Stories"),
        gettext_lazy("Tell a story"),
        gettext_lazy("What organisations changed, and what came of it."),
        gettext_lazy("What organisations changed will stand here, in their own words."),
    ),
    Shelf(
        ToolPage,
        ToolIndexPage,
        "Narzędzia",
        "knowledge:tools",
        gettext_lazy("tool"),
        gettext_lazy("Tools"),
        gettext_lazy("Describe a tool"),
        gettext_lazy(
            "Free tools that small organisations can really introduce: what for, instead of what, how hard."
        ),
        gettext_lazy("Free tools, what they replace and how hard they are will stand here."),
    ),
    Shelf(
        CollectionPage,
        CollectionIndexPage,
        "Kolekcje",
        "knowledge:collections",
        gettext_lazy("collection"),
        gettext_lazy("Collections"),
        gettext_lazy("Put together a collection"),
        gettext_lazy("Texts picked and put in order for one purpose."),
        gettext_lazy("Texts that belong together will stand here, in the order in which to read them."),
        schema="CollectionPage",
    ),
    Shelf(
        EventReportPage,
        EventReportIndexPage,
        "Relacje",
        "knowledge:event_reports",
        gettext_lazy("report of an event"),
        gettext_lazy("Reports of events"),
        gettext_lazy("Report on an event"),
        gettext_lazy("What happened at meetings and workshops, for who was not there."),
        gettext_lazy("What happened at meetings and workshops will stand here."),
        schema="Report",
    ),
)
KINDS: tuple[type[ReviewedPage], ...] = tuple(shelf.kind for shelf in SHELVES)
BY_KIND = {shelf.kind: shelf for shelf in SHELVES}
BY_MODEL = {shelf.model_name: shelf for shelf in SHELVES}
BY_SLUG = {shelf.slug: shelf for shelf in SHELVES}
