"""Applications with their points, a reviewer's marks, and the list: looked at, published, corrected."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.sheets import csv_download
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions.marks import mark_application
from osnowa.workshops.actions.ranking import correct_ranking, publish_ranking
from osnowa.workshops.forms.ranking import CorrectForm, MarksForm, PublishForm
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.permissions import can_manage_cycles
from osnowa.workshops.queries.attendance import organisation_of
from osnowa.workshops.queries.cycles import is_ranked, list_is_out
from osnowa.workshops.queries.ranking import (
    Draft,
    because_said,
    drafted,
    is_late_for_list,
    latest,
    moved,
    row_of,
    rows_of,
    unmarked_count,
    versions,
)
from osnowa.workshops.queries.said import lines_said
from osnowa.workshops.queries.terms import Judged, answers_said, applications, criteria_of, judged
from osnowa.workshops.rules.ranking import Place
from osnowa.workshops.views.work.reach import TEAM, cycle_of, enrolment_of

State = Enrolment.State
PER_PAGE = 100


@dataclass(frozen=True)
class Row:
    """One line of the list to be published, with a name: for the team."""

    place: Place
    judged: Judged


@require_safe
@for_team(*TEAM)
def listing(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """Applications in order of arrival, each with its points and what is still to be marked."""
    cycle = _ranked_cycle(request, programme, number)
    criteria = criteria_of(cycle)
    to_mark = [criterion.pk for criterion in criteria if criterion.most is not None]
    page = Paginator(applications(cycle), PER_PAGE).get_page(request.GET.get("page"))
    rows = judged(cycle, criteria, page.object_list)
    for row in rows:
        row.enrolment.unmarked = sum(1 for key in to_mark if row.facts.get(key) is None)  # type: ignore[attr-defined]
    context = {
        **_of(request, programme, cycle),
        "rows": rows,
        "page": page,
        "count": page.paginator.count,
        "asks_marks": bool(to_mark),
        "by_lot": cycle.mode == Cycle.Mode.LOTTERY,
    }
    return render(request, "workshops/work/applications.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(*TEAM)
def application(request: HttpRequest, programme: Programme, number: int, enrolment: int) -> HttpResponse:
    """One application: what it got, from what, and the reviewer's marks."""
    cycle = _ranked_cycle(request, programme, number)
    found = enrolment_of(cycle, enrolment)
    criteria = criteria_of(cycle)
    form = MarksForm(
        request.POST if request.method == "POST" else None,
        criteria=criteria,
        initial=MarksForm.initial_of(list(found.marks.all())),
    )
    if request.method == "POST" and form.is_valid():
        try:
            for criterion, points, note in form.given():
                mark_application(found, criterion, points=points, note=note, by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Marks saved."))
            return redirect("workshops:applications", programme.slug, cycle.number)
    one = next(iter(judged(cycle, criteria, [found])))
    row = row_of(found)
    by_lot = cycle.mode == Cycle.Mode.LOTTERY
    context = {
        **_of(request, programme, cycle),
        "enrolment": found,
        "organisation": organisation_of(found),
        "judged": one,
        "answers": answers_said(found),
        "lines": lines_said(criteria, one.score, one.facts, one.notes, by_lot=by_lot),
        "row": row,
        "because": because_said(row, row.ranking.terms) if row else "",
        "form": form,
        "by_lot": by_lot,
        "is_cancelled": found.state == State.CANCELLED,
    }
    return render(request, "workshops/work/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def the_list(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """Before publication: how the list would look, once nobody can apply any more. After it: the list that stands."""
    cycle = _ranked_cycle(request, programme, number)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ranking = publish_ranking(cycle, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            count = ranking.rows.count()
            said = ngettext(
                "The list is published. %(count)d person gets an e-mail.",
                "The list is published. %(count)d people get an e-mail.",
                count,
            )
            messages.success(request, said % {"count": count})
            return redirect("workshops:recruitment_list", programme.slug, cycle.number)
    if list_is_out(cycle):
        return _published(request, programme, cycle)
    is_closed = clock.now() >= cycle.recruitment_closes_at
    by_lot = cycle.mode == Cycle.Mode.LOTTERY
    shows = is_closed and not by_lot  # a draw is not looked at before it is made
    draft = drafted(cycle) if is_closed else None
    context = {
        **_of(request, programme, cycle),
        "form": form,
        "is_closed": is_closed,
        "is_late": is_late_for_list(cycle),
        "by_lot": by_lot,
        "draft": draft,
        "rows": _rows(draft) if draft is not None and shows else [],
        "count": applications(cycle).count(),
        "unmarked": unmarked_count(cycle),
        "cautions": _cautions(draft) if draft is not None and shows else [],
    }
    return render(request, "workshops/work/recruitment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def correct(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """What a correction would change, person by person; with a reason it becomes the next version."""
    cycle = _ranked_cycle(request, programme, number)
    last = latest(cycle)
    if last is None:
        return redirect("workshops:recruitment_list", programme.slug, cycle.number)
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            correct_ranking(cycle, reason=form.cleaned_data["reason"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The list is corrected, and the page says why."))
            return redirect("workshops:recruitment_list", programme.slug, cycle.number)
    changes = moved(last, drafted(cycle))
    context = {
        **_of(request, programme, cycle),
        "form": form,
        "changes": changes,
        "letters": sum(1 for change in changes if change.changes_outcome),
        "is_late": is_late_for_list(cycle),
    }
    return render(request, "workshops/work/recruitment_correct.html", context)


@require_safe
@for_team(Role.COORDINATOR)
def download(request: HttpRequest, programme: Programme, number: int) -> HttpResponseBase:
    """The list that stands, with names: for the team's own papers."""
    cycle = _ranked_cycle(request, programme, number)
    last = latest(cycle)
    if last is None:
        raise Http404
    header = [
        _("Position on the list"),
        _("Sign-up number"),
        _("First and last name"),
        _("Organisation or group"),
        _("Points"),
        _("Place"),
        _("Why"),
    ]

    def cells() -> Iterator[list[Any]]:
        rows = rows_of(last).select_related("enrolment__person", "enrolment__membership__organisation")
        for row in rows.iterator(500):
            row.enrolment.cycle = cycle
            yield [
                row.rank or "",
                row.enrolment.reference,
                row.enrolment.person.name,
                organisation_of(row.enrolment),
                row.points,
                str(row.get_outcome_display()),
                because_said(row, last.terms),
            ]

    return csv_download(f"lista-w{cycle.number}", header, cells())


def _published(request: HttpRequest, programme: Programme, cycle: Cycle) -> HttpResponse:
    lists = versions(cycle)
    last = lists[0]
    rows = rows_of(last).select_related("enrolment__person", "enrolment__membership__organisation")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.enrolment.cycle = cycle
        row.because_said = because_said(row, last.terms)
    differs = 0
    is_late = is_late_for_list(cycle)
    if not is_late:
        differs = len(moved(last, drafted(cycle)))
    context = {
        **_of(request, programme, cycle),
        "ranking": last,
        "versions": lists,
        "page": page,
        "by_lot": cycle.mode == Cycle.Mode.LOTTERY,
        "differs": differs,
        "is_late": is_late,
    }
    return render(request, "workshops/work/recruitment_published.html", context)


def _rows(draft: Draft) -> list[Row]:
    return [Row(place, draft.judged[place.reference]) for place in draft.ranking.places]


def _cautions(draft: Draft) -> list[str]:
    """Kept places that cannot be filled, in words."""
    return [
        _("“%(title)s”: %(short)d short of the %(at_least)d places kept. There is nobody else in this group.")
        % quota
        for quota in draft.facts["quotas"]
        if quota["short"]
    ]


def _ranked_cycle(request: HttpRequest, programme: Programme, number: int) -> Cycle:
    cycle = cycle_of(request, programme, number)
    if not is_ranked(cycle):
        raise Http404
    return cycle


def _of(request: HttpRequest, programme: Programme, cycle: Cycle) -> dict[str, Any]:
    return {
        "programme": programme,
        "cycle": cycle,
        "tab": "recruitment",
        "may_see_people": True,
        "may_manage": can_manage_cycles(request.user, programme),
    }
