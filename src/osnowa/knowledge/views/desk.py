"""The desk of editors: what waits for a second person, and the page on which they decide."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.knowledge import actions, queries
from osnowa.knowledge.exchange.library import library_titles
from osnowa.knowledge.forms import OwnerForm, SendBackForm
from osnowa.knowledge.models import BY_KIND, CollectionPage, Submission
from osnowa.knowledge.permissions import for_editors
from osnowa.knowledge.queries import reading
from osnowa.knowledge.queries.reads import lately_and_in_a_year as reads_of
from osnowa.knowledge.queries.useful import opinions_of
from osnowa.knowledge.rules import ASK_AHEAD
from osnowa.lib import clock, search
from osnowa.lib.errors import RuleBroken

MISSED_SHOWN = 12


@for_editors
@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "knowledge/texts.html",
        {
            "desk": queries.desk_of(request.user),
            "ways": queries.ways_to_write(),
            "library": [] if queries.library_is_loaded() else library_titles(),
            "due": reading.due_texts(clock.today() + ASK_AHEAD),
            "missed": search.missed(MISSED_SHOWN),
        },
    )


@for_editors
@require_safe
def text(request: HttpRequest, page_id: int) -> HttpResponse:
    return _show(request, _text(page_id), SendBackForm())


def _text(page_id: int) -> Any:
    found = queries.text_named(page_id)
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest, page: Any, form: SendBackForm, owner_form: OwnerForm | None = None
) -> HttpResponse:
    """The text as it would go live, what happened to it, and what this person may do."""
    revision = queries.latest_revision(page)
    waiting = queries.waiting_submission(page)
    mine = waiting is not None and request.user.pk in queries.contributors(page, waiting)
    shelf, written = BY_KIND[type(page)], revision.as_object() if revision else page
    lately, year = reads_of(page.pk)
    context = {
        "lately": lately,
        "year_reads": year,
        "opinions": opinions_of(page.pk),
        "text": written,
        "page": page,
        "shelf": shelf,
        "facts": f"knowledge/kinds/{shelf.model_name}.html",
        "is_tool": shelf.is_tool,
        "picked": reading.picked_in(written) if isinstance(written, CollectionPage) else [],
        "is_due": page.live and page.due_on is not None and page.due_on < clock.today() + ASK_AHEAD,
        "newer": reading.newer_original(page),
        "waiting": waiting,
        "mine": mine,
        "changed_since": waiting is not None and waiting.revision_id != page.latest_revision_id,
        "is_current": page.live and not page.has_unpublished_changes,
        "history": list(queries.submissions_of(page)),
        "form": form,
        "owner_form": owner_form or OwnerForm(initial={"owner": page.owner_id}),
    }
    return render(request, "knowledge/text.html", context)


@for_editors
@require_POST
def submit(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _text(page_id)
    try:
        actions.submit_text(page, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Another editor approves it; we told them by e-mail."))
    return redirect("knowledge:text", page.pk)


def _seen(request: HttpRequest, page: Any) -> Submission | None:
    """The submission that was on the reader's page: a newer one is not decided on unseen."""
    number = request.POST.get("submission", "")
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004  what a database's whole number holds
        return None
    return queries.submissions_of(page).filter(pk=number).first()


@for_editors
@require_POST
def approve(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _text(page_id)
    submission = _seen(request, page)
    if submission is None or request.POST.get("revision") != str(submission.revision_id):
        messages.error(request, _("Look at the text as it is now, then decide."))
        return redirect("knowledge:text", page.pk)
    try:
        actions.approve_text(submission, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("It is published."))
    return redirect("knowledge:text", page.pk)


@for_editors
@require_POST
def send_back(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _text(page_id)
    submission = _seen(request, page)
    form = SendBackForm(request.POST)
    if submission is None:
        messages.error(request, _("Look at the text as it is now, then decide."))
        return redirect("knowledge:text", page.pk)
    if form.is_valid():
        try:
            actions.send_text_back(submission, form.cleaned_data["comment"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Sent back. The author gets your comment by e-mail."))
            return redirect("knowledge:text", page.pk)
    return _show(request, page, form)


@for_editors
@require_POST
def hand_over(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _text(page_id)
    form = OwnerForm(request.POST)
    if form.is_valid():
        try:
            actions.hand_over_text(page, form.cleaned_data["owner"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down who looks after this text."))
            return redirect("knowledge:text", page.pk)
    return _show(request, page, SendBackForm(), form)


@for_editors
@require_POST
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    page = _text(page_id)
    try:
        actions.confirm_text(page, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Thank you. Readers see that it was checked today."))
    return redirect("knowledge:text", page.pk)
