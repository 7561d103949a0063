"""The questions of sign-up forms: of one cycle, or of every cycle of the programme."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from osnowa.lib.errors import RuleBroken
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.workshops.actions import questions as actions
from osnowa.workshops.forms.answers import AnswersForm
from osnowa.workshops.forms.questions import QuestionForm
from osnowa.workshops.models import Cycle, Question
from osnowa.workshops.queries.questions import condition_words, earlier_questions, questions_for, questions_in
from osnowa.workshops.queries.ready_questions import READY, ready_questions
from osnowa.workshops.views.work.reach import cycle_of


@require_safe
@for_team(Role.COORDINATOR)
def listing(request: HttpRequest, programme: Programme, number: int | None = None) -> HttpResponse:
    cycle = _cycle(request, programme, number)
    every = list(questions_in(programme, cycle))
    for row in every:
        row.only_if = condition_words(row, every)  # type: ignore[attr-defined]  # read by the template
    rows = [row for row in every if row.cycle_id == (cycle.pk if cycle else None)]
    common = [row for row in every if cycle and row.cycle_id is None and row.retired_at is None]
    context = {
        **_around(programme, cycle),
        "tab": "questions",
        "may_manage": True,
        "common": common,
        "questions": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at is not None],
        "ready": ready_questions(every),
        "is_asked": bool(common or any(row.retired_at is None for row in rows)),
    }
    return render(request, "workshops/work/questions.html", context)


@require_safe
@for_team(Role.COORDINATOR)
def preview(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    """The questions as a visitor sees them. Nothing can be sent from here."""
    cycle = cycle_of(request, programme, number)
    form = AnswersForm()
    form.ask(questions_for(cycle))
    return render(
        request, "workshops/work/questions_preview.html", {**_around(programme, cycle), "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def new(request: HttpRequest, programme: Programme, number: int | None = None) -> HttpResponse:
    cycle = _cycle(request, programme, number)
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        earlier=earlier_questions(programme, cycle, None),
        initial={"kind": Question.Kind.TEXT},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_question(programme, cycle, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The question is in the form."))
            return _back(programme, cycle)
    return _form(request, programme, cycle, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def change(request: HttpRequest, programme: Programme, question: int) -> HttpResponse:
    found = _question(programme, question)
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        earlier=earlier_questions(programme, found.cycle, found),
        initial=QuestionForm.initial_of(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_question(found, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(programme, found.cycle)
    return _form(request, programme, found.cycle, found, form)


@require_POST
@for_team(Role.COORDINATOR)
def add_ready(request: HttpRequest, programme: Programme, number: int | None = None) -> HttpResponse:
    cycle = _cycle(request, programme, number)
    ready = READY.get(request.POST.get("ready", ""))
    if ready is None:
        raise Http404
    try:
        actions.add_question(programme, cycle, by=request.user, **ready.as_question())
    except RuleBroken as refusal:
        if refusal.code != "twice":  # a second click is no mistake
            messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The question is in the form. You can change its words."))
    return _back(programme, cycle)


@require_POST
@for_team(Role.COORDINATOR)
def move(request: HttpRequest, programme: Programme, question: int) -> HttpResponse:
    found = _question(programme, question)
    try:
        actions.move_question(found, up="up" in request.POST, by=request.user)
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    return _back(programme, found.cycle)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team(Role.COORDINATOR)
def retire(request: HttpRequest, programme: Programme, question: int) -> HttpResponse:
    """Stop asking, after an interruption; "restore" in the form asks again."""
    found = _question(programme, question)
    if request.method != "POST":
        context = {**_around(programme, found.cycle), "question": found, "answers": found.answers.count()}
        return render(request, "workshops/work/question_retire.html", context)
    try:
        if "restore" in request.POST:
            actions.restore_question(found, by=request.user)
            messages.success(request, _("The question is asked again."))
        elif actions.retire_question(found, by=request.user):
            messages.success(request, _("The question is deleted. Nobody had answered it."))
        else:
            messages.success(request, _("The question is no longer asked. The answers given stay."))
    except RuleBroken as refusal:
        messages.error(request, str(refusal.message))
    return _back(programme, found.cycle)


def _cycle(request: HttpRequest, programme: Programme, number: int | None) -> Cycle | None:
    return None if number is None else cycle_of(request, programme, number)


def _question(programme: Programme, pk: int) -> Question:
    found = get_object_or_404(
        Question.objects.select_related("cycle", "shown_if"), programme=programme, pk=pk
    )
    found.programme = programme
    return found


def _around(programme: Programme, cycle: Cycle | None) -> dict[str, Any]:
    return {"programme": programme, "cycle": cycle}


def _form(
    request: HttpRequest,
    programme: Programme,
    cycle: Cycle | None,
    question: Question | None,
    form: QuestionForm,
) -> HttpResponse:
    context = {**_around(programme, cycle), "question": question, "form": form}
    return render(request, "workshops/work/question_form.html", context)


def _back(programme: Programme, cycle: Cycle | None) -> HttpResponse:
    if cycle is None:
        return redirect("workshops:questions", programme.slug)
    return redirect("workshops:cycle_questions", programme.slug, cycle.number)
