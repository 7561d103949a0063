"""A deed that a page asks for: done and told, or refused in its own words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from osnowa.lib.errors import RuleBroken
from osnowa.lib.fields import RefusingForm


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
    messages.success(request, said)
    return True


def by_button(request: HttpRequest, deed: Callable[[], object], said: str | Callable[[Any], str]) -> None:
    """`said`: the words that it is done, or what makes them of what the deed gave."""
    try:
        made = deed()
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said if isinstance(said, str) else said(made))
