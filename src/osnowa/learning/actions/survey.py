"""Answering the survey after a cycle: the answer keeps no name, the ticket keeps no answer (docs/decisions/0015)."""

import random
import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.learning.models import SurveyAnswer, SurveyTicket
from osnowa.learning.queries.tests import window_of
from osnowa.learning.rules.survey import COMMENTS, MOST_LETTERS, SCALES
from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.workshops.models import Cycle, Enrolment

survey_answered = audit.deed("learning.survey_answered", gettext_lazy("answered the survey of a cycle"))
comment_removed = audit.deed("learning.comment_removed", gettext_lazy("removed a comment from a survey"))


@transaction.atomic
def answer_survey(enrolment: Enrolment, *, by: str, **said: int | str | None) -> SurveyTicket:
    """Keep an answer, once. `said`: SCALES (1 to 5 or None) and COMMENTS (words).

    A second time changes nothing: it is not known which answer is whose. Raises RuleBroken: "not_yet", "over",
    "no_place", "empty" (nothing was answered).
    """
    cycle = lock(enrolment.cycle)
    there = SurveyTicket.objects.filter(enrolment=enrolment).first()
    if there is not None:
        return there
    _refuse_closed(enrolment)
    values: dict[str, int | str | None] = {name: said.get(name) for name in SCALES}
    values |= {name: text.clean(str(said.get(name) or ""))[:MOST_LETTERS] for name in COMMENTS}
    if not any(values.values()):
        raise RuleBroken(_("Answer at least one question."), code="empty")
    ticket = SurveyTicket.objects.create(enrolment=enrolment)
    _mix_in(cycle, values)
    # About the cycle, never about the ticket or the answer: the history must not put the two side by side.
    survey_answered.record(cycle, by=by, programme_id=cycle.programme_id)
    return ticket


@transaction.atomic
def remove_comment(cycle: Cycle, answer: SurveyAnswer, name: str, *, by: Account | None) -> None:
    """Take out a comment that names somebody, or is none. `name`: one of COMMENTS. A second click changes nothing."""
    lock(cycle)
    if name not in COMMENTS:
        raise ValueError(f"{name} is no comment of the survey.")
    changed = (
        SurveyAnswer.objects.filter(pk=answer.pk, cycle=cycle).exclude(**{name: ""}).update(**{name: ""})
    )
    if changed:
        comment_removed.record(cycle, by=by, programme_id=cycle.programme_id)


def _refuse_closed(enrolment: Enrolment) -> None:
    if enrolment.state != Enrolment.State.PLACED:
        raise RuleBroken(_("The survey is for people with a place in the cycle."), code="no_place")
    span = window_of(enrolment, "after")
    if span is None or clock.now() < span[0]:
        raise RuleBroken(_("The survey opens with the last session."), code="not_yet")
    if clock.now() >= span[1]:
        raise RuleBroken(_("The time for this survey is over. Thank you all the same."), code="over")


def _mix_in(cycle: Cycle, values: dict[str, int | str | None]) -> None:
    """All answers of the cycle are written anew in a chance order, under new keys, together with the new one: where a
    row lies in the database says nothing about when it came.
    """
    names = (*SCALES, *COMMENTS)
    rows = [*SurveyAnswer.objects.filter(cycle=cycle).values(*names), values]
    random.SystemRandom().shuffle(rows)
    SurveyAnswer.objects.filter(cycle=cycle).delete()
    SurveyAnswer.objects.bulk_create(SurveyAnswer(id=uuid.uuid4(), cycle=cycle, **row) for row in rows)
