"""Reading questions and answers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from osnowa.people.models import Person
from osnowa.programme.models import Programme
from osnowa.workshops.models import Answer, Cycle, Enrolment, Question
from osnowa.workshops.rules.questions import shown

Kind = Question.Kind
CAN_SHOW_OTHERS = (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.SCALE)


@dataclass(frozen=True)
class Answered:
    """One question with what was answered, in words; `words` is empty where nothing was.

    `answer`: the row, or None. `is_hidden`: the question does not apply, given the other answers.
    """

    question: Question
    answer: Answer | None
    words: str
    is_hidden: bool = False


def asks_questions(programme: str = "programme", cycle: str = "pk") -> Exists:
    """Does the form of a cycle ask anything of its own? A condition for a query of cycles, so that it costs none."""
    asked = Question.objects.filter(programme=OuterRef(programme), retired_at=None)
    return Exists(asked.filter(Q(cycle=None) | Q(cycle=OuterRef(cycle))))


def questions_for(cycle: Cycle) -> list[Question]:
    """What the form of a cycle asks now: first what every cycle of the programme asks, each in order. One query."""
    return list(
        _in_order(Question.objects.filter(programme=cycle.programme_id, retired_at=None)).filter(
            Q(cycle=None) | Q(cycle=cycle)
        )
    )


def questions_in(programme: Programme, cycle: Cycle | None) -> QuerySet[Question]:
    """The questions of every cycle, and those of one cycle (unless None), retired ones too, with `answers_count`."""
    where = Q(cycle=None) | Q(cycle=cycle) if cycle else Q(cycle=None)
    return _in_order(Question.objects.filter(where, programme=programme)).annotate(
        answers_count=Count("answers")
    )


def earlier_questions(programme: Programme, cycle: Cycle | None, question: Question | None) -> list[Question]:
    """The questions on whose answers a question may depend: asked before it, with answers from a list."""
    if cycle is not None:
        asked = questions_for(cycle)
    else:
        rows = Question.objects.filter(programme=programme, cycle=None, retired_at=None)
        asked = list(rows.order_by("position", "pk"))
    found = []
    for one in asked:
        if question is not None and one.pk == question.pk:
            break
        if one.kind in CAN_SHOW_OTHERS:
            found.append(one)
    return found


def answers_of(enrolment: Enrolment) -> list[Answered]:
    """All that the cycle asks now, and what this sign-up answered, also to questions no longer asked. Two queries."""
    given = {
        answer.question_id: answer
        for answer in Answer.objects.filter(enrolment=enrolment).select_related("question")
    }
    asked = questions_for(enrolment.cycle)
    visible = shown(asked, {key: answer.value for key, answer in given.items()})
    known = {question.pk for question in asked}
    older = [answer.question for key, answer in given.items() if key not in known]
    found = []
    for question in [*asked, *older]:
        answer = given.get(question.pk)
        words = question.words(answer.value) if answer else ""
        found.append(Answered(question, answer, words, question.pk in known and question.pk not in visible))
    return found


def questions_answered(cycle: Cycle) -> list[Question]:
    """What the cycle asks now, and what it asked before as far as somebody answered: the columns of a table."""
    asked = questions_for(cycle)
    older = Question.objects.filter(answers__enrolment__cycle=cycle).exclude(
        pk__in=[question.pk for question in asked]
    )
    return [*asked, *_in_order(older.distinct())]


def remembered(person: Person, questions: Collection[int]) -> list[Answer]:
    """The newest answer of a person to each of these questions, from any sign-up. One query."""
    rows = Answer.objects.filter(enrolment__person=person, question__in=questions).order_by(
        "answered_at", "pk"
    )
    return list({row.question_id: row for row in rows}.values())


def condition_words(question: Question, parents: Iterable[Question]) -> str:
    """When a question is asked, in words; empty where always. `parents`: questions among which its condition is."""
    parent = next((one for one in parents if one.pk == question.shown_if_id), None)
    if parent is None:
        return ""
    labels = [parent.words_of_key(key) for key in question.shown_if_keys]
    said = _("Only if you answered %(answers)s to “%(question)s”.")
    return said % {"answers": _(" or ").join(f"“{label}”" for label in labels), "question": parent.text}


def _in_order(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.order_by(F("cycle").asc(nulls_first=True), "position", "pk")
