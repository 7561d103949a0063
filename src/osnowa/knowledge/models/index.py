"""The shelves: one page each, made by migration. What readers see under their addresses comes from views."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester
from wagtail.url_routing import RouteResult

from osnowa.knowledge.models.news import NewsPage
from osnowa.knowledge.models.reviewed import FourEyes


class KnowledgeIndexPage(Page):
    """The root of what Wagtail serves: /wiedza/."""

    personal_data = {}

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "knowledge.NewsIndexPage",
        "knowledge.ArticleIndexPage",
        "knowledge.ToolIndexPage",
        "knowledge.GuideIndexPage",
        "knowledge.StoryIndexPage",
        "knowledge.CollectionIndexPage",
        "knowledge.EventReportIndexPage",
    ]
    preview_modes = []
    page_description = _("The front page of knowledge.")

    class Meta:
        verbose_name = _("knowledge")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """News stood right here once; old addresses lead to where it stands now."""
        try:
            return super().route(request, path_components)
        except Http404:
            moved = (
                NewsPage.objects.live().filter(slug=path_components[0]).first() if path_components else None
            )
            if moved is None or len(path_components) > 1:
                raise
            return RouteResult(self, kwargs={"moved_to": moved.get_url(request)})

    def serve(self, request: HttpRequest, *args: Any, moved_to: str = "", **kwargs: Any) -> HttpResponse:
        if moved_to:
            return HttpResponsePermanentRedirect(moved_to)
        return super().serve(request, *args, **kwargs)


class ShelfEyes(FourEyes):
    """A shelf takes texts; itself it is neither changed nor hidden nor moved: addresses hang on it."""

    def can_edit(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: ARG002  Wagtail's own signature
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False


class _Shelf(Page):
    """A list whose pages nobody publishes alone: also not by copying or moving one here."""

    max_count = 1
    parent_page_types = ["knowledge.KnowledgeIndexPage"]
    preview_modes = []

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return ShelfEyes(user, self)


class ArticleIndexPage(_Shelf):
    """The list of articles: /wiedza/artykuly/."""

    personal_data = {}

    subpage_types = ["knowledge.ArticlePage"]
    page_description = _("The list of articles.")

    class Meta:
        verbose_name = _("list of articles")


class ToolIndexPage(_Shelf):
    """The list of tools: /wiedza/narzedzia/."""

    personal_data = {}

    subpage_types = ["knowledge.ToolPage"]
    page_description = _("The list of tools.")

    class Meta:
        verbose_name = _("list of tools")


class GuideIndexPage(_Shelf):
    """The list of guides: /wiedza/poradniki/."""

    personal_data = {}

    subpage_types = ["knowledge.GuidePage"]
    page_description = _("The list of guides.")

    class Meta:
        verbose_name = _("list of guides")


class StoryIndexPage(_Shelf):
    """The list of stories of organisations: /wiedza/historie/."""

    personal_data = {}

    subpage_types = ["knowledge.StoryPage"]
    page_description = _("The list of stories of organisations.")

    class Meta:
        verbose_name = _("list of stories of organisations")


class CollectionIndexPage(_Shelf):
    """The list of collections: /wiedza/kolekcje/."""

    personal_data = {}

    subpage_types = ["knowledge.CollectionPage"]
    page_description = _("The list of collections.")

    class Meta:
        verbose_name = _("list of collections")


class EventReportIndexPage(_Shelf):
    """The list of reports of events: /wiedza/relacje/."""

    personal_data = {}

    subpage_types = ["knowledge.EventReportPage"]
    page_description = _("The list of reports of events.")

    class Meta:
        verbose_name = _("list of reports of events")
