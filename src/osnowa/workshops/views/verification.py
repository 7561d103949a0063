"""Anybody checks a certificate by its code: valid, revoked, or unknown. Nothing here needs a session."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.lib import clock
from osnowa.programme.queries import service_paper_by_code
from osnowa.workshops.forms.certificates import CodeForm
from osnowa.workshops.queries.certificates import certificate_by_code
from osnowa.workshops.rules.certificates import read_code

TOO_MANY = 429


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Type the code. It goes by GET: a check changes nothing, and its address can be kept."""
    form = CodeForm(request.GET if "kod" in request.GET else None)
    if form.is_valid():
        return redirect("workshops:verify", form.cleaned_data["kod"])
    return _hidden(render(request, "workshops/verify_start.html", {"form": form}))


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    read = read_code(code)
    if read and read != code:
        return redirect("workshops:verify", read)
    address = request.META.get("REMOTE_ADDR", "")
    if _misses(address) >= settings.UNKNOWN_CODES_PER_MINUTE_PER_ADDRESS:
        form = CodeForm()
        said = _("Many codes that do not exist have come from your network. Wait a minute and try again.")
        return _hidden(
            render(request, "workshops/verify_start.html", {"form": form, "refusal": said}, status=TOO_MANY)
        )
    certificate = certificate_by_code(read) if read else None
    if certificate is None and read and (paper := service_paper_by_code(read)) is not None:
        request.programme = paper.programme  # type: ignore[attr-defined]  # read by project.navigation
        context = {"paper": paper, "facts": paper.facts, "programme": paper.programme}
        return _hidden(render(request, "workshops/verify_service.html", context))
    if certificate is None:
        _count_miss(address)
        form = CodeForm(initial={"kod": code[:60]})
        context = {"form": form, "code": code[:60], "certificate": None}
        return _hidden(render(request, "workshops/verify.html", context, status=404))
    request.programme = certificate.programme  # type: ignore[attr-defined]  # read by project.navigation
    context = {"certificate": certificate, "facts": certificate.facts, "programme": certificate.programme}
    return _hidden(render(request, "workshops/verify.html", context))


def _hidden(response: HttpResponse) -> HttpResponse:
    """Names of people stand here: not for search engines, nor for caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _key(address: str) -> str:
    return f"workshops.unknown-codes.{address}.{int(clock.now().timestamp() // 60)}"


def _misses(address: str) -> int:
    return cache.get(_key(address), 0)


def _count_miss(address: str) -> None:
    """Only codes that do not exist are counted: checking real papers all day is what the page is for."""
    if not cache.add(_key(address), 1, timeout=120):
        try:
            cache.incr(_key(address))
        except ValueError:  # it ran out between the two lines
            cache.set(_key(address), 1, timeout=120)
