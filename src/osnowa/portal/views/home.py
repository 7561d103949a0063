from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from osnowa.programme.models import Programme


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {})


def programme(request: HttpRequest, programme: str) -> HttpResponse:
    request.programme = get_object_or_404(Programme, slug=programme, is_public=True)  # type: ignore[attr-defined]
    return render(request, "portal/home.html", {})


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html", {})


def robots(_request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /praca/",
        "Disallow: /zgloszenie/",
        "Disallow: /konto/",
        "Disallow: /redakcja/",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
