"""An account's own pages, and the few of allauth's that need a turn of ours."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows as recovery_codes_flows
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.portal import actions, queries
from osnowa.portal.forms import AccountForm
from osnowa.portal.queries.service import own_service_papers

A_YEAR = 60 * 60 * 24 * 365


def next_of(request: HttpRequest) -> str:
    """Where the reader wanted to go: a path of ours, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return (
        wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else ""
    )


def with_next(url: str, wanted: str) -> str:
    return f"{url}?{urlencode({'next': wanted})}" if wanted else url


def closed(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """A name that allauth needs, for a page that we do not have."""
    raise Http404


@require_http_methods(["GET", "HEAD"])
def login(request: HttpRequest) -> HttpResponse:
    """Where allauth sends whoever must sign in: there is one way in."""
    return HttpResponseRedirect(with_next(reverse("account_request_login_code"), next_of(request)))


@require_POST
def start_again(request: HttpRequest) -> HttpResponse:
    """The address was mistyped, or no mail came: forget the code that was asked for."""
    if not request.user.is_authenticated:
        clear_login(request)
    return HttpResponseRedirect(with_next(reverse("account_request_login_code"), next_of(request)))


def remember_language(request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
    """The pages of this browser are in the chosen language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=request.is_secure(),
    )
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    own = request.user
    form = AccountForm(request.POST or None, instance=own, leads=queries.leads_anything(own))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changed = actions.change_own_account(
            own, name=given["name"], about=given.get("about", own.about), language=given["language"], by=own
        )
        messages.success(request, _("Saved."))
        return remember_language(request, redirect("portal:account"), changed.language)
    return render(
        request,
        "portal/account.html",
        {
            "form": form,
            "roles": queries.roles_of_account(own),
            "papers": own_service_papers(own),
            "device": _device(request),
            "second_factor_needed": queries.needs_second_factor(own),
            "may_edit_news": own.has_perm("wagtailadmin.access_admin"),
        },
    )


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """Every other session of this account ends; this one goes on."""
    account = actions.sign_out_elsewhere(request.user, by=request.user)
    update_session_auth_hash(request, account)
    messages.success(request, _("You are signed out on all other devices."))
    return redirect("portal:account")


@login_required
def second_factor_index(_request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:account"))


def _device(request: HttpRequest) -> Authenticator | None:
    return Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).first()


@login_required
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Says why a second factor is needed and leads to it: set-up, or its code where it is set up."""
    wanted = next_of(request)
    is_set_up = _device(request) is not None
    step = "mfa_reauthenticate" if is_set_up else "mfa_activate_totp"
    return render(
        request,
        "portal/second_factor.html",
        {"is_set_up": is_set_up, "step_url": with_next(reverse(step), wanted)},
    )


class ActivateTotp(ActivateTOTPView):
    """Whoever has just typed a right code has passed the second factor: this session need not ask again."""

    def get_success_url(self) -> str:
        return with_next(reverse("mfa_view_recovery_codes"), next_of(self.request))

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        device = _device(self.request)
        if device is not None:
            record_authentication(
                self.request, self.request.user, "mfa", id=device.pk, type=device.type, reauthenticated=True
            )
        return response


class DeactivateTotp(DeactivateTOTPView):
    """With the phone goes the proof that it gave to this session."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        records = self.request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
        self.request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            record for record in records if record.get("method") != "mfa"
        ]
        return response


activate_totp = login_required(never_cache(ActivateTotp.as_view()))
deactivate_totp = login_required(never_cache(DeactivateTotp.as_view()))


@login_required
@never_cache
@reauthentication_required(app="allauth.mfa")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows the codes that are left; POST makes new ones. (allauth's own page marks codes as seen on GET.)"""
    if _device(request) is None:
        raise Http404
    if request.method == "POST":
        recovery_codes_flows.generate_recovery_codes(request)
        messages.success(request, _("Here are your new codes. The old ones no longer work."))
        return redirect(with_next(reverse("mfa_view_recovery_codes"), next_of(request)))
    left = _codes_left(request)
    return render(
        request,
        "portal/recovery_codes.html",
        {"codes": left, "next": next_of(request) or reverse("portal:my")},
    )


@login_required
@never_cache
@reauthentication_required(app="allauth.mfa")
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    lines = [
        _("Recovery codes for Osnowa (%(account)s):") % {"account": request.user.email},
        "",
        *_codes_left(request),
        "",
    ]
    return HttpResponse(
        "\r\n".join(lines),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="osnowa-kody-zapasowe.txt"'},
    )


def _codes_left(request: HttpRequest) -> list[str]:
    kept = Authenticator.objects.filter(
        user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return kept.wrap().get_unused_codes() if kept else []
