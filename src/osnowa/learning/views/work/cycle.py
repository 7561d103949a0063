"""Tests and survey of one cycle: who has done what, how people grew, what they said. Never one person's result."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from osnowa.learning.actions.survey import remove_comment
from osnowa.learning.actions.tests import choose_theme
from osnowa.learning.forms.survey import QUESTIONS
from osnowa.learning.forms.tests import ChooseThemeForm
from osnowa.learning.models import SurveyAnswer
from osnowa.learning.permissions import can_choose_theme, can_enter_papers, can_remove_comments, can_see_names
from osnowa.learning.queries.growth import Measure, growth_of
from osnowa.learning.queries.statistics import SAYINGS
from osnowa.learning.queries.survey import said_about
from osnowa.learning.queries.tests import invited, length_of, people_of, questions_of, test_of
from osnowa.learning.rules import growth as rules
from osnowa.learning.rules.survey import COMMENTS, FEWEST_ANSWERS
from osnowa.learning.rules.tests import FORMS
from osnowa.learning.views.work.reach import READERS, cycle_of
from osnowa.lib.errors import RuleBroken
from osnowa.lib.spans import Span, span_chart
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team
from osnowa.ui import words
from osnowa.workshops.models import Cycle
from osnowa.workshops.permissions import can_manage_cycles


@require_safe
@for_team(*READERS)
def overview(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    return _page(request, cycle)


@require_POST
@for_team(Role.COORDINATOR)
def theme(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    form = ChooseThemeForm(request.POST, programme=programme)
    if form.is_valid():
        try:
            chosen = choose_theme(cycle, form.cleaned_data["theme"], by=request.user)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            said = _("The test is chosen.") if chosen else _("This cycle has no test.")
            messages.success(request, said)
            return redirect("learning:cycle", programme.slug, number)
    return _page(request, cycle, form)


@require_safe
@for_team(*READERS)
def survey(request: HttpRequest, programme: Programme, number: int) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    said = said_about(cycle)
    context = {
        "programme": programme,
        "cycle": cycle,
        "tab": "tests",
        "may_see_people": can_see_names(request.user, cycle),
        "may_manage": can_manage_cycles(request.user, programme),
        "said": said,
        "fewest": FEWEST_ANSWERS,
        "scales": [
            (QUESTIONS[scale.name], scale, list(enumerate(scale.counts, start=1))) for scale in said.scales
        ],
        "comments": [
            (name, QUESTIONS[name], [(row.pk, getattr(row, name)) for row in rows])
            for name, rows in said.comments
        ],
        "chart": _survey_chart(said.scales, request.LANGUAGE_CODE),
        "may_remove": can_remove_comments(request.user, programme),
    }
    return render(request, "learning/work/survey.html", context)


@require_POST
@for_team(Role.COORDINATOR)
def comment_remove(
    request: HttpRequest, programme: Programme, number: int, answer: Any, name: str
) -> HttpResponse:
    cycle = cycle_of(request, programme, number)
    if name not in COMMENTS:
        raise Http404
    remove_comment(cycle, get_object_or_404(SurveyAnswer, pk=answer, cycle=cycle), name, by=request.user)
    messages.success(request, _("The comment is removed."))
    return redirect("learning:cycle_survey", programme.slug, number)


def _page(request: HttpRequest, cycle: Cycle, form: ChooseThemeForm | None = None) -> HttpResponse:
    programme, language = cycle.programme, request.LANGUAGE_CODE
    test = test_of(cycle)
    growth = growth_of(cycle)
    may_see = can_see_names(request.user, cycle)
    rows = [
        (measure, measure_name(measure, language), SAYINGS[measure.saying]) for measure in growth.measures
    ]
    context = {
        "programme": programme,
        "cycle": cycle,
        "tab": "tests",
        "may_see_people": may_see,
        "may_manage": can_manage_cycles(request.user, programme),
        "test": test,
        "theme_name": test.theme.name(language) if test else "",
        "lengths": [(one, length_of(questions_of(test.theme, one))) for one in FORMS] if test else [],
        "growth": growth,
        "rows": rows,
        "finding": _finding(growth.whole),
        "chart": _growth_chart(growth.shown, language),
        "people": people_of(cycle) if may_see and test else [],
        "invited": invited(cycle),
        "may_enter": can_enter_papers(request.user, cycle),
        "may_choose": can_choose_theme(request.user, programme),
        "form": form
        or ChooseThemeForm(programme=programme, initial={"theme": test.theme_id if test else None}),
        "fewest": rules.FEWEST,
        "few": rules.FEW,
    }
    return render(request, "learning/work/cycle.html", context)


def measure_name(measure: Measure, language: str) -> str:
    if measure.competence is not None:
        return f"{measure.competence.code} {measure.competence.name(language)}"
    return _("The whole test") if measure.kind == "all" else _("Self-assessment (1 to 5)")


def _finding(whole: Measure | None) -> str:
    """One sentence that promises no more than the figures hold."""
    if whole is None or whole.growth is None:
        return ""
    growth = whole.growth
    said = {
        "before": words.decimal(growth.before, 0),
        "after": words.decimal(growth.after, 0),
        "pairs": whole.pairs,
    }
    sentence = (
        _("Right answers: %(before)s%% before, %(after)s%% after, of %(pairs)d people who took both tests.")
        % said
    )
    return f"{sentence} {_TO_SAY[growth.saying]}"


_TO_SAY = {
    rules.Saying.TOO_FEW_TO_SAY: gettext_lazy(
        "These are too few people to say whether the workshops did it."
    ),
    rules.Saying.NO_CHANGE: gettext_lazy(
        "A difference of this size is common by chance, so we do not say that they grew."
    ),
    rules.Saying.GREW: gettext_lazy("Such a difference is rare by chance: people know more."),
    rules.Saying.FELL: gettext_lazy(
        "Such a difference is rare by chance: fewer answers are right. Look at the questions and at the cycle."
    ),
}


def _growth_chart(measures: list[Measure], language: str) -> str:
    """Percent only; the self-assessment has another unit and stands in the table."""
    spans = [
        Span(measure_name(measure, language), measure.growth.before, measure.growth.after)
        for measure in measures
        if measure.growth is not None and measure.kind != "scale"
    ]
    if not spans:
        return ""
    return span_chart(
        spans,
        top=100,
        is_change=True,
        unit=_("right answers, %"),
        title=_("Right answers before and after, by competence"),
        language=language,
    )


def _survey_chart(scales: Any, language: str) -> str:
    spans = [Span(str(QUESTIONS[scale.name]), 0, scale.mean) for scale in scales if scale.mean is not None]
    if not spans:
        return ""
    return span_chart(
        spans, top=5, unit=_("mean, 1 to 5"), title=_("Mean answers of the survey"), language=language
    )
