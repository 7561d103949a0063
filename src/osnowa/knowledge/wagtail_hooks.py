"""Wagtail's admin, cut to the news: pages and documents.

What has consequences elsewhere is not in its menus (and its addresses are closed in project.urls).
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from osnowa.knowledge.models import NewsIndexPage

PANELS = {"SiteSummaryPanel", "RecentEditsPanel", "LockedPagesPanel"}
KEPT = {"explorer", "documents", "back-to-work"}


@hooks.register("register_admin_menu_item")
def back_to_work() -> MenuItem:
    return MenuItem(
        gettext_lazy("Back to work pages"),
        resolve_url(settings.LOGIN_REDIRECT_URL),
        name="back-to-work",
        icon_name="arrow-left",
        order=1,
    )


@hooks.register("construct_main_menu")
def only_the_news(_request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name in KEPT]


@hooks.register("construct_settings_menu")
def no_settings(_request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_homepage_panels")
def no_panels_of_other_rooms(_request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if type(panel).__name__ in PANELS]


def _keep_the_index(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The list itself stays: the addresses of all news hang on it."""
    if not isinstance(page.specific, NewsIndexPage):
        return None
    messages.error(request, _("The list of news itself stays: all news hang on it."))
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.pk]))


@hooks.register("before_delete_page")
def keep_from_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _keep_the_index(request, page)


@hooks.register("before_unpublish_page")
def keep_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _keep_the_index(request, page)


@hooks.register("before_move_page")
def keep_in_place(request: HttpRequest, page: Page, _destination: Page) -> HttpResponse | None:
    return _keep_the_index(request, page)
