"""Wagtail's admin, cut to the shelves of knowledge: pages and documents.

What has consequences elsewhere is not in its menus (and its addresses are closed in project.urls).
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from osnowa.knowledge import models
from osnowa.knowledge.actions import note_use, submit_text
from osnowa.knowledge.models import (
    KnowledgeIndexPage,
    NewsIndexPage,
    NewsPage,
    OutsideReview,
    ReadCount,
    ReviewedPage,
)
from osnowa.knowledge.permissions import counts_as_reader
from osnowa.knowledge.queries import waiting_submission
from osnowa.knowledge.queries.outside_reviews import reviews_of
from osnowa.knowledge.rules.reads import MARK
from osnowa.lib.errors import RuleBroken

TEXT_SHELVES: tuple[type[Page], ...] = tuple(shelf.index for shelf in models.SHELVES)
SHELVES: tuple[type[Page], ...] = (KnowledgeIndexPage, NewsIndexPage, *TEXT_SHELVES)
SUBMIT = "action-give-for-approval"
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


@hooks.register("construct_homepage_summary_items", order=100)  # after Wagtail's own
def only_pages_are_counted(_request: HttpRequest, items: list[Any]) -> None:
    """What is counted beside them has no Polish words in Wagtail."""
    items[:] = [item for item in items if type(item).__name__ == "PagesSummaryItem"]


def _keep_the_index(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A list itself stays: the addresses of everything in it hang on it."""
    if not isinstance(page.specific, SHELVES):
        return None
    messages.error(request, _("The list itself stays: the addresses of everything in it hang on it."))
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


class GiveForApproval(ActionMenuItem):
    """In place of "Publish": saves, and gives the text to the other editors."""

    label = gettext_lazy("Save and give for approval")
    name = SUBMIT
    icon_name = "check"
    order = 5

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        shelf = context.get("parent_page")
        shown = (page is not None and issubclass(page.specific_class or Page, ReviewedPage)) or (
            shelf is not None and isinstance(shelf.specific, TEXT_SHELVES)
        )
        return shown and super().is_shown(context)


@hooks.register("register_page_action_menu_item")
def give_for_approval() -> ActionMenuItem:
    return GiveForApproval()


def _submit_if_asked(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not isinstance(page, ReviewedPage) or SUBMIT not in request.POST:
        return None
    try:
        submit_text(page, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        list(messages.get_messages(request))  # Wagtail's own "saved" is marked up for its pages, not for ours
        messages.success(request, _("Saved. Another editor approves it; we told them by e-mail."))
    return HttpResponseRedirect(reverse("knowledge:text", args=[page.pk]))


@hooks.register("after_create_page")
def submit_after_creating(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _submit_if_asked(request, page)


@hooks.register("after_edit_page")
def submit_after_changing(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _submit_if_asked(request, page)


@hooks.register("before_edit_page")
def say_where_it_stands(request: HttpRequest, page: Page) -> None:
    """The words of the desk, above the editor's form: a text that waits is changed with that in mind."""
    if request.method != "GET" or not isinstance(page, ReviewedPage):
        return
    waiting = waiting_submission(page)
    if waiting is None:
        return
    asked = [one.who for one in reviews_of(page) if one.standing == OutsideReview.Standing.WAITING]
    said = [_("This text waits for approval. Who changes it submits it again.")]
    if asked:
        said.append(_("Asked from outside: %(names)s.") % {"names": ", ".join(asked)})
    messages.info(request, " ".join(said))


@hooks.register("before_serve_page")
def count_reader_of_news(page: Page, request: HttpRequest, *_args: Any) -> None:
    """Texts of ours have views of their own; news is served by Wagtail."""
    if isinstance(page.specific, NewsPage) and counts_as_reader(request):
        _note(request, str(page.pk), ReadCount.Kind.READ, page.pk)


@hooks.register("before_serve_document")
def count_download(document: Any, request: HttpRequest) -> None:
    """A file in a text counts for the text whose page led to it."""
    if counts_as_reader(request):
        _note(request, f"document {document.pk}", ReadCount.Kind.DOWNLOAD)


def _note(request: HttpRequest, what: str, kind: str, page_id: int | None = None) -> None:
    note_use(
        what,
        kind,
        request.headers,
        host=split_domain_port(request.get_host())[0],
        address=request.META.get("REMOTE_ADDR", ""),
        mark=request.GET.get(MARK, ""),
        page_id=page_id,
    )


@hooks.register("before_copy_page")
def keep_from_copying(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy would be a second text of the same author and date: what is written once is linked to."""
    if not isinstance(page.specific, (ReviewedPage, *SHELVES)):
        return None
    messages.error(request, _("Texts and lists are not copied: link to them."))
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


# What Wagtail's editor says and its own Polish does not have yet: collected here, put into Polish in locale/pl
WORDS = (
    gettext_noop("The page could not be created due to validation errors."),
    gettext_noop("The page could not be saved due to validation errors."),
    gettext_noop("The page could not be saved as it is locked."),
    gettext_noop("Go to the first error"),
    gettext_noop("Autosave is paused"),
    gettext_noop("Toggle checks"),
    gettext_noop("This data explained"),
    gettext_noop("The slug '%(page_slug)s' is already in use within the parent page."),
)
