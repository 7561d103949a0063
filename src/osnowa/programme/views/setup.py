"""Setting up a programme, step by step, as a task list."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Organisation
from osnowa.programme import actions, queries
from osnowa.programme.forms import ProgrammeForm
from osnowa.programme.models import Funder, Programme, Role
from osnowa.programme.permissions import for_creators, for_team, is_coordinator, may_create_programme

READERS = (Role.COORDINATOR, Role.EVALUATOR)


@require_safe
@for_team(*READERS)
def overview(request: HttpRequest, programme: Programme) -> HttpResponse:
    """What is set up and what is still missing; later the place where all of it is changed."""
    return render(
        request,
        "programme/overview.html",
        {
            "programme": programme,
            "may_write": is_coordinator(request.user, programme),
            "may_create": may_create_programme(request.user),
            "steps": queries.steps(programme),
            "lacking": [actions.LACKING[code] for code in queries.missing_before_publication(programme)],
            "outside": queries.outside_dates(programme, programme.period),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_creators
def create(request: HttpRequest) -> HttpResponse:
    """The first step: what is needed to begin. The creator becomes the coordinator."""
    form = ProgrammeForm(request.POST or None, new=True, initial={"operator": queries.likely_operator()})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            operator = actions.take_operator(data.pop("operator"), by=request.user)
            made = actions.create_programme(operator=operator, by=request.user, **data)
        except RuleBroken as refusal:
            form.add_error(_field_of(refusal, form), str(refusal.message))
        else:
            messages.success(request, _("The programme is set up. Only the team sees it as yet."))
            return redirect("programme:overview", made.slug)
    return render(request, "programme/create.html", {"form": form, **_known_names()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme) -> HttpResponse:
    """The programme's data. What falls outside changed dates is told, not refused."""
    form = ProgrammeForm(request.POST or None, initial=ProgrammeForm.initial_of(programme))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        typed = data.pop("operator")
        try:
            operator = None
            if typed != programme.operator.name:
                operator = actions.take_operator(typed, by=request.user)
            changed = actions.change_programme(programme, operator=operator, by=request.user, **data)
        except RuleBroken as refusal:
            form.add_error(_field_of(refusal, form), str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("programme:overview", changed.slug)
    return render(request, "programme/change.html", {"programme": programme, "form": form, **_known_names()})


@require_POST
@for_team(Role.COORDINATOR)
def publish(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _shown(request, programme, actions.publish_programme, _("Everybody can see the programme now."))


@require_POST
@for_team(Role.COORDINATOR)
def unpublish(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _shown(request, programme, actions.unpublish_programme, _("Only the team sees the programme now."))


def _shown(request: HttpRequest, programme: Programme, deed: Any, words: str) -> HttpResponseRedirect:
    try:
        deed(programme, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, words)
    return HttpResponseRedirect(reverse("programme:overview", args=[programme.slug]))


def _field_of(refusal: RuleBroken, form: ProgrammeForm) -> str | None:
    return refusal.field if refusal.field in form.fields else None


def _known_names() -> dict[str, Any]:
    """What the browser may suggest: funders, and organisations that run something already."""
    return {
        "funders": Funder.objects.values_list("name", flat=True)[:100],
        "operators": Organisation.objects.filter(programmes_run__isnull=False)
        .distinct()
        .order_by("sort_key")
        .values_list("name", flat=True)[:100],
    }
