"""Adding and changing organisations."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from osnowa.lib.errors import RuleBroken
from osnowa.people import actions
from osnowa.people.forms import OrganisationForm, RegistrationForm
from osnowa.people.forms.organisation import NumberRows
from osnowa.people.models import Organisation
from osnowa.people.permissions import for_registry

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


def refuse(form: NumberRows, broken: RuleBroken, organisation: Organisation | None = None) -> None:
    """Say a refusal beside the field that it is about; a number that is taken leads to who has it."""
    field: str | None = broken.field
    if broken.code == "taken":
        field = form.point_at_taken(organisation)
    elif field == "identifiers":
        field = next(
            (f"number_{n}_value" for n in range(form.rows) if form.cleaned_data.get(f"number_{n}_value")),
            None,
        )
    form.add_error(field if field in form.fields else None, str(broken.message))


@GET_AND_POST
@for_registry(manage=True)
def create(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, initial={"name": request.GET.get("nazwa", "")[:300]})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_organisation(
                **form.data_of(), identifiers=form.cleaned_data["identifiers"], by=_by(request)
            )
        except RuleBroken as broken:
            refuse(form, broken)
        else:
            messages.success(request, _("“%(name)s” is in the registry.") % {"name": made.name})
            return redirect("people:organisation", made.pk)
    return render(request, "people/edit.html", {"form": form, "organisation": None})


@GET_AND_POST
@for_registry(manage=True)
def change(request: HttpRequest, number: int) -> HttpResponse:
    organisation = get_object_or_404(
        Organisation.objects.select_related("patron"), pk=number, merged_into=None
    )
    form = OrganisationForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organisation(
                organisation, **form.data_of(), identifiers=form.cleaned_data["identifiers"], by=_by(request)
            )
        except RuleBroken as broken:
            refuse(form, broken, organisation)
        else:
            messages.success(request, _("The data are saved."))
            return redirect("people:organisation", organisation.pk)
    return render(request, "people/edit.html", {"form": form, "organisation": organisation})


@GET_AND_POST
@for_registry(manage=True)
def register(request: HttpRequest, number: int) -> HttpResponse:
    group = get_object_or_404(Organisation, pk=number, merged_into=None)
    form = RegistrationForm(request.POST or None, initial={"name": group.name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.register_group(
                group,
                name=data["name"],
                legal_form=data["legal_form"],
                registered_on=data["registered_on"],
                identifiers=data["identifiers"],
                by=_by(request),
            )
        except RuleBroken as broken:
            refuse(form, broken, group)
        else:
            messages.success(request, _("Noted: the group has registered. Its history stays."))
            return redirect("people:organisation", group.pk)
    elif not group.is_informal and request.method != "POST":
        return redirect("people:organisation", group.pk)
    return render(request, "people/registration.html", {"form": form, "organisation": group})


def _by(request: HttpRequest) -> Any:
    return request.user
