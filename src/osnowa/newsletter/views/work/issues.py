"""The team's issues: the list, one issue with all that can be done to it, its words."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.newsletter.actions import composing
from osnowa.newsletter.forms.issue import IssueForm
from osnowa.newsletter.models import Issue
from osnowa.newsletter.permissions import READERS, WRITERS, may_write
from osnowa.newsletter.queries.checks import BAD, findings_of
from osnowa.newsletter.queries.groups import readers_count
from osnowa.newsletter.queries.issues import issues_of, items_of
from osnowa.newsletter.queries.ledger import faults_of, progress_of
from osnowa.newsletter.queries.pictures import shown_pictures
from osnowa.newsletter.queries.readers import addressees_of
from osnowa.newsletter.rules.words import as_html
from osnowa.newsletter.views.reach import by_button, by_form, issue_of
from osnowa.programme.models import Programme
from osnowa.programme.permissions import for_team

PAGE = 20
FIELDS = ("title", "preheader", "opening", "closing", "language", "is_public")


@require_safe
@for_team(*READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    context = {
        "programme": programme,
        "page": Paginator(issues_of(programme), PAGE).get_page(request.GET.get("page")),
        "readers": addressees_of(Issue(programme=programme)).count(),
        "may_write": may_write(request.user, programme),
    }
    return render(request, "newsletter/work/issues.html", context)


@require_safe
@for_team(*READERS)
def page(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    """A draft with its items, checks and next steps; a sent one with the ledger's figures."""
    found = issue_of(programme, issue)
    items = items_of(found)
    context = {
        "programme": programme,
        "issue": found,
        "items": items,
        "may_write": may_write(request.user, programme),
    }
    if found.is_frozen:
        context |= {
            "progress": progress_of(found),
            # Addresses of readers are not for evaluators
            "faults": list(faults_of(found)) if context["may_write"] else [],
        }
        return render(request, "newsletter/work/progress.html", context)
    findings = findings_of(found, items)
    context |= {
        "picture": shown_pictures([found]).get(found.pk),
        "opening": mark_safe(as_html(found.opening)),  # noqa: S308  escaped there
        "closing": mark_safe(as_html(found.closing)),  # noqa: S308  escaped there
        "findings": findings,
        "is_faulty": any(finding.state == BAD for finding in findings),
        "readers": readers_count(found),
    }
    return render(request, "newsletter/work/issue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = IssueForm(request.POST or None, initial={"language": get_language(), "is_public": True})
    made: list[Issue] = []
    if by_form(
        request,
        form,
        lambda data: made.append(composing.begin_issue(programme, by=request.user, **data)),
        _("The draft is there. Now choose what it tells about."),
    ):
        return redirect("newsletter:issue_pick", programme.slug, made[0].pk)
    return render(request, "newsletter/work/words.html", {"programme": programme, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def words(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    if not found.is_draft:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    initial = {name: getattr(found, name) for name in FIELDS}
    form = IssueForm(request.POST if request.method == "POST" else None, initial=initial)
    if by_form(
        request,
        form,
        lambda data: composing.change_words(found, by=request.user, **data),
        _("The words are saved."),
    ):
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    return render(
        request, "newsletter/work/words.html", {"programme": programme, "issue": found, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*WRITERS)
def delete(request: HttpRequest, programme: Programme, issue: int) -> HttpResponse:
    found = issue_of(programme, issue)
    if request.method == "POST" and by_button(
        request, lambda: composing.delete_issue(found, by=request.user), _("The draft is deleted.")
    ):
        return redirect("newsletter:work", programme.slug)
    if not found.is_draft:
        return redirect("newsletter:work_issue", programme.slug, found.pk)
    return render(request, "newsletter/work/delete.html", {"programme": programme, "issue": found})
