"""The sign-ups of a cycle as a table, with a column for each question of its form."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.workshops.models import Cycle, Question
from osnowa.workshops.queries.attendance import organisation_of
from osnowa.workshops.queries.questions import questions_answered
from osnowa.workshops.queries.signed_up import STATE_WORDS, signed_up

AT_ONCE = 500
Kind = Question.Kind


def sign_up_table(cycle: Cycle) -> tuple[list[str], Iterator[list[Any]]]:
    """The header, and the rows one by one. Answers are in words; numbers, marks and days stay such."""
    questions = questions_answered(cycle)
    header = [
        _("No."),
        _("Sign-up number"),
        _("First and last name"),
        _("Organisation or group"),
        _("E-mail"),
        _("Phone"),
        _("State"),
        _("Signed up"),
        _("Needs"),
        *(question.text for question in questions),
    ]
    return header, _rows(cycle, questions)


def _rows(cycle: Cycle, questions: list[Question]) -> Iterator[list[Any]]:
    rows = signed_up(cycle)
    if questions:
        rows = rows.prefetch_related("answers")
    for n, enrolment in enumerate(rows.iterator(AT_ONCE), start=1):
        enrolment.cycle = cycle
        needs = getattr(enrolment, "needs", None)
        given = {answer.question_id: answer.value for answer in enrolment.answers.all()} if questions else {}
        yield [
            n,
            enrolment.reference,
            enrolment.person.name,
            organisation_of(enrolment),
            enrolment.person.email,
            enrolment.person.phone,
            str(STATE_WORDS[enrolment.state]),
            enrolment.created_at.astimezone(clock.WARSAW).date().isoformat(),
            needs.text if needs else "",
            *(_cell(question, given.get(question.pk)) for question in questions),
        ]


def _cell(question: Question, value: Any) -> Any:
    if value is None:
        return ""
    if question.kind in (Kind.NUMBER, Kind.SCALE, Kind.DATE):
        return value
    return question.words(value, between="; ")
