"""Tests before and after, the survey, the bank of questions, the trainer's home."""

from types import SimpleNamespace
from typing import Any

from osnowa.learning.models import Item, SurveyAnswer, Theme
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    CYCLE,
    LEADS,
    OTHER_TRAINER,
    PROGRAMME,
    SEES_CYCLE,
    SEES_CYCLES,
    TRAINER,
    TRAINS,
    Row,
    Who,
)
from tests.factories.learning import CycleTestFactory, SurveyAnswerFactory

TRAINERS: Who = frozenset({TRAINER, OTHER_TRAINER})
THEME = f"{PROGRAMME} theme.pk"
ITEM = f"{PROGRAMME} item.pk"

ROWS: tuple[Row, ...] = (
    # whoever holds the link in the mail
    Row("learning:test", "enrolment.token moment", post=ALL),
    Row("learning:test_question", "enrolment.token moment one", post=ALL),
    Row("learning:survey", "enrolment.token", post=ALL),
    # the bank
    Row("learning:bank", PROGRAMME, get=SEES_CYCLES),
    Row("learning:ready_made", PROGRAMME, get=None, post=COORD),
    Row("learning:theme_new", PROGRAMME, get=TRAINS, post=TRAINS),
    Row("learning:frameworks", PROGRAMME, get=SEES_CYCLES),
    Row("learning:framework_import", PROGRAMME, get=COORD, post=COORD),
    Row("learning:theme", THEME, get=SEES_CYCLES),
    Row("learning:item_new", THEME, get=TRAINS, post=TRAINS),
    Row("learning:item", ITEM, get=SEES_CYCLES),
    Row("learning:item_change", ITEM, get=TRAINS, post=TRAINS),
    Row("learning:item_retire", ITEM, get=None, post=TRAINS),
    # one cycle
    Row("learning:cycle", CYCLE, get=SEES_CYCLE),
    Row("learning:cycle_theme", CYCLE, get=None, post=COORD),
    Row("learning:cycle_survey", CYCLE, get=SEES_CYCLE),
    Row("learning:comment_remove", f"{CYCLE} survey_answer.pk liked", get=None, post=COORD),
    Row("learning:cycle_paper", f"{CYCLE} form_a", get=LEADS),
    Row("learning:paper_enter", f"{CYCLE} enrolment.number moment", get=LEADS, post=LEADS),
    Row("learning:trainer", PROGRAMME, get=TRAINERS),
)

WORDS = {"moment": "before", "one": 1, "liked": "liked", "form_a": "A"}


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """A cycle with a test; one answer to its survey."""
    test = CycleTestFactory(cycle=own.cycle)
    return {
        "theme": test.theme,
        "item": test.theme.items.order_by("pk").first(),
        "survey_answer": SurveyAnswerFactory(cycle=own.cycle),
        **WORDS,
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    return {
        "theme": Theme.objects.filter(programme=own.programme).order_by("pk").first(),
        "item": Item.objects.filter(theme__programme=own.programme).order_by("pk").first(),
        "survey_answer": SurveyAnswer.objects.filter(cycle=own.cycle).exclude(liked="").first(),
        **WORDS,
    }
