"""An organisation's own tools: the list, a new one, its way, the next stage."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.knowledge.queries import tool_page_named
from osnowa.lib import clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Organisation
from osnowa.people.permissions import for_organisation
from osnowa.support import queries
from osnowa.support.actions.adoption import change_adoption, record_stage, start_adoption
from osnowa.support.forms.adoption import AdoptionChangeForm, AdoptionForm, StageForm
from osnowa.support.models import Adoption
from osnowa.support.permissions import can_confirm_consultation
from osnowa.support.views.proofs import proof_download
from osnowa.support.views.reach import PAGE, SEE_OTHER, own_adoption_of

KNOWN = "jest"  # in the address of a tool's page: it was there before, and what was typed for it now was not saved


@require_safe
@for_organisation
def listing(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    context = {
        "organisation": organisation,
        "page": Paginator(queries.with_stages(queries.adoptions_in(organisation)), PAGE).get_page(
            request.GET.get("page")
        ),
        "may_join": queries.programmes_to_join().exists(),
        "consultations": list(queries.to_confirm(request.user).filter(organisation=organisation)),
    }
    return render(request, "support/own/adoptions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organisation
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = AdoptionForm(
        organisation,
        request.POST if request.method == "POST" else None,
        initial={"owner": request.user.person_id},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            adoption = start_adoption(data.pop("programme"), organisation, **data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            if not _holds_what_was_typed(adoption, data):
                return redirect(f"{_address(adoption)}?{KNOWN}=1")
            messages.success(request, _("The tool is on your list. Come back when something changes."))
            return redirect(_address(adoption))
    context = {
        "organisation": organisation,
        "form": form,
        "may_join": queries.programmes_to_join().exists(),
        "tools": queries.tool_names(),
    }
    return render(request, "support/own/adoption_new.html", context)


def _holds_what_was_typed(adoption: Adoption, typed: dict[str, Any]) -> bool:
    """False where the tool had been there before, and something else about it was typed now."""
    return (
        adoption.purpose,
        adoption.owner_id,
        adoption.stage,
        adoption.stage_on,
        adoption.may_be_named,
    ) == (
        text.clean(typed["purpose"])[:300].strip(),
        typed["owner"].pk,
        typed["stage"],
        typed["happened_on"] or clock.today(),
        typed["may_be_named"],
    )


def _address(adoption: Adoption) -> str:
    return reverse("support:own_adoption", args=[adoption.organisation_id, adoption.pk])


@require_safe
@for_organisation
def page(request: HttpRequest, organisation: Organisation, adoption: int) -> HttpResponse:
    found = own_adoption_of(organisation, adoption)
    talks = list(queries.consultations_about(found))
    for talk in talks:
        talk.may_confirm = can_confirm_consultation(request.user, talk)  # type: ignore[attr-defined]
    context = {
        "organisation": organisation,
        "adoption": found,
        "way": queries.way(found),
        "tool_page": tool_page_named(text.fold(found.tool_name)),
        "consultations": talks,
        "may_see_names": True,
        "own": True,
        "known": KNOWN in request.GET,
    }
    return render(request, "support/own/adoption.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organisation
def change(request: HttpRequest, organisation: Organisation, adoption: int) -> HttpResponse:
    found = own_adoption_of(organisation, adoption)
    form = AdoptionChangeForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_adoption(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("support:own_adoption", organisation.pk, found.pk)
    context = {"organisation": organisation, "adoption": found, "form": form}
    return render(request, "support/own/adoption_change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organisation
def stage(request: HttpRequest, organisation: Organisation, adoption: int) -> HttpResponse:
    found = own_adoption_of(organisation, adoption)
    back = reverse("support:own_adoption", args=[organisation.pk, found.pk])
    form = StageForm(found, *([request.POST, request.FILES] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        try:
            record_stage(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. The earlier stages stay in the history."))
            return HttpResponseRedirect(back, status=SEE_OTHER)
    context = {"organisation": organisation, "adoption": found, "form": form, "back": back}
    return render(request, "support/own/stage.html", context)


@require_safe
@for_organisation
def proof(_request: HttpRequest, organisation: Organisation, adoption: int, stage: int) -> HttpResponse:
    return proof_download(own_adoption_of(organisation, adoption), stage)
