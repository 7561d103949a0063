"""Whether everybody may find an organisation: said by itself, or noted by those who keep the registry."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions, queries
from osnowa.people.forms.public_page import NotedPublicPageForm, PublicPageForm
from osnowa.people.models import Organisation, PublicPage
from osnowa.people.permissions import for_confirmers, for_registry
from osnowa.people.rules import public_page


@require_http_methods(["GET", "HEAD", "POST"])
@for_confirmers
def own(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The organisation agrees, or changes what it says of itself."""
    page = queries.consent_of(organisation)
    form = PublicPageForm(request.POST or None, initial={"about": page.about if page else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree_to_public_page(organisation, about=form.cleaned_data["about"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Noted. It holds from now on."))
            return redirect("people:own_public_page", organisation.pk)
    return render(request, "people/own_public_page.html", _context(organisation, page, form))


@require_POST
@for_confirmers
def end_own(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    _end(request, organisation)
    return redirect("people:own_public_page", organisation.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_registry(manage=True)
def noted(request: HttpRequest, number: int) -> HttpResponse:
    """The coordinator notes an organisation's agreement, or changes what is said of it."""
    organisation = get_object_or_404(Organisation, pk=number, merged_into=None)
    page = queries.consent_of(organisation)
    kind = PublicPageForm if page else NotedPublicPageForm
    form = kind(request.POST or None, initial={"about": page.about} if page else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree_to_public_page(organisation, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Noted. It holds from now on."))
            return redirect("people:public_page", organisation.pk)
    return render(request, "people/public_page.html", _context(organisation, page, form))


@require_POST
@for_registry(manage=True)
def end_noted(request: HttpRequest, number: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=number, merged_into=None)
    _end(request, organisation)
    return redirect("people:public_page", organisation.pk)


def _end(request: HttpRequest, organisation: Organisation) -> None:
    actions.withdraw_public_page(organisation, by=request.user)
    messages.success(request, _("Taken back. The public page is gone."))


def _context(organisation: Organisation, page: PublicPage | None, form: Any) -> dict[str, Any]:
    version = page.version if page else public_page.newest()
    return {
        "organisation": organisation,
        "consent": page,
        "form": form,
        "is_shown": page is not None and organisation.confirmed_at is not None,
        "words": public_page.words_of(version, get_language() or "pl"),
    }
