"""Who may, as far as people alone can say. Rights by role come through `programme.backends`."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from osnowa.lib import text
from osnowa.people.models import Membership, Organisation

View = Callable[..., Any]

DEMONSTRATION_WAY_IN = "demonstration"


def may_view_registry(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm("people.view_registry"))


def may_manage_registry(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm("people.manage_registry"))


def may_view_person(user: Any) -> bool:
    return bool(user.is_authenticated and user.has_perm("people.view_person"))


def organisations_of(user: Any) -> frozenset[int]:
    """Ids of the organisations that this account may speak for: its person's confirmed memberships (one query)."""
    if not user.is_authenticated or not user.is_active or user.person_id is None:
        return frozenset()
    if not hasattr(user, "_organisations"):
        user._organisations = frozenset(  # noqa: SLF001  kept on the request's own user object
            Membership.objects.filter(
                person_id=user.person_id, confirmed_at__isnull=False, organisation__isnull=False
            ).values_list("organisation_id", flat=True)
        )
    return user._organisations  # type: ignore[no-any-return]  # noqa: SLF001


def remember_organisations(user: Any, organisations: Iterable[int]) -> None:
    """For a page that read whom the account speaks for together with more: `organisations_of` need not ask again."""
    user._organisations = frozenset(organisations)  # noqa: SLF001  kept on the request's own user object


def speaks_for(user: Any, organisation: Organisation) -> bool:
    """Is this account a confirmed member of the organisation?"""
    return organisation.pk in organisations_of(user)


def may_confirm_members(user: Any, organisation: Organisation) -> bool:
    """May this account say who else speaks for the organisation: as its member, or as its contact person?"""
    if not user.is_authenticated or not user.is_active:
        return False
    is_contact = bool(organisation.contact_email) and text.email_key(organisation.contact_email) == user.email
    return is_contact or speaks_for(user, organisation)


def second_factor_done(request: HttpRequest) -> bool:
    """Did this session pass a second factor? The demonstration's one-click doors count, and exist only there."""
    owner = request.session.get("account_authentication_methods_user")
    if owner not in (None, str(request.user.pk)):  # records of somebody who used this browser before
        return False
    methods = {record.get("method") for record in request.session.get("account_authentication_methods", [])}
    return "mfa" in methods or (settings.DEMONSTRATION and DEMONSTRATION_WAY_IN in methods)


def for_registry(*, manage: bool = False) -> Callable[[View], View]:
    """Open a page to those who may read the registry; `manage`, and everything that changes, to those who keep it.

    Strangers are sent to sign in; people without the right get 404. Those who keep the registry pass a second factor
    first, on every page of it. Templates read `may_manage` from the context that the view gives.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            manager = may_manage_registry(request.user)
            changes = manage or request.method not in ("GET", "HEAD")
            if not manager and (changes or not may_view_registry(request.user)):
                raise Http404
            if manager and not second_factor_done(request):
                back = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{reverse('portal:second_factor')}?{back}")
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response

        return guarded

    return decorate


def for_signed_in(view: View) -> View:
    """Open a page to everybody who is signed in; strangers are sent to sign in. The page stands on the work side."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        request.place = "back"  # type: ignore[attr-defined]  # read by project.navigation
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return guarded


def for_confirmers(view: View) -> View:
    """As `for_organisation`, for its contact person too: the pages on which members are confirmed."""

    @wraps(view)
    def guarded(request: HttpRequest, organisation: int, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Organisation.objects.filter(pk=organisation, merged_into=None).first()
        if found is None or not may_confirm_members(request.user, found):
            raise Http404
        return view(request, found, *args, **kwargs)

    return for_signed_in(guarded)


def for_organisation(view: View) -> View:
    """Open a page to the confirmed members of the organisation named by the URL's `organisation` (its id).

    The view gets the Organisation instead of the id. Others get 404, so that nothing about it is told.
    """

    @wraps(view)
    def guarded(request: HttpRequest, organisation: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if organisation not in organisations_of(request.user):
            raise Http404
        return view(request, Organisation.objects.get(pk=organisation), *args, **kwargs)

    return for_signed_in(guarded)
