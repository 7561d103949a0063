"""Who may do what in a programme. Rights are asked afresh at every request, so a role taken away is gone at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from osnowa.people.permissions import second_factor_done
from osnowa.programme.models import Programme, Role, TeamMember

View = Callable[..., HttpResponse]
EVERY_ROLE = tuple(Role)
# Django's own permission, given to the first coordinator of an installation and spent by the first programme.
SET_UP = "programme.add_programme"


def roles_by_programme(user: Any) -> dict[int, set[str]]:
    """Id of a programme -> the account's living roles on its team. Asked once per request, however many ask."""
    if not user.is_authenticated or not user.is_active:
        return {}
    if not hasattr(user, "_roles_by_programme"):
        rows = TeamMember.objects.living().filter(account_id=user.pk).values_list("programme_id", "role")
        by_programme: dict[int, set[str]] = {}
        for programme_id, role in rows:
            by_programme.setdefault(programme_id, set()).add(role)
        user._roles_by_programme = by_programme  # noqa: SLF001  kept on the request's own user object
    return user._roles_by_programme  # type: ignore[no-any-return]  # noqa: SLF001


def roles_of(user: Any, programme: Programme) -> frozenset[str]:
    """The living roles of an account in one programme (one query per request)."""
    return frozenset(roles_by_programme(user).get(programme.pk, ()))


def programmes_count(user: Any) -> int:
    """On how many teams the account is now; costs no query where `roles_of` was asked before."""
    return len(roles_by_programme(user))


def has_role(user: Any, programme: Programme, *roles: str) -> bool:
    return not roles_of(user, programme).isdisjoint(roles)


def is_coordinator(user: Any, programme: Programme) -> bool:
    return has_role(user, programme, Role.COORDINATOR)


def for_team(*roles: str) -> Callable[[View], View]:
    """Open a page to these roles of the programme named by the URL's `programme` slug.

    The view gets the Programme instead of the slug, and `request.programme` is set for masthead and mails.
    Strangers are sent to sign in; people without the role get 404, so that nothing about the programme is told.
    Evaluators only read. Coordinators pass a second factor first.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, programme: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = get_object_or_404(Programme.objects.select_related("operator", "funder"), slug=programme)
            mine = roles_of(request.user, found).intersection(roles)
            if not mine or (mine == {Role.EVALUATOR} and request.method not in ("GET", "HEAD")):
                raise Http404
            if Role.COORDINATOR in mine and not second_factor_done(request):
                return HttpResponseRedirect(
                    f"{reverse('portal:second_factor')}?{urlencode({'next': request.get_full_path()})}"
                )
            request.programme = found  # type: ignore[attr-defined]  # read by project.navigation
            response = view(request, found, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "no-store, private")
            return response

        return guarded

    return decorate


def may_create_programme(user: Any) -> bool:
    """Any coordinator may; before there is one, whom the operator of the machine invited (`osnowa init`)."""
    if not user.is_authenticated or not user.is_active:
        return False
    return (
        bool(user.is_superuser)
        or TeamMember.objects.living().filter(account_id=user.pk, role=Role.COORDINATOR).exists()
        or user.has_perm(SET_UP)
    )


def for_creators(view: View) -> View:
    """Open a page to those who may create a programme; others get 404, strangers are sent to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_create_programme(request.user):
            raise Http404
        if not second_factor_done(request):
            return HttpResponseRedirect(
                f"{reverse('portal:second_factor')}?{urlencode({'next': request.get_full_path()})}"
            )
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return guarded
