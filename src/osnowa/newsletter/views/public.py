"""What went out, for everybody to read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from osnowa.newsletter.documents import issue_paper
from osnowa.newsletter.queries.issues import public_issues
from osnowa.newsletter.queries.web import web_of

PAGE = 20


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    page = Paginator(public_issues(), PAGE).get_page(request.GET.get("page"))
    return render(request, "newsletter/public/archive.html", {"page": page})


@require_safe
def issue(request: HttpRequest, issue: int) -> HttpResponse:
    """The words that readers got, from the frozen copy."""
    found = get_object_or_404(public_issues(), pk=issue)
    return render(request, "newsletter/public/issue.html", {"issue": found, "letter": web_of(found)})


@require_safe
def issue_pdf(request: HttpRequest, issue: int) -> HttpResponse:  # noqa: ARG001  what every view takes
    found = get_object_or_404(public_issues(), pk=issue)
    return HttpResponse(
        issue_paper(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="newsletter-{found.pk}.pdf"'},
    )
