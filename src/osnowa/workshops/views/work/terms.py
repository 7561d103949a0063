"""How places of a cycle go: the terms, composed in the browser and tried on a sample before anybody applies."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions import terms as actions
from osnowa.workshops.forms.ranking import SampleForm
from osnowa.workshops.forms.terms import ChooseForm, CriterionForm, RemoveForm, TermsForm
from osnowa.workshops.models import Criterion, Cycle
from osnowa.workshops.permissions import can_manage_cycles, can_see_needs
from osnowa.workshops.queries.cycles import is_ranked, list_is_out
from osnowa.workshops.queries.ranking import unmarked_count
from osnowa.workshops.queries.said import TermsSaid, lines_said
from osnowa.workshops.queries.terms import (
    applications,
    criteria_of,
    has_applications,
    questions_for,
    rule_of,
    terms_of,
)
from osnowa.workshops.rules.scoring import score
from osnowa.workshops.views.work.reach import READERS, cycle_of

Part = Criterion.Part


@require_safe
@for_team(*READERS)
def overview(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    ranked = is_ranked(cycle)
    context = {
        **_of(request, programme, cycle),
        "is_ranked": ranked,
        "said": TermsSaid.of(cycle),
        "count": applications(cycle).count() if ranked else 0,
        "unmarked": unmarked_count(cycle) if ranked else 0,
        "is_out": ranked and list_is_out(cycle),
        "may_see_people": can_see_needs(request.user, cycle),
    }
    return render(request, "workshops/work/recruitment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial=TermsForm.initial_of(cycle, terms_of(cycle)),
        asks_why=is_ranked(cycle) and has_applications(cycle),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_terms(cycle, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(programme, cycle)
    context = {**_of(request, programme, cycle), "form": form}
    return render(request, "workshops/work/recruitment_terms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def criterion_new(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """First what it decides and looks at, by GET; then the fields that this asks for."""
    cycle = cycle_of(request, programme, number)
    if not is_ranked(cycle):
        return _back(programme, cycle)
    choose = ChooseForm(request.GET or None, cycle=cycle, questions=list(questions_for(cycle)))
    if not choose.is_valid():
        context = {**_of(request, programme, cycle), "form": choose}
        return render(request, "workshops/work/criterion_choose.html", context)
    part, source, question = choose.chosen
    kept = {"part": part, "source": source, "question": question}
    form = CriterionForm(
        request.POST if request.method == "POST" else None,
        cycle=cycle,
        asks_why=has_applications(cycle),
        initial={"title": question.text[:200] if question else ""},
        **kept,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_criterion(cycle, by=request.user, **kept, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Added."))
            return _back(programme, cycle)
    named = _named(part, source, question)
    context = {**_of(request, programme, cycle), "form": form, "criterion": None, **named}
    return render(request, "workshops/work/criterion_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def criterion_change(request: HttpRequest, programme: Programme, number: int, criterion: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    found = _criterion(cycle, criterion)
    form = CriterionForm(
        request.POST if request.method == "POST" else None,
        cycle=cycle,
        part=found.part,
        source=found.source,
        question=found.question,
        asks_why=has_applications(cycle),
        initial=CriterionForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_criterion(found, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(programme, cycle)
    named = _named(found.part, found.source, found.question)
    context = {**_of(request, programme, cycle), "form": form, "criterion": found, **named}
    return render(request, "workshops/work/criterion_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def criterion_remove(request: HttpRequest, programme: Programme, number: int, criterion: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    found = _criterion(cycle, criterion)
    asks_why = has_applications(cycle)
    form = RemoveForm(request.POST if request.method == "POST" else None, asks_why=asks_why)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_criterion(found, reason=form.cleaned_data.get("reason", ""), by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Removed."))
            return _back(programme, cycle)
    context = {**_of(request, programme, cycle), "criterion": found, "form": form, "asks_why": asks_why}
    return render(request, "workshops/work/criterion_remove.html", context)


@require_safe
@for_team(*READERS)
def sample(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """Sample answers in the address, so that nothing is kept and a try can be sent to a colleague."""
    cycle = cycle_of(request, programme, number)
    if not is_ranked(cycle):
        raise Http404
    criteria = criteria_of(cycle)
    terms = terms_of(cycle)
    form = SampleForm(request.GET if "try" in request.GET else None, criteria=criteria)
    result: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        facts = form.facts()
        found = score([rule_of(criterion) for criterion in criteria], facts)
        threshold = terms.threshold if terms else None
        result = {
            "score": found,
            "lines": lines_said(criteria, found, facts, by_lot=cycle.mode == Cycle.Mode.LOTTERY),
            "below": threshold is not None and found.points < threshold,
            "threshold": threshold,
        }
    context = {**_of(request, programme, cycle), "form": form, "criteria": criteria, **result}
    return render(request, "workshops/work/recruitment_sample.html", context)


def _of(request: HttpRequest, programme: Programme, cycle: Cycle) -> dict[str, Any]:
    return {
        "programme": programme,
        "cycle": cycle,
        "tab": "recruitment",
        "may_see_people": True,
        "may_manage": can_manage_cycles(request.user, programme),
    }


def _named(part: str, source: str, question: Any) -> dict[str, Any]:
    looks_at = question.text if question else Criterion.Source(source).label
    return {"part_label": Part(part).label, "looks_at": looks_at}


def _criterion(cycle: Cycle, pk: int) -> Criterion:
    found = get_object_or_404(Criterion.objects.filter(cycle=cycle).select_related("question"), pk=pk)
    found.cycle = cycle
    return found


def _back(programme: Programme, cycle: Cycle) -> HttpResponse:
    return redirect("workshops:recruitment", programme.slug, cycle.number)
