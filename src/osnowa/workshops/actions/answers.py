"""What people answered to the questions of a form: kept with the sign-up, changed until recruitment closes."""

import secrets
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, files, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.models import Answer, Enrolment, Question
from osnowa.workshops.queries.questions import remembered
from osnowa.workshops.rules.answers import Answers

LONGEST_NAME = 100

answers_changed = audit.deed("workshops.answers_changed", gettext_lazy("Answers of a sign-up changed"))


def keep_answers(enrolment: Enrolment, answers: Answers) -> None:
    """Keep the answers of a new sign-up. What is asked once and was left empty comes from earlier sign-ups, silently.

    Part of the deed that signs up: called in its transaction, with the cycle locked.
    """
    rows = [_row(enrolment, question, answers.given[question.pk]) for question in _answered(answers)]
    empty = [q.pk for q in answers.questions if q.is_remembered and q.pk not in answers.given]
    if empty:
        rows += [
            Answer(enrolment=enrolment, question_id=old.question_id, value=old.value, is_carried=True)
            for old in remembered(enrolment.person, empty)
        ]
    if rows:
        Answer.objects.bulk_create(rows)


@transaction.atomic
def change_answers(enrolment: Enrolment, answers: Answers, *, by: Account | str | None) -> Enrolment:
    """Put the answers that the form gave in the place of those before. What is remembered stays if left empty.

    Raises RuleBroken: "cancelled", and "closed" once recruitment has closed (the team may still: `by` an account).
    """
    cycle = lock_cycle(enrolment.cycle)
    enrolment = Enrolment.objects.select_related("person").get(pk=enrolment.pk)
    enrolment.cycle = cycle
    if enrolment.state == Enrolment.State.CANCELLED:
        raise RuleBroken(_("This sign-up is cancelled, so it cannot be changed."), code="cancelled")
    if by == audit.PARTICIPANT and clock.now() >= cycle.recruitment_closes_at:
        raise RuleBroken(
            _("The sign-up has closed, so answers can no longer be changed here. Write to us, we will help."),
            code="closed",
        )
    before = {row.question_id: row for row in Answer.objects.filter(enrolment=enrolment)}
    changed = []
    for question in answers.questions:
        known = before.get(question.pk)
        if question.pk not in answers.given:
            if known is not None and not known.is_carried:
                _delete(known)
                changed.append(question.pk)
            continue
        value = answers.given[question.pk]
        if known is not None and known.value == value and not known.is_carried:
            continue
        if known is not None:
            _delete(known)
        _row(enrolment, question, value).save()
        changed.append(question.pk)
    if changed:
        answers_changed.record(enrolment, by=by, programme_id=cycle.programme_id, questions=changed)
    return enrolment


def _answered(answers: Answers) -> list[Question]:
    return [question for question in answers.questions if question.pk in answers.given]


def _row(enrolment: Enrolment, question: Question, value: Any) -> Answer:
    row = Answer(enrolment=enrolment, question=question, value=value, answered_at=clock.now())
    if isinstance(value, UploadedFile):
        kind = files.kind_of(value)
        ending = kind.ending if kind else ""
        row.value = (text.slug(PurePath(value.name or "").stem, longest=LONGEST_NAME) or "plik") + ending
        row.file.save(f"{secrets.token_urlsafe(18)}{ending}", value, save=False)
    return row


def _delete(row: Answer) -> None:
    """The row now, its file once the deed is sure to stand."""
    if row.file:
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))
    row.delete()
