"""Offers, needs, answers."""

from types import SimpleNamespace
from typing import Any

from osnowa.cooperation.models import Announcement, Answer
from tests.architecture.permission_matrix.shapes import (
    ALL,
    COORD,
    COORDINATOR,
    EVALUATOR,
    MEMBER,
    MENTOR,
    PROGRAMME,
    SIGNED_IN,
    Row,
)
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory

MEMBERS = frozenset({MEMBER})
READ = frozenset({COORDINATOR, EVALUATOR, MENTOR})
NOTE = "whoever speaks for nobody is told how to"
WORK = f"{PROGRAMME} announcement.pk"

ROWS: tuple[Row, ...] = (
    Row("cooperation:board"),
    Row("cooperation:announcement", "announcement.pk", get=ALL),
    Row("cooperation:answer_give", "announcement.pk", get=SIGNED_IN, post=SIGNED_IN, note=NOTE),
    Row("cooperation:own", get=SIGNED_IN, note=NOTE),
    Row("cooperation:announcement_new", get=SIGNED_IN, post=SIGNED_IN, note=NOTE),
    Row("cooperation:own_announcement", "announcement.pk", get=MEMBERS),
    Row("cooperation:announcement_change", "announcement.pk", get=MEMBERS, post=MEMBERS),
    Row("cooperation:announcement_renew", "announcement.pk", get=None, post=MEMBERS),
    Row("cooperation:announcement_close", "announcement.pk", get=MEMBERS, post=MEMBERS),
    Row("cooperation:answer", "answer.pk", get=MEMBERS),
    Row("cooperation:answer_accept", "answer.pk", get=None, post=MEMBERS),
    Row("cooperation:answer_decline", "answer.pk", get=MEMBERS, post=MEMBERS),
    Row("cooperation:answer_withdraw", "given_answer.pk", get=None, post=MEMBERS),
    Row("cooperation:answer_came_of", "answer.pk", get=MEMBERS, post=MEMBERS),
    Row("cooperation:work", PROGRAMME, get=READ),
    Row("cooperation:work_announcement", WORK, get=READ),
    Row("cooperation:announcement_hide", WORK, get=COORD, post=COORD),
    Row("cooperation:announcement_show", WORK, get=None, post=COORD),
)


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme` (and `own.organisation`). Names are used by `args`."""
    announcement = AnnouncementFactory(programme=own.programme, organisation=own.organisation)
    return {
        "announcement": announcement,
        "answer": AnswerFactory(announcement=announcement),
        "given_answer": AnswerFactory(
            announcement=AnnouncementFactory(programme=own.programme), organisation=own.organisation
        ),
    }


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    answer = Answer.objects.filter(
        state=Answer.State.WAITING,
        announcement__organisation=own.organisation,
        announcement__state=Announcement.State.OPEN,
    ).first()
    return {"announcement": answer.announcement, "answer": answer, "given_answer": answer}
