"""What a page is about: the issue of this programme, or 404; and deeds that a page asks for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from osnowa.lib.errors import RuleBroken
from osnowa.lib.fields import RefusingForm
from osnowa.newsletter.models import Issue, IssueItem
from osnowa.programme.models import Programme


def issue_of(programme: Programme, number: int) -> Issue:
    found = Issue.objects.filter(programme=programme).select_related(
        "segment", "mailing_list", "programme__operator"
    )
    return get_object_or_404(found, pk=number)


def item_of(issue: Issue, number: int) -> IssueItem:
    return get_object_or_404(IssueItem.objects.select_related("issue"), issue=issue, pk=number)


def by_form(
    request: HttpRequest, form: RefusingForm, deed: Callable[[dict[str, Any]], object], said: str
) -> bool:
    """Was the form sent, and the deed done with what was typed? What it refuses stands at the field it is about."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        deed(form.cleaned_data)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return False
    if said:
        messages.success(request, said)
    return True


def by_button(
    request: HttpRequest, deed: Callable[[], object], said: str | Callable[[Any], str] = ""
) -> bool:
    """Was the deed done? `said`: the words that it is, or what makes them of what the deed gave."""
    try:
        made = deed()
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
        return False
    words = said if isinstance(said, str) else said(made)
    if words:
        messages.success(request, words)
    return True
