"""What went out, for everybody to read."""

import hashlib

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from osnowa.lib import made_files
from osnowa.newsletter.documents import issue_paper
from osnowa.newsletter.models import MailingList
from osnowa.newsletter.queries.issues import public_issues, public_topics, topics_told_of
from osnowa.newsletter.queries.pictures import shown_pictures
from osnowa.newsletter.queries.web import web_of

LAYOUT = 1  # one more whenever the paper looks different: readers' copies are old then
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
def issue_pdf(request: HttpRequest, issue: int) -> HttpResponse:
    """Made once from the frozen copy; "not modified" for who has it."""
    found = get_object_or_404(public_issues(), pk=issue)
    whose = found.programme
    said = (
        LAYOUT,
        settings.BASE_URL,
        found.pk,
        found.title,
        str(web_of(found)),
        found.queued_at,
        get_language(),
    )
    note = (whose.title, whose.operator_id, whose.funding_note) if whose else ()
    stamp = hashlib.sha256(repr((said, note)).encode()).hexdigest()[:32]
    answer = get_conditional_response(request, etag=f'"{stamp}"')
    if answer is None:
        try:
            content = made_files.kept_or_made(request, f"issue-{stamp}", lambda: issue_paper(found))
        except (made_files.TooMany, made_files.Busy) as error:
            return made_files.refusal(request, error)
        answer = HttpResponse(content, content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'inline; filename="newsletter-{found.pk}.pdf"'
    answer.headers["ETag"] = f'"{stamp}"'
    answer.headers["Cache-Control"] = "public, max-age=600"
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer
