"""Composing the sign-up form: questions added, changed, put in order, taken out of use."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, locks
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops.models import Answer, Cycle, Question
from osnowa.workshops.queries.questions import earlier_questions
from osnowa.workshops.rules.questions import keys_in, options_of

Kind = Question.Kind
MOST_QUESTIONS = 30  # asked at once: a longer form is an application, and nobody finishes it

question_added = audit.deed("workshops.question_added", gettext_lazy("Question added to the sign-up form"))
question_changed = audit.deed(
    "workshops.question_changed", gettext_lazy("Question of the sign-up form changed")
)
question_moved = audit.deed("workshops.question_moved", gettext_lazy("Questions put in another order"))
question_retired = audit.deed("workshops.question_retired", gettext_lazy("Question no longer asked"))
question_restored = audit.deed("workshops.question_restored", gettext_lazy("Question asked again"))
question_deleted = audit.deed("workshops.question_deleted", gettext_lazy("Unanswered question deleted"))


@transaction.atomic
def add_question(
    programme: Programme,
    cycle: Cycle | None,
    *,
    kind: str,
    text: str,
    hint: str = "",
    labels: Sequence[str] = (),
    options: Sequence[dict[str, str]] = (),
    is_required: bool = False,
    is_remembered: bool = False,
    shown_if: Question | None = None,
    shown_if_keys: Sequence[str] = (),
    by: Account,
) -> Question:
    """Add a question at the end of a cycle's form, or of every form of the programme (`cycle` None).

    `labels`: of the options, in order; or `options` with their keys, for a ready-made question.
    Raises RuleBroken: "too_many", "twice" (the same words are asked already), "options", "condition", "file".
    """
    programme = locks.lock(programme)
    siblings = Question.objects.filter(programme=programme, cycle=cycle)
    living = list(siblings.filter(retired_at=None))
    if len(living) >= MOST_QUESTIONS:
        raise RuleBroken(
            _("%(most)d questions are the most. Retire one that you can do without.")
            % {"most": MOST_QUESTIONS},
            code="too_many",
        )
    if any(one.text == text for one in living):
        raise RuleBroken(_("This question is asked already."), code="twice", field="text")
    last = siblings.aggregate(last=Max("position"))["last"]
    question = Question(
        programme=programme,
        cycle=cycle,
        position=0 if last is None else last + 1,
        kind=kind,
        text=text,
        hint=hint,
        options=list(options) or options_of(labels, []),
        is_required=is_required,
        is_remembered=is_remembered,
        shown_if=shown_if,
        shown_if_keys=list(shown_if_keys),
    )
    _check(question)
    question.save()
    question_added.record(question, by=by, programme_id=programme.pk, kind=kind)
    return question


@transaction.atomic
def change_question(
    question: Question,
    *,
    kind: str,
    text: str,
    hint: str,
    labels: Sequence[str],
    is_required: bool,
    is_remembered: bool,
    shown_if: Question | None,
    shown_if_keys: Sequence[str],
    by: Account,
) -> Question:
    """Change a question. Options keep their keys, so that answers given keep their meaning.

    Raises RuleBroken: "answered" (another kind after the first answer), "chosen" (an option that somebody chose, or on
    which a condition stands, is missing), "condition", "options", "twice", "file".
    """
    locks.lock(question.programme)
    found = Question.objects.select_related("programme", "cycle").get(pk=question.pk)
    if kind != found.kind and found.answers.exists():
        raise RuleBroken(
            _(
                "Somebody has answered already, so the kind cannot change. Retire this question and add a new one."
            ),
            code="answered",
            field="kind",
        )
    if kind != found.kind and found.depending.filter(retired_at=None).exists():
        raise RuleBroken(
            _("Another question is asked only after an answer to this one. Change that one first."),
            code="condition",
            field="kind",
        )
    twins = Question.objects.filter(programme=found.programme, cycle=found.cycle, text=text, retired_at=None)
    if twins.exclude(pk=found.pk).exists():
        raise RuleBroken(_("This question is asked already."), code="twice", field="text")
    options = options_of(labels, found.options) if kind in Question.WITH_OPTIONS else []
    if kind == found.kind:
        _keep_chosen(found, options)
    found.kind, found.text, found.hint, found.options = kind, text, hint, options
    found.is_required, found.is_remembered = is_required, is_remembered
    found.shown_if, found.shown_if_keys = shown_if, list(shown_if_keys)
    _check(found)
    found.save()
    question_changed.record(found, by=by, programme_id=found.programme_id)
    return found


@transaction.atomic
def move_question(question: Question, *, up: bool, by: Account) -> None:
    """One place up or down among those of its form. At the end nothing happens.

    Raises RuleBroken ("condition") where a question would stand before the one that it depends on.
    """
    locks.lock(question.programme)
    row = list(
        Question.objects.filter(
            programme=question.programme_id, cycle=question.cycle_id, retired_at=None
        ).order_by("position", "pk")
    )
    here = next((n for n, one in enumerate(row) if one.pk == question.pk), None)
    there = None if here is None else here + (-1 if up else 1)
    if here is None or there is None or not 0 <= there < len(row):
        return
    first, second = (row[there], row[here]) if up else (row[here], row[there])
    if second.shown_if_id == first.pk:
        raise RuleBroken(
            _("“%(question)s” is asked after an answer to “%(parent)s”, so it must stand below it.")
            % {"question": second.text, "parent": first.text},
            code="condition",
        )
    row[here], row[there] = row[there], row[here]
    for position, one in enumerate(row):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    question_moved.record(question, by=by, programme_id=question.programme_id, up=up)


@transaction.atomic
def retire_question(question: Question, *, by: Account) -> bool:
    """Stop asking. What nobody answered is deleted; answers given stay. True where it was deleted.

    A second click changes nothing. Raises RuleBroken ("condition") where another question depends on it.
    """
    locks.lock(question.programme)
    found = Question.objects.filter(pk=question.pk).first()
    if found is None or found.retired_at is not None:
        return False
    depending = found.depending.filter(retired_at=None).first()
    if depending is not None:
        raise RuleBroken(
            _("“%(question)s” is asked only after an answer to this one. Change or retire that one first.")
            % {"question": depending.text},
            code="condition",
        )
    if not found.answers.exists() and not found.depending.exists():
        question_deleted.record(found, by=by, programme_id=found.programme_id)
        found.delete()
        return True
    found.retired_at = clock.now()
    found.save(update_fields=["retired_at"])
    question_retired.record(found, by=by, programme_id=found.programme_id)
    return False


@transaction.atomic
def restore_question(question: Question, *, by: Account) -> Question:
    """Ask again what was retired. A second click changes nothing.

    Raises RuleBroken: "condition" where the question that it depends on is retired, "twice", "too_many".
    """
    locks.lock(question.programme)
    found = Question.objects.select_related("shown_if").get(pk=question.pk)
    if found.retired_at is None:
        return found
    if found.shown_if is not None and found.shown_if.retired_at is not None:
        raise RuleBroken(
            _("It is asked only after an answer to “%(parent)s”. Ask that one again first.")
            % {"parent": found.shown_if.text},
            code="condition",
        )
    living = Question.objects.filter(programme=found.programme_id, cycle=found.cycle_id, retired_at=None)
    if living.filter(text=found.text).exists():
        raise RuleBroken(_("This question is asked already."), code="twice")
    if living.count() >= MOST_QUESTIONS:
        raise RuleBroken(
            _("%(most)d questions are the most. Retire one that you can do without.")
            % {"most": MOST_QUESTIONS},
            code="too_many",
        )
    found.retired_at = None
    found.save(update_fields=["retired_at"])
    question_restored.record(found, by=by, programme_id=found.programme_id)
    return found


def _check(question: Question) -> None:
    if question.kind in Question.WITH_OPTIONS and len(question.options) < 2:  # noqa: PLR2004  a choice needs two
        raise RuleBroken(_("Write at least two answers to choose from."), code="options", field="labels")
    if question.kind == Kind.FILE and question.is_remembered:
        raise RuleBroken(
            _("A file is asked for each time. Take the tick away, or choose another kind."),
            code="file",
            field="is_remembered",
        )
    parent = question.shown_if
    if parent is None:
        question.shown_if_keys = []
        return
    earlier = earlier_questions(question.programme, question.cycle, question)
    if parent.pk not in {one.pk for one in earlier} or not set(question.shown_if_keys) & set(parent.keys):
        raise RuleBroken(
            _("Choose answers of one question that stands above this one."),
            code="condition",
            field="shown_if",
        )


def _keep_chosen(question: Question, options: Sequence[Any]) -> None:
    """Refuse to lose an option that somebody chose or on which a condition stands."""
    missing = {option["key"] for option in question.options} - {option["key"] for option in options}
    if not missing:
        return
    chosen: set[str] = set()
    for value in Answer.objects.filter(question=question).values_list("value", flat=True):
        chosen |= keys_in(value)
    for keys in question.depending.filter(retired_at=None).values_list("shown_if_keys", flat=True):
        chosen |= set(keys)
    lost = [option["label"] for option in question.options if option["key"] in missing & chosen]
    if lost:
        raise RuleBroken(
            _(
                "Somebody chose “%(option)s”, or another question depends on it, so it must stay. You can reword it."
            )
            % {"option": lost[0]},
            code="chosen",
            field="labels",
        )
