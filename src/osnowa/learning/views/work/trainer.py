"""The trainer's home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.learning.forms.survey import QUESTIONS
from osnowa.learning.queries.trainer import CycleCard, home_of
from osnowa.learning.rules.growth import FEWEST
from osnowa.learning.rules.survey import FEWEST_ANSWERS
from osnowa.lib import clock
from osnowa.lib.spans import Span, span_chart
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import for_team


@require_safe
@for_team(Role.TRAINER)
def home(request: HttpRequest, programme: Programme) -> HttpResponse:
    found = home_of(programme, request.user)
    language = request.LANGUAGE_CODE
    context = {
        "programme": programme,
        "home": found,
        "cards": [(card, *_strengths(card, language)) for card in found.cards],
        "over": [
            (card, [(QUESTIONS[scale.name], scale.mean) for scale in card.said.scales] if card.said else [])
            for card in found.over
        ],
        "fewest": FEWEST,
        "fewest_answers": FEWEST_ANSWERS,
        "today": clock.today(),
    }
    return render(request, "learning/work/trainer.html", context)


def _strengths(card: CycleCard, language: str) -> tuple[str, list[tuple[str, float]]]:
    """The picture and the rows of its table."""
    rows = [
        (
            _("The whole test")
            if strength.competence is None
            else f"{strength.competence.code} {strength.competence.name(language)}",
            strength.percent,
        )
        for strength in card.strengths
    ]
    if not rows:
        return "", []
    title = _("Right answers before the cycle, by competence")
    chart = span_chart(
        [Span(name, 0, percent) for name, percent in rows],
        top=100,
        unit=_("right answers, %"),
        title=title,
        language=language,
    )
    return chart, rows
