"""Anybody checks a certificate by its code: valid, revoked, or unknown. Nothing here needs a session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.programme.queries import service_paper_by_code
from osnowa.workshops.forms.certificates import CodeForm
from osnowa.workshops.queries.certificates import certificate_by_code
from osnowa.workshops.rules.certificates import read_code
from osnowa.workshops.views.misses import TOO_MANY, Misses

# Checking real papers all day is what the page is for
UNKNOWN = Misses("unknown-codes")


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
    if UNKNOWN.are_too_many(request):
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
        UNKNOWN.count(request)
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
