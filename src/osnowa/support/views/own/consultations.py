"""Consultations that the organisation confirms or disputes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Organisation
from osnowa.people.permissions import for_organisation
from osnowa.support import queries
from osnowa.support.actions.consultation import confirm_consultation, dispute_consultation
from osnowa.support.forms.consultation import DisputeForm
from osnowa.support.forms.fields import VersionForm
from osnowa.support.models import Consultation
from osnowa.support.permissions import can_confirm_consultation, is_author
from osnowa.support.views.reach import PAGE, SEE_OTHER, own_consultation_of


@require_safe
@for_organisation
def listing(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    page = Paginator(queries.consultations_in(organisation), PAGE).get_page(request.GET.get("page"))
    return render(request, "support/own/consultations.html", {"organisation": organisation, "page": page})


@require_safe
@for_organisation
def page(request: HttpRequest, organisation: Organisation, consultation: int) -> HttpResponse:
    return _page(request, own_consultation_of(organisation, consultation))


@require_POST
@for_organisation
def confirm(request: HttpRequest, organisation: Organisation, consultation: int) -> HttpResponse:
    found = own_consultation_of(organisation, consultation)
    pressed = VersionForm(request.POST)
    version = pressed.cleaned_data["version"] if pressed.is_valid() else 0
    try:
        confirm_consultation(found, version=version, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Confirmed. The consultation counts in the programme's figures."))
    return _back(found)


@require_POST
@for_organisation
def dispute(request: HttpRequest, organisation: Organisation, consultation: int) -> HttpResponse:
    found = own_consultation_of(organisation, consultation)
    form = DisputeForm(request.POST)
    if form.is_valid():
        try:
            dispute_consultation(
                found, form.cleaned_data["objection"], version=form.cleaned_data["version"], by=request.user
            )
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. The mentor gets your words by e-mail and corrects it."))
            return _back(found)
    return _page(request, found, form)


def _back(found: Consultation) -> HttpResponse:
    return HttpResponseRedirect(
        reverse("support:own_consultation", args=[found.organisation_id, found.pk]), status=SEE_OTHER
    )


def _page(request: HttpRequest, found: Consultation, form: DisputeForm | None = None) -> HttpResponse:
    is_open = found.state in Consultation.OPEN
    context = {
        "organisation": found.organisation,
        "consultation": found,
        "may_answer": is_open and can_confirm_consultation(request.user, found),
        "is_author": is_author(request.user, found),
        "is_open": is_open,
        "form": form or DisputeForm(initial={"version": found.version}),
        "may_see_names": True,
    }
    return render(request, "support/own/consultation.html", context)
