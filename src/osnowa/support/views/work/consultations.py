"""Consultations: mentors write theirs down, coordinators and evaluators read them all."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team, has_role, is_coordinator
from osnowa.support import queries
from osnowa.support.actions.consultation import (
    REMIND_AFTER,
    correct_consultation,
    log_consultation,
    remind_of_consultation,
    withdraw_consultation,
)
from osnowa.support.forms.consultation import ConsultationForm
from osnowa.support.models import Adoption, Consultation
from osnowa.support.permissions import (
    can_correct_consultation,
    can_log_consultations,
    can_see_all_hours,
    can_see_names,
)
from osnowa.support.views.reach import PAGE, SEE_OTHER, SUPPORT_READERS, consultation_of


@require_safe
@for_team(*SUPPORT_READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    sees_all = has_role(request.user, programme, Role.COORDINATOR, Role.EVALUATOR)
    rows = (
        queries.consultations_of(programme) if sees_all else queries.consultations_by(programme, request.user)
    )
    chosen = request.GET.get("stan", "")
    if chosen in Consultation.State.values:
        rows = rows.filter(state=chosen)
    context = {
        "programme": programme,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen if chosen in Consultation.State.values else "",
        "states": Consultation.State.choices,
        "sees_hours": can_see_all_hours(request.user, programme),
        "sees_all": sees_all,
        "may_log": can_log_consultations(request.user, programme),
        "may_see_names": can_see_names(request.user, programme),
    }
    return render(request, "support/work/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.MENTOR)
def new(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = ConsultationForm(
        programme,
        request.POST if request.method == "POST" else None,
        initial=_about(request, programme),
        mentor=request.user,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            found = log_consultation(programme, data.pop("organisation"), **data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("Written down. It counts once somebody of the organisation confirms it.")
            )
            if not queries.who_may_confirm(found).exists():
                messages.warning(
                    request,
                    _(
                        "Nobody of this organisation can confirm it yet. Ask somebody there to say, on the page of "
                        "their sign-up, that they want to act for it; the coordinator can help."
                    ),
                )
            return _back(programme, found)
    return render(request, "support/work/consultation_form.html", {"programme": programme, "form": form})


@require_safe
@for_team(*SUPPORT_READERS)
def page(request: HttpRequest, programme: Programme, consultation: int) -> HttpResponse:
    found = consultation_of(request, programme, consultation)
    is_open = found.state in Consultation.OPEN
    settles = is_open and is_coordinator(request.user, programme)
    context = {
        "programme": programme,
        "consultation": found,
        "may_correct": (may_correct := is_open and can_correct_consultation(request.user, found)),
        "settles": settles,
        "may_remind": found.reminded_at is None or clock.now() >= found.reminded_at + REMIND_AFTER,
        "confirmers": list(queries.who_may_confirm(found)) if settles or may_correct else [],
        "may_see_names": can_see_names(request.user, programme),
    }
    return render(request, "support/work/consultation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.MENTOR)
def change(request: HttpRequest, programme: Programme, consultation: int) -> HttpResponse:
    found = _own(request, programme, consultation)
    if found.state not in Consultation.OPEN and request.method != "POST":
        return _back(programme, found)
    form = ConsultationForm(
        programme,
        request.POST if request.method == "POST" else None,
        consultation=found,
        initial=ConsultationForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            correct_consultation(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Corrected. The organisation is asked to confirm it."))
            return _back(programme, found)
    context = {"programme": programme, "consultation": found, "form": form}
    return render(request, "support/work/consultation_form.html", context)


@require_POST
@for_team(Role.MENTOR)
def withdraw(request: HttpRequest, programme: Programme, consultation: int) -> HttpResponse:
    found = _own(request, programme, consultation)
    try:
        withdraw_consultation(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Withdrawn. It stays on your list and does not count."))
    return _back(programme, found)


@require_POST
@for_team(Role.COORDINATOR)
def remind(request: HttpRequest, programme: Programme, consultation: int) -> HttpResponse:
    found = consultation_of(request, programme, consultation)
    try:
        remind_of_consultation(found, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The reminder is on its way. The next one can go in three days."))
    return _back(programme, found)


def _own(request: HttpRequest, programme: Programme, pk: int) -> Consultation:
    found = consultation_of(request, programme, pk)
    if not can_correct_consultation(request.user, found):
        raise Http404
    return found


def _about(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """From a tool's page the form comes with the tool and its organisation."""
    asked = request.GET.get("wdrozenie", "")
    adoption = (
        Adoption.objects.filter(programme=programme, pk=asked).first()
        if asked.isascii() and asked.isdecimal() and len(asked) < 10  # noqa: PLR2004  no number beyond a key
        else None
    )
    return {"adoption": adoption.pk, "organisation": adoption.organisation_id} if adoption else {}


def _back(programme: Programme, found: Consultation) -> HttpResponse:
    return HttpResponseRedirect(
        reverse("support:consultation", args=[programme.slug, found.pk]), status=SEE_OTHER
    )
