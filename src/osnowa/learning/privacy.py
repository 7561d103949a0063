"""What tests and surveys know about a person: export and erase."""

from typing import Any

from osnowa.learning.models import Reply, Sitting, SurveyTicket
from osnowa.people.models import Person


def export(person: Person) -> dict[str, Any]:
    """Tests with every answer; of surveys only that the person answered: which answer is theirs, nobody knows."""
    sittings = (
        Sitting.objects.filter(enrolment__person=person)
        .select_related("enrolment__cycle")
        .prefetch_related("replies__item")
        .order_by("started_at", "pk")
    )
    tickets = SurveyTicket.objects.filter(enrolment__person=person).select_related("enrolment__cycle")
    return {
        "tests": [_sitting(sitting) for sitting in sittings],
        "surveys_answered": [{"cycle": ticket.enrolment.cycle.title} for ticket in tickets],
    }


def _sitting(sitting: Sitting) -> dict[str, Any]:
    return {
        "cycle": sitting.enrolment.cycle.title,
        "state": sitting.moment,
        "started_at": sitting.started_at.isoformat(),
        "finished_at": sitting.finished_at.isoformat() if sitting.finished_at else None,
        "test_answers": [_reply(reply, sitting.language) for reply in sitting.replies.all()],
    }


def _reply(reply: Reply, language: str) -> dict[str, Any]:
    item = reply.item
    labels = {key: str(words) for key, words in item.labels(language)}
    return {
        "question": item.question(language),
        "your_answer": labels.get(reply.given, ""),
        "right_answer": labels.get(item.correct, ""),
    }


def erase(_person: Person) -> None:
    """Nothing here names anybody: tests hang on the sign-up, whose person is blanked and whose link dies."""
