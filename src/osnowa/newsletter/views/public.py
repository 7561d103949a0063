"""What went out, for everybody to read."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from osnowa.newsletter.documents import issue_paper
from osnowa.newsletter.models import MailingList
from osnowa.newsletter.queries.issues import public_issues, public_topics, topics_told_of
from osnowa.newsletter.queries.pictures import shown_pictures
from osnowa.newsletter.queries.web import web_of

PAGE = 20


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    return _archive(request, None)


@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Issues that went to the readers of one topic."""
    return _archive(request, get_object_or_404(public_topics(), slug=topic))


def _archive(request: HttpRequest, chosen: MailingList | None) -> HttpResponse:
    context = {
        "page": Paginator(public_issues(chosen), PAGE).get_page(request.GET.get("page")),
        "topic": chosen,
        "topics": topics_told_of(),
    }
    return render(request, "newsletter/public/archive.html", context)


@require_safe
def issue(request: HttpRequest, issue: int) -> HttpResponse:
    """The words that readers got, from the frozen copy."""
    found = get_object_or_404(public_issues(), pk=issue)
    topic = found.mailing_list if found.mailing_list is not None and found.mailing_list.is_public else None
    context = {
        "issue": found,
        "letter": web_of(found),
        "topic": topic,
        "address": settings.BASE_URL + reverse("newsletter:issue", args=[found.pk]),
        "picture": shown_pictures([found]).get(found.pk),
    }
    return render(request, "newsletter/public/issue.html", context)


@require_safe
def issue_pdf(request: HttpRequest, issue: int) -> HttpResponse:  # noqa: ARG001  what every view takes
    found = get_object_or_404(public_issues(), pk=issue)
    return HttpResponse(
        issue_paper(found),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="newsletter-{found.pk}.pdf"'},
    )
