"""The catalogue as editors keep it: what to check again, and candidates from others' lists."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.knowledge import actions, queries
from osnowa.knowledge.models import ToolCandidate, ToolPage
from osnowa.knowledge.permissions import for_editors
from osnowa.knowledge.registers.tool_lists import LISTS
from osnowa.knowledge.rules import freshness
from osnowa.knowledge.views.catalogue import typed_in
from osnowa.lib.errors import RuleBroken

PER_PAGE = 40


@for_editors
@require_safe
def to_check(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.tools_to_check(), PER_PAGE).get_page(request.GET.get("page"))
    for tool in page:
        tool.age = tool.freshness()
    context = {"page": page, "warns_after": freshness.WARNS_AFTER, "stale_after": freshness.STALE_AFTER}
    return render(request, "knowledge/tools_to_check.html", context)


@for_editors
@require_POST
def confirm(request: HttpRequest, page_id: int) -> HttpResponse:
    """One tap: still true. Back to where it was tapped: the text's own page, or the list."""
    tool = get_object_or_404(ToolPage, pk=page_id)
    try:
        actions.confirm_tool(tool, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Written down: %(tool)s was checked today.") % {"tool": tool.title})
    if request.POST.get("back") == "text":
        return redirect("knowledge:text", tool.pk)
    return redirect("knowledge:tools_to_check")


@for_editors
@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    typed = typed_in(request)
    source = request.GET.get("lista", "")
    state = request.GET.get("stan", "")
    source = source if source in LISTS else ""
    state = state if state in ToolCandidate.State.values else ""
    rows = queries.candidates(typed, source, state).defer("facts")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "typed": typed,
        "source": source,
        "state": state,
        "asked": bool(typed.strip() or source or state),
        "lists": [(one.key, one.name) for one in LISTS.values()],
        "states": ToolCandidate.State.choices,
    }
    return render(request, "knowledge/candidates.html", context)


def _candidate(candidate_id: int) -> ToolCandidate:
    return get_object_or_404(ToolCandidate.objects.select_related("page"), pk=candidate_id)


@for_editors
@require_safe
def candidate(request: HttpRequest, candidate_id: int) -> HttpResponse:
    found = _candidate(candidate_id)
    if found.source not in LISTS:
        raise Http404
    context: dict[str, Any] = {
        "candidate": found,
        "facts": found.facts,
        "list": LISTS[found.source],
        "described": found.page or queries.described_already(found),
    }
    return render(request, "knowledge/candidate.html", context)


@for_editors
@require_POST
def take(request: HttpRequest, candidate_id: int) -> HttpResponse:
    found = _candidate(candidate_id)
    was_taken = found.page_id is not None
    try:
        page = actions.take_candidate(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return redirect("knowledge:candidate", found.pk)
    if was_taken:
        messages.info(request, _("This candidate has its page already. Here it is."))
    else:
        messages.success(
            request, _("The facts are filled in. Now write in your own words what the tool is for.")
        )
    return redirect("knowledge:text", page.pk)
