"""A mentor's own page: tools I know, and whether readers see my name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.knowledge import actions, queries
from osnowa.knowledge.forms import ToolKnownForm
from osnowa.knowledge.permissions import for_mentors
from osnowa.lib.errors import RuleBroken
from osnowa.people.rules import consents


@require_http_methods(["GET", "HEAD", "POST"])
@for_mentors
def own_tools(request: HttpRequest) -> HttpResponse:
    form = ToolKnownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_tool_known(
                form.cleaned_data["tool"], level=form.cleaned_data["level"], by=request.user
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("knowledge:own_tools")
    consent = queries.agreed_to_be_named(request.user)
    version = consent.version if consent else consents.newest(consents.TOOLS)
    context = {
        "form": form,
        "there_are_tools": form.fields["tool"].queryset.exists(),
        "known": list(queries.tools_known_by(request.user)),
        "consent": consent,
        "words": consents.words_of(consents.TOOLS, version, get_language() or "pl"),
    }
    return render(request, "knowledge/own_tools.html", context)


@require_POST
@for_mentors
def forget(request: HttpRequest, known: int) -> HttpResponse:
    found = get_object_or_404(queries.tools_known_by(request.user), pk=known)
    actions.forget_tool_known(found, by=request.user)
    messages.success(request, _("Taken off the list."))
    return redirect("knowledge:own_tools")


@require_POST
@for_mentors
def named(request: HttpRequest) -> HttpResponse:
    """Posted: `deed` = give or withdraw."""
    try:
        if request.POST.get("deed") == "give":
            actions.let_be_named(by=request.user)
        else:
            actions.be_named_no_longer(by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Noted. It holds from now on."))
    return redirect("knowledge:own_tools")
