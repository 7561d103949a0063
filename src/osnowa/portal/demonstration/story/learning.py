"""Tests before and after, and the survey: in two finished cycles, with gaps, and before the one that runs."""

import datetime as dt
import random
from functools import partial

from osnowa.learning.actions.bank import load_ready_made
from osnowa.learning.actions.survey import answer_survey
from osnowa.learning.actions.tests import choose_theme, enter_test
from osnowa.learning.models import Item, Theme
from osnowa.learning.queries.tests import questions_of, test_of
from osnowa.learning.rules.tests import form_of
from osnowa.lib import audit
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.surveys import SAID
from osnowa.workshops.models import Cycle, Enrolment

FINISHED, RUNNING = (1, 2), 4
# How many of those with a place take each test, and how many of their answers are right.
TAKES = {"before": 0.86, "after": 0.72}
KNOWS = {"before": 0.38, "after": 0.8}
DOES_NOT_KNOW = 0.5  # of the wrong ones: says so instead of guessing
SAYS = 0.5  # answers the survey


def plan_learning(scene: Scene) -> None:
    """Every cycle gets its theme; people answer on the day of the first session and two days after the last."""
    at = scene.timeline.at
    for number in range(1, 9):
        at(scene.setup_at + MINUTE * (390 + number), partial(_choose, scene, number))
    at(scene.setup_at + MINUTE * 389, partial(_load, scene))
    for number in (*FINISHED, RUNNING):
        at(scene.cycle_days[number].starts_at(0) + MINUTE * 5, partial(_take, scene, number, "before"))
    for number in FINISHED:
        over = scene.cycle_days[number].ends_at(len(scene.cycle_days[number].days) - 1)
        at(over + dt.timedelta(days=2), partial(_take, scene, number, "after"))
        at(over + dt.timedelta(days=3), partial(_say, scene, number))


def _load(scene: Scene) -> None:
    load_ready_made(scene.programme, by=scene.coordinator)


def _choose(scene: Scene, number: int) -> None:
    theme = Theme.objects.get(programme=scene.programme, position=number)
    choose_theme(scene.cycles[number], theme, by=scene.coordinator)


def _people(scene: Scene, number: int) -> list[Enrolment]:
    cycle = Cycle.objects.select_related("programme").get(pk=scene.cycles[number].pk)
    people = list(
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED)
        .select_related("person")
        .order_by("number")
    )
    for enrolment in people:
        enrolment.cycle = cycle
    return people


def _take(scene: Scene, number: int, moment: str) -> None:
    test = test_of(scene.cycles[number])
    if test is None:
        return
    items = {form: questions_of(test.theme, form) for form in ("A", "B")}
    for seat, enrolment in enumerate(_people(scene, number)):
        dice = random.Random(f"{number}:{seat}:{moment}")  # noqa: S311  by seat, so that figures do not hang on the day
        if dice.random() >= TAKES[moment]:
            continue
        asked = items[form_of(moment, enrolment.number)]
        gifted = random.Random(f"{number}:{seat}").uniform(-0.18, 0.18)  # noqa: S311  as above
        answers = {
            position: _answer(item, KNOWS[moment] + gifted, moment, dice)
            for position, item in enumerate(asked, start=1)
        }
        enter_test(
            enrolment,
            moment,
            answers,
            is_on_paper=seat == 1,
            by=scene.coordinator if seat == 1 else audit.PARTICIPANT,
        )


def _answer(item: Item, knows: float, moment: str, dice: random.Random) -> str:
    if not item.correct:
        return dice.choice("1223" if moment == "before" else "3344")
    if dice.random() < knows - 0.04 * (item.level - 3):
        return item.correct
    if dice.random() < DOES_NOT_KNOW:
        return "dont_know"
    return dice.choice([one for one in item.answers if one != item.correct])


def _say(scene: Scene, number: int) -> None:
    dice = random.Random(f"survey:{number}")  # noqa: S311  as above
    people = [enrolment for enrolment in _people(scene, number) if dice.random() < SAYS]
    for enrolment, (useful, clear, pace, recommend, liked, improve) in zip(people, SAID, strict=False):
        answer_survey(
            enrolment,
            useful=useful,
            clear=clear,
            pace=pace,
            recommend=recommend,
            liked=liked,
            improve=improve,
            by=audit.PARTICIPANT,
        )
