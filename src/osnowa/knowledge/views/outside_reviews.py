"""Reviewers from outside: the page on which editors ask them, and their own page behind a link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.knowledge import queries
from osnowa.knowledge.actions import outside_reviews as actions
from osnowa.knowledge.forms import ApproveForm, CommentForm, InviteForm, SendBackOutsideForm
from osnowa.knowledge.models import BY_KIND, OutsideReview
from osnowa.knowledge.permissions import for_editors
from osnowa.knowledge.queries.outside_reviews import is_link, places_in, review_behind, reviews_of
from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.lib.fields import RefusingForm
from osnowa.programme.queries import public_programmes

SEE_OTHER = 303
Standing = OutsideReview.Standing
Deed = Callable[[OutsideReview, RefusingForm, Any], Any]


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who was asked about a text, what they said, and the form that asks somebody else."""
    page = queries.text_named(page_id)
    if page is None:
        raise Http404
    waiting = queries.waiting_submission(page)
    form = InviteForm(request.POST if request.method == "POST" else None, initial={"language": page.language})
    if request.method == "POST":
        if waiting is None:
            messages.error(request, _("Nobody can be asked about a text that does not wait for approval."))
            return redirect("knowledge:text", page.pk)
        if form.is_valid():
            try:
                asked = actions.invite_reviewer(waiting, **form.cleaned_data, by=request.user)
            except RuleBroken as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("The link is on its way to %(email)s.") % {"email": asked.email})
                return redirect("knowledge:outside_reviews", page.pk)
    context = {
        "page": page,
        "waiting": waiting,
        "changed_since": waiting is not None and waiting.revision_id != page.latest_revision_id,
        "reviews": list(reviews_of(page)),
        "form": form,
    }
    return render(request, "knowledge/outside_reviews.html", context)


def _deed_of_editor(
    request: HttpRequest, review_id: int, deed: Callable[..., Any], said: str
) -> HttpResponse:
    found = get_object_or_404(OutsideReview.objects.select_related("submission"), pk=review_id)
    try:
        deed(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said)
    return redirect("knowledge:outside_reviews", found.submission.page_id)


@for_editors
@require_POST
def again(request: HttpRequest, review_id: int) -> HttpResponse:
    said = _("A new link is on its way. The old one opens nothing any more.")
    return _deed_of_editor(request, review_id, actions.write_reviewer_again, said)


@for_editors
@require_POST
def withdraw(request: HttpRequest, review_id: int) -> HttpResponse:
    said = _("The link is withdrawn: it opens nothing any more.")
    return _deed_of_editor(request, review_id, actions.withdraw_reviewer, said)


@for_editors
@require_POST
def forget(request: HttpRequest, review_id: int) -> HttpResponse:
    said = _("The name and the address are deleted. The decision and the comments stay.")
    return _deed_of_editor(request, review_id, actions.forget_reviewer, said)


def _by_link(view: Callable[[HttpRequest, OutsideReview | None, str], HttpResponse]) -> Any:
    """Open a page to whoever holds a link of ours; anybody else gets 404. In the reader's language unless chosen."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        if not is_link(token):
            raise Http404
        review = review_behind(token)
        if review is not None and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(review.language)
        response = view(request, review, token)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def review(request: HttpRequest, review: OutsideReview | None, token: str) -> HttpResponse:
    """The reviewer's page: the text as readers would see it, comments, the decision. Opening it changes nothing.

    Posted: `deed` = comment, approve, send_back or decline.
    """
    if review is None or review.standing != Standing.WAITING or review.submission.revision is None:
        return _ended(request, review)
    page = review.submission.revision.as_object()
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    signed = {"name": review.name, "seen": review.submission.revision_id}
    forms: dict[str, RefusingForm] = {
        "comment": CommentForm(request.POST if deed == "comment" else None, places=places_in(page)),
        "approve": ApproveForm(
            request.POST if deed == "approve" else None, initial=signed, auto_id="approve_%s"
        ),
        "send_back": SendBackOutsideForm(
            request.POST if deed == "send_back" else None, initial=signed, auto_id="back_%s"
        ),
    }
    if deed == "decline" or (deed in forms and forms[deed].is_valid()):
        form = forms.get(deed)
        try:
            said = _do(deed, review, form, request)
        except RuleBroken as refusal:
            if refusal.code in Standing.values:  # ended meanwhile: its page says so
                return _to(token)
            if form is None or refusal.field not in form.fields:
                messages.error(request, str(refusal.message))
                if refusal.code == "unseen":
                    return _to(token)
            else:
                form.refuse(refusal)
        else:
            if said:
                messages.success(request, said)
            return _to(token, "#uwagi" if deed == "comment" else "")
    return _page_of(request, review, page, forms, posted=deed)


def _to(token: str, place: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("knowledge:outside_review", args=[token]) + place, status=SEE_OTHER)


def _do(deed: str, review: OutsideReview, form: RefusingForm | None, request: HttpRequest) -> str:
    """What was asked for; says what to tell the reviewer. Raises RuleBroken."""
    by = request.user if request.user.is_authenticated else audit.PARTICIPANT
    if form is None:
        actions.decline_review(review)
        return ""
    said = form.cleaned_data
    if deed == "comment":
        actions.comment_from_outside(review, said["words"], place=said.get("place", ""))
        return _("Your comment is kept, and %(name)s hears of it.") % {"name": review.invited_by.name}
    if deed == "approve":
        actions.approve_from_outside(
            review, name=said["name"], is_named=said["is_named"], seen=said["seen"], by=by
        )
    else:
        actions.send_back_from_outside(review, said["comment"], name=said["name"], seen=said["seen"], by=by)
    return ""


def _page_of(
    request: HttpRequest, review: OutsideReview, page: Any, forms: dict[str, RefusingForm], *, posted: str
) -> HttpResponse:
    submission = review.submission
    page.in_review = True  # no way to the shelves, on which it does not stand yet
    request.is_preview = True  # type: ignore[attr-defined]  # the text is drawn anew, and nothing of it is kept
    shelf = BY_KIND[type(page)]
    context = {
        "review": review,
        "page": page,
        "is_tool": shelf.is_tool,
        "changed_since": submission.revision_id != submission.page.latest_revision_id,
        "newer_than_invitation": review.digest != submission.digest,
        "is_mine": request.user.is_authenticated
        and request.user.pk in queries.contributors(page, submission),
        "comments": list(review.comments.select_related("review__submission")),
        "forms": forms,
        "failed": forms[posted] if posted in forms and forms[posted].errors else None,
        "operators": _operators(review),
    }
    return render(request, "knowledge/outside_review.html", context)


def _operators(review: OutsideReview) -> str:
    """Who answers for the reviewer's data: of the text's programme, or of all that are public."""
    if review.programme is not None:
        return review.programme.operator.name
    return ", ".join(sorted({one.operator.name for one in public_programmes()}))


def _ended(request: HttpRequest, review: OutsideReview | None) -> HttpResponse:
    """What became of it and what to do now. A form that was sent once more comes here as well."""
    page = review.submission.page if review is not None else None
    context = {
        "review": review,
        "standing": review.standing.value if review is not None else "replaced",
        "title": review.submission.title if review is not None else "",
        "read_at": page.specific.read_at if page is not None and page.live else "",
        "comments": list(review.comments.select_related("review__submission")) if review is not None else [],
    }
    return render(request, "knowledge/outside_review_ended.html", context)
