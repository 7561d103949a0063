"""What sign-up forms ask and get: questions, answers, a colleague who has still to say yes, and who waits for news."""

import datetime as dt
import random
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.lib import audit, clock
from osnowa.portal.demonstration.story.scene import MINUTE, Scene
from osnowa.programme.queries import current_clause
from osnowa.workshops.actions.answers import change_answers
from osnowa.workshops.actions.colleagues import confirm_sign_up, sign_up_colleagues
from osnowa.workshops.actions.interest import confirm_interest, note_interest
from osnowa.workshops.actions.questions import add_question
from osnowa.workshops.models import Enrolment, Question
from osnowa.workshops.queries.questions import questions_for
from osnowa.workshops.queries.ready_questions import READY
from osnowa.workshops.rules.answers import NO_ANSWERS, Answers

Kind = Question.Kind
ASK_MORE = (6, 7)  # cycles with questions of their own, beside the one that every cycle asks
LEFT_EMPTY = 0.15  # of answers that may be left empty
WITH_FILE = (7, 1)
NOT_OPEN = 8
HOURS_AGO = 5
WISHES = (
    "Chcę, żeby ktoś poza mną umiał to zrobić.",
    "Umieć pokazać zarządowi, że to się opłaca.",
    "Zacząć od prostych rzeczy i nie bać się, że coś zepsuję.",
)
COLLEAGUES = (
    ("Halina Wierzbicka", "h.wierzbicka@nowa-osnowa.example"),
    ("Tymoteusz Lis", "t.lis@nowa-osnowa.example"),
)
INTERESTED = (
    "zosia@chetni.example",
    "biuro@kolo-nad-supraslanka.example",
    "radek@chetni.example",
    "info@klub-mlyn.example",
)


def plan_forms(scene: Scene) -> None:
    """Plan the questions, before the first recruitment opens, and what came in the last hours."""
    first_opens_at = min(days.opens_at for days in scene.cycle_days.values())
    scene.timeline.at(first_opens_at - MINUTE * 30, partial(_ask, scene))
    now = scene.timeline.now
    scene.timeline.at(now - MINUTE * 60 * HOURS_AGO, partial(_bring_colleagues, scene))
    scene.timeline.at(now - MINUTE * 40, partial(_send_file, scene))
    for order, address in enumerate(INTERESTED):
        moment = now - dt.timedelta(days=2, minutes=37 * order)
        scene.timeline.at(moment, partial(_wish, scene, address, confirms=order > 0))


def answers_for(scene: Scene, number: int, order: int, name: str) -> Answers:
    """What somebody answers to the form of a cycle; the same person at the same time always the same."""
    cycle = scene.cycles[number]
    questions = questions_for(cycle)
    if not questions:
        return NO_ANSWERS
    dice = random.Random(f"{number}-{order}")  # noqa: S311  a story, not a secret
    given: dict[int, Any] = {}
    for question in questions:
        if question.kind == Kind.FILE or (not question.is_required and dice.random() < LEFT_EMPTY):
            continue
        if question.shown_if_id and given.get(question.shown_if_id) not in question.shown_if_keys:
            continue
        given[question.pk] = _answer(question, name, dice)
    return Answers(tuple(questions), given)


def _answer(question: Question, name: str, dice: random.Random) -> Any:
    if "woman" in question.keys:
        return "woman" if name.split(maxsplit=1)[0].endswith("a") else "man"
    if question.kind == Kind.NUMBER:
        return dice.choice((3, 5, 8, 12, 20))
    return dice.choice(question.keys or WISHES)


def _ask(scene: Scene) -> None:
    by = scene.coordinator
    add_question(scene.programme, None, by=by, **READY["gender"].as_question())
    for number in ASK_MORE:
        cycle = scene.cycles[number]
        for key in ("role", "place", "expectation"):
            add_question(scene.programme, cycle, by=by, **READY[key].as_question())
    cycle = scene.cycles[WITH_FILE[0]]
    together = add_question(
        scene.programme,
        cycle,
        kind=Kind.YES_NO,
        text="Czy zastosujesz to od razu w swojej organizacji?",
        by=by,
    )
    add_question(
        scene.programme,
        cycle,
        kind=Kind.NUMBER,
        text="Ile osób będzie z tego korzystać?",
        hint="Wystarczy liczba w przybliżeniu.",
        shown_if=together,
        shown_if_keys=["yes"],
        by=by,
    )
    add_question(
        scene.programme,
        cycle,
        kind=Kind.FILE,
        text="Przykład dokumentu, nad którym chcesz popracować",
        hint="Na przykład Wasz regulamin albo plan. Bez danych osobowych.",
        by=by,
    )


def _standing(scene: Scene, number: int, order: int) -> Enrolment | None:
    """Somebody with a place in a cycle whose recruitment is open: the first (0), the next one (1). None on odd days."""
    cycle = scene.cycles[number]
    if not cycle.recruitment_opens_at < clock.now() < cycle.recruitment_closes_at:
        return None
    placed = Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED, confirm_until=None)
    found = placed.select_related("cycle__programme", "person", "membership").order_by("number")
    return found[order : order + 1].first()


def _bring_colleagues(scene: Scene) -> None:
    """One of them has said yes, the other has still time."""
    leader = _standing(scene, WITH_FILE[0], 0)
    if leader is None:
        return
    first, _second = sign_up_colleagues(
        leader, COLLEAGUES, submission_key="pokaz-koledzy", by=audit.PARTICIPANT
    )
    confirm_sign_up(
        first,
        phone="",
        needs="",
        keep_needs=False,
        answers=answers_for(scene, WITH_FILE[0], -1, COLLEAGUES[0][0]),
        clause=current_clause(scene.programme),
        by=audit.PARTICIPANT,
    )


def _send_file(scene: Scene) -> None:
    enrolment = _standing(scene, *WITH_FILE)
    if enrolment is None:
        return
    answers = answers_for(scene, *WITH_FILE, enrolment.person.name)
    question = next(one for one in answers.questions if one.kind == Kind.FILE)
    paper = SimpleUploadedFile("Regulamin wypożyczalni.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    change_answers(
        enrolment, Answers(answers.questions, {**answers.given, question.pk: paper}), by=audit.PARTICIPANT
    )


def _wish(scene: Scene, address: str, *, confirms: bool) -> None:
    cycle = scene.cycles[NOT_OPEN]
    if clock.now() >= cycle.recruitment_opens_at:
        return
    interest = note_interest(cycle, email=address, name="", language="pl", by=audit.PARTICIPANT)
    if confirms:
        confirm_interest(interest, by=audit.PARTICIPANT)
