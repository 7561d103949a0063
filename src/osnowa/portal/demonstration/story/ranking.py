"""One cycle recruits by points, and one went by lot: terms, answers, a reviewer's marks, the draw."""

import datetime as dt
from functools import partial
from typing import Any

from osnowa.portal.demonstration.calendar import DAY
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.portal.demonstration.story.teaching import TRAINERS
from osnowa.workshops.actions.marks import mark_application
from osnowa.workshops.actions.ranking import publish_ranking
from osnowa.workshops.actions.terms import add_criterion, set_terms
from osnowa.workshops.models import Answer, Criterion, Cycle, Enrolment, Question, RecruitmentTerms

BY_LOT, BY_POINTS = 4, 7
Part, Source = Criterion.Part, Criterion.Source

# What is asked in the cycle that goes by points: (kind, text, options), and what people answer in turn.
COMMUNE = (
    Question.Kind.CHOICE,
    "W jakiej gminie organizacja ma siedzibę?",
    (("rural", "wiejskiej"), ("mixed", "miejsko-wiejskiej"), ("urban", "miejskiej")),
)
ROLE = (
    Question.Kind.CHOICE,
    "Jaka jest Twoja rola w organizacji?",
    (("board", "zarząd albo koordynacja"), ("member", "członkostwo"), ("volunteer", "wolontariat")),
)
YEARS = (Question.Kind.NUMBER, "Od ilu lat działasz w organizacji?", ())
PLAN = (Question.Kind.LONG, "Co zmienisz w organizacji po tym cyklu?", ())
COMMUNES = ("urban", "rural", "mixed", "urban", "rural", "urban", "mixed")
ROLES = ("board", "volunteer", "board", "member", "board")
YEARS_IN = (1, 6, 3, 12, 2, 4, 0.5, 8)
PLANS = (
    "Przeniesiemy faktury ze skoroszytu do jednego arkusza.",
    "Chcę przestać pisać sprawozdania w ostatnią noc.",
    "Skarbniczka i ja będziemy widzieć ten sam budżet.",
    "Pokażemy zarządowi wydatki co miesiąc, nie raz w roku.",
)
MARKS = (4, 5, 3, 5, 2, 4)
NOTES = ("", "Konkretny plan.", "Plan ogólny, bez terminu.", "Wiadomo, kto to zrobi.", "Jedno zdanie.", "")
LEFT_TO_MARK = 4


def plan_ranking(scene: Scene) -> None:
    """Terms before the cycles are published; the draw the morning after; marks in the last days."""
    created_at = scene.setup_at + MINUTE * 240
    for number, compose in ((BY_LOT, _by_lot), (BY_POINTS, _by_points)):
        scene.timeline.at(created_at + MINUTE * (12 * number + 6), partial(compose, scene))
    scene.timeline.at(scene.cycle_days[BY_LOT].closes_at + dt.timedelta(hours=10), partial(_draw, scene))
    scene.timeline.at(scene.timeline.now - MINUTE * 45, partial(_mark, scene))


def answer(scene: Scene, number: int, order: int, enrolment: Enrolment) -> None:
    """What the person answers in the form of the cycle that goes by points."""
    if number != BY_POINTS:
        return
    said: tuple[Any, ...] = (
        COMMUNES[order % len(COMMUNES)],
        ROLES[order % len(ROLES)],
        YEARS_IN[order % len(YEARS_IN)],
        PLANS[order % len(PLANS)],
    )
    asked = Question.objects.filter(cycle=scene.cycles[number]).order_by("position")
    Answer.objects.bulk_create(
        Answer(enrolment=enrolment, question=question, value=value, answered_at=enrolment.created_at)
        for question, value in zip(asked, said, strict=True)
    )


def _by_lot(scene: Scene) -> None:
    cycle = scene.cycles[BY_LOT]
    results_on = scene.cycle_days[BY_LOT].closes_at.date() + DAY * 2
    set_terms(
        cycle,
        mode=Cycle.Mode.LOTTERY,
        first=RecruitmentTerms.First.PERSON,
        limit_per_organisation=4,
        results_on=results_on,
        by=scene.coordinator,
    )
    _same_seed(cycle)


def _by_points(scene: Scene) -> None:
    """The example of the manual: seat 5, key position 5, years 2, 3 or 5, a reviewer's 5; threshold 8."""
    cycle, by = scene.cycles[BY_POINTS], scene.coordinator
    set_terms(
        cycle,
        mode=Cycle.Mode.SCORED,
        threshold=8,
        limit_per_organisation=2,
        first=RecruitmentTerms.First.ORGANISATION,
        results_on=scene.cycle_days[BY_POINTS].closes_at.date() + DAY * 3,
        by=by,
    )
    _same_seed(cycle)
    commune, role, years, _plan = [
        Question.objects.create(
            programme=cycle.programme,
            cycle=cycle,
            position=position,
            kind=kind,
            text=text,
            options=[{"key": key, "label": label} for key, label in options],
            is_required=True,
        )
        for position, (kind, text, options) in enumerate((COMMUNE, ROLE, YEARS, PLAN), start=1)
    ]
    points = partial(add_criterion, cycle, part=Part.POINTS, by=by)
    points(
        source=Source.ANSWER,
        question=commune,
        title="Siedziba w gminie wiejskiej albo miejsko-wiejskiej",
        bands=[{"keys": ["rural"], "points": 5}, {"keys": ["mixed"], "points": 5}],
    )
    points(
        source=Source.ANSWER,
        question=role,
        title="Kluczowa rola w organizacji",
        bands=[{"keys": ["board"], "points": 5}],
    )
    points(
        source=Source.ANSWER,
        question=years,
        title="Lata w organizacji",
        bands=[{"highest": 2, "points": 2}, {"highest": 5, "points": 3}, {"points": 5}],
    )
    points(source=Source.MARK, title="Plan zmiany po cyklu", most=5)
    add_criterion(
        cycle,
        part=Part.QUOTA,
        source=Source.ANSWER,
        question=commune,
        title="Osoby z gmin wiejskich i miejsko-wiejskich",
        bands=[{"keys": ["rural", "mixed"]}],
        at_least=8 if cycle.capacity > 8 else 1,  # noqa: PLR2004  a small story has few places
        by=by,
    )


def _same_seed(cycle: Cycle) -> None:
    """The same story every time; outside the demonstration the seed is drawn."""
    RecruitmentTerms.objects.filter(cycle=cycle).update(seed=f"pokaz-{cycle.number}-2017")


def _draw(scene: Scene) -> None:
    publish_ranking(scene.cycles[BY_LOT], by=scene.coordinator)


def _mark(scene: Scene) -> None:
    """The trainer has read all but the last ones."""
    cycle = scene.cycles[BY_POINTS]
    trainer = scene.account(TRAINERS[BY_POINTS][0])
    criterion = Criterion.objects.get(cycle=cycle, source=Source.MARK)
    rows = Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.APPLIED).order_by("number")
    for order, enrolment in enumerate(list(rows)[:-LEFT_TO_MARK]):
        points, note = MARKS[order % len(MARKS)], NOTES[order % len(NOTES)]
        mark_application(enrolment, criterion, points=points, note=note, by=trainer)
