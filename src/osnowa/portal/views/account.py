"""An account's own pages, and the few of allauth's that need a turn of ours."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_of(request: HttpRequest) -> str:
    """Where the reader wanted to go: a path of ours, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else ""


def with_next(url: str, wanted: str) -> str:
    return f"{url}?{urlencode({'next': wanted})}" if wanted else url


def closed(request: HttpRequest) -> HttpResponse:
    """A name that allauth needs, for a page that we do not have."""
    raise Http404


def login(request: HttpRequest) -> HttpResponse:
    """allauth sends here whoever must sign in: there is one way in."""
    return HttpResponseRedirect(with_next(reverse("account_request_login_code"), next_of(request)))


@login_required
def account(request: HttpRequest) -> HttpResponse:
    request.place = "back"  # type: ignore[attr-defined]
    return render(request, "portal/account.html", {})


@login_required
def second_factor_index(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:account"))


@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Says why a second factor is needed and leads to it: set-up, or its code where it is set up."""
    request.place = "back"  # type: ignore[attr-defined]
    wanted = next_of(request)
    is_set_up = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists()
    step = "mfa_reauthenticate" if is_set_up else "mfa_activate_totp"
    return render(
        request,
        "portal/second_factor.html",
        {"is_set_up": is_set_up, "step_url": with_next(reverse(step), wanted)},
    )


class ActivateTotp(ActivateTOTPView):
    """Whoever has just typed a right code has passed the second factor: this session need not ask again."""

    def get_success_url(self) -> str:
        return with_next(super().get_success_url(), next_of(self.request))

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        device = Authenticator.objects.get(user_id=self.request.user.pk, type=Authenticator.Type.TOTP)
        record_authentication(
            self.request, self.request.user, "mfa", id=device.pk, type=device.type, reauthenticated=True
        )
        return response


activate_totp = ActivateTotp.as_view()
deactivate_totp = DeactivateTOTPView.as_view()
