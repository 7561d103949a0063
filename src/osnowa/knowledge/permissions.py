"""Who may write. A role of a programme gives the right; Wagtail hears of it request by request.

Wagtail knows page rights only as rows of groups. Keeping group rows in step with roles would need a push from
`programme` upwards, or a write on GET. So the rows are lent: made in memory and put where Wagtail keeps what it has
read (`permission_cache_name`), for one request; their negative keys meet no row. Nothing is stored, a role taken away
is gone at once. News may be published by whoever writes it; other texts by nobody through Wagtail: a second
person approves (actions.approve_text), and the pages themselves refuse every other door (models.reviewed).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as picture_policy
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import page_permission_policy

from osnowa.knowledge.models import SHELVES, NewsIndexPage
from osnowa.people.permissions import for_signed_in, may_manage_registry
from osnowa.programme.models import Role
from osnowa.programme.permissions import roles_by_programme

View = Callable[..., HttpResponse]

PAGE_RIGHTS: tuple[tuple[type[Page], tuple[str, ...]], ...] = (
    (NewsIndexPage, ("add_page", "change_page", "publish_page")),
    *((shelf.index, ("add_page", "change_page")) for shelf in SHELVES),
)
DOCUMENT_RIGHTS = ("add_document", "change_document", "delete_document", "choose_document")
PICTURE_RIGHTS = (
    "add_image",
    "choose_image",
)  # a picture is not changed: what was approved is what readers see


def may_edit(account: Any) -> bool:
    return bool(account.is_authenticated and account.has_perm("wagtailadmin.access_admin"))


def may_switch_links(account: Any) -> bool:
    """Whether links are asked is decided for the whole installation: by a coordinator, or who runs it."""
    return may_edit(account) and may_manage_registry(account)


def counts_as_reader(request: HttpRequest) -> bool:
    """Somebody opens a page to read it: whoever writes here looks at their own work. No question for who is nobody."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method == "GET" and not (known and may_edit(request.user))


def lend_editor_rights(account: Any) -> None:
    """Let the account write on the shelves, and keep documents and pictures, until the request ends."""
    if account.is_superuser:
        return
    kinds = ContentType.objects.get_for_models(*(kind for kind, _codenames in PAGE_RIGHTS))
    shelves = {page.content_type_id: page for page in Page.objects.filter(content_type__in=kinds.values())}
    pages = [
        (shelves[kinds[kind].pk], codename)
        for kind, codenames in PAGE_RIGHTS
        if kinds[kind].pk in shelves
        for codename in codenames
    ]
    setattr(
        account,
        page_permission_policy.permission_cache_name,
        [
            GroupPagePermission(page=page, permission=Permission(codename=codename))
            for page, codename in pages
        ],
    )
    collection = Collection.get_first_root_node()
    for policy, codenames in ((document_policy, DOCUMENT_RIGHTS), (picture_policy, PICTURE_RIGHTS)):
        kept = [] if collection is None else [(collection, codename) for codename in codenames]
        setattr(
            account,
            policy.permission_cache_name,
            [
                GroupCollectionPermission(
                    pk=-number, collection=where, permission=Permission(codename=codename)
                )
                for number, (where, codename) in enumerate(kept, start=1)
            ],
        )


def for_editors(view: View) -> View:
    """Open a page to whoever writes knowledge; strangers are sent to sign in, others get 404.

    The second factor of coordinators is asked before, for all pages of work (project.middleware).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_edit(request.user):
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return guarded


def is_mentor(account: Any) -> bool:
    """On the team of any programme now (one query per request)."""
    return any(Role.MENTOR in roles for roles in roles_by_programme(account).values())


def for_mentors(view: View) -> View:
    """Open a page to mentors of any programme; strangers are sent to sign in, others get 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_mentor(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return for_signed_in(guarded)
