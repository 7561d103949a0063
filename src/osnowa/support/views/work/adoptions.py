"""The team's view of tools that organisations introduce."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.knowledge.queries import tool_page_named
from osnowa.lib import text
from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.support import queries
from osnowa.support.actions.adoption import assign_mentor, record_stage
from osnowa.support.forms.adoption import MentorForm, StageForm
from osnowa.support.models import Adoption, Stage
from osnowa.support.permissions import (
    can_assign_mentor,
    can_log_consultations,
    can_record_stages,
    can_see_all_hours,
    can_see_consultation,
    can_see_names,
)
from osnowa.support.views.proofs import proof_download
from osnowa.support.views.reach import ADVISERS, PAGE, SEE_OTHER, SUPPORT_READERS, adoption_of

MINE, STILL, ALONE = "moje", "bez-zmian", "bez-mentora"  # filters beside the stages


@require_safe
@for_team(*SUPPORT_READERS)
def listing(request: HttpRequest, programme: Programme) -> HttpResponse:
    """Filtered by stage, and for a mentor by "mine"."""
    counts = queries.stage_counts(programme)
    chosen = request.GET.get("etap", "")
    rows = queries.adoptions_of(programme)
    if chosen in counts:
        rows = rows.filter(stage=chosen)
    elif chosen == MINE:
        rows = rows.filter(mentor=request.user)
    elif chosen == STILL:
        rows = queries.without_movement(programme)
    elif chosen == ALONE:
        rows = queries.without_mentor(programme)
    if may_advise := can_log_consultations(request.user, programme):
        own_first = Case(When(mentor=request.user, then=0), default=1, output_field=IntegerField())
        rows = rows.order_by(own_first, "-stage_on", "-pk")
    context = {
        "programme": programme,
        "page": Paginator(queries.with_stages(rows), PAGE).get_page(request.GET.get("page")),
        "chosen": chosen if chosen in {*counts, MINE, STILL, ALONE} else "",
        "stages": [(stage, Stage(stage).label, count) for stage, count in counts.items()],
        "total": sum(counts.values()),
        "sees_hours": can_see_all_hours(request.user, programme),
        "is_mentor": may_advise,
        "may_see_names": can_see_names(request.user, programme),
    }
    return render(request, "support/work/adoptions.html", context)


@require_safe
@for_team(*SUPPORT_READERS)
def page(request: HttpRequest, programme: Programme, adoption: int) -> HttpResponse:
    found = adoption_of(programme, adoption)
    talks = list(queries.consultations_about(found))
    for talk in talks:
        talk.programme = programme
        talk.may_open = can_see_consultation(request.user, talk)  # type: ignore[attr-defined]
    context = {
        "programme": programme,
        "adoption": found,
        "way": queries.way(found),
        "tool_page": tool_page_named(text.fold(found.tool_name)),
        "consultations": talks,
        "may_record": can_record_stages(request.user, programme),
        "may_assign": can_assign_mentor(request.user, programme),
        "may_log": can_log_consultations(request.user, programme),
        "may_see_names": can_see_names(request.user, programme),
    }
    return render(request, "support/work/adoption.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*ADVISERS)
def stage(request: HttpRequest, programme: Programme, adoption: int) -> HttpResponse:
    found = adoption_of(programme, adoption)
    form = StageForm(found, *([request.POST, request.FILES] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        try:
            record_stage(found, **form.cleaned_data, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Written down. The earlier stages stay in the history."))
            return _back(programme, found)
    context = {"programme": programme, "adoption": found, "form": form, "back": _url(programme, found)}
    return render(request, "support/work/stage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def mentor(request: HttpRequest, programme: Programme, adoption: int) -> HttpResponse:
    found = adoption_of(programme, adoption)
    form = MentorForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            assign_mentor(found, form.cleaned_data["mentor"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            chosen = form.cleaned_data["mentor"]
            messages.success(
                request,
                _("Saved. A new mentor gets an e-mail.") if chosen else _("Saved. Nobody is assigned yet."),
            )
            return _back(programme, found)
    context = {"programme": programme, "adoption": found, "form": form, "back": _url(programme, found)}
    return render(request, "support/work/mentor.html", context)


@require_safe
@for_team(*ADVISERS)
def proof(_request: HttpRequest, programme: Programme, adoption: int, stage: int) -> HttpResponse:
    """Not for evaluators: a file may show names."""
    return proof_download(adoption_of(programme, adoption), stage)


def _url(programme: Programme, adoption: Adoption) -> str:
    return reverse("support:adoption", args=[programme.slug, adoption.pk])


def _back(programme: Programme, adoption: Adoption) -> HttpResponse:
    return HttpResponseRedirect(_url(programme, adoption), status=SEE_OTHER)
