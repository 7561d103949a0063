"""Taking a test: starting, answering one by one, finishing; writing down what was answered on paper."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.learning.models import CycleTest, Item, Reply, Sitting, Theme
from osnowa.learning.queries.tests import asked_of, questions_of, test_of, window_of
from osnowa.learning.rules import tests as rules
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account
from osnowa.ui import words
from osnowa.workshops.actions.certificates import issue_certificates
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.queries.certificates import is_finished

Moment = Sitting.Moment

theme_chosen = audit.deed("learning.theme_chosen", gettext_lazy("chose the test of a cycle"))
test_started = audit.deed("learning.test_started", gettext_lazy("started a test"))
test_finished = audit.deed("learning.test_finished", gettext_lazy("finished a test"))
paper_entered = audit.deed("learning.paper_entered", gettext_lazy("wrote down a test taken on paper"))


@transaction.atomic
def choose_theme(cycle: Cycle, theme: Theme | None, *, by: Account | None) -> CycleTest | None:
    """Say what is tested before and after a cycle; None: no test. The same theme again changes nothing.

    Raises RuleBroken: "taken" (somebody has begun a test: both must be about the same), "foreign", "empty_form",
    "unequal" (forms of different length are not equivalent), "too_long".
    """
    cycle = lock(cycle)
    there = test_of(cycle)
    if (there.theme_id if there else None) == (theme.pk if theme else None):
        return there
    if Sitting.objects.filter(enrolment__cycle=cycle).exists():
        raise RuleBroken(
            _("Somebody has already taken the test. The second one must be about the same, so it stays."),
            code="taken",
            field="theme",
        )
    if theme is None:
        CycleTest.objects.filter(cycle=cycle).delete()
        theme_chosen.record(cycle, by=by, programme_id=cycle.programme_id, theme=None)
        return None
    _check_theme(cycle, theme)
    chosen, _fresh = CycleTest.objects.update_or_create(
        cycle=cycle, defaults={"theme": theme, "chosen_at": clock.now()}
    )
    theme_chosen.record(cycle, by=by, programme_id=cycle.programme_id, theme=theme.pk)
    return chosen


@transaction.atomic
def start_test(enrolment: Enrolment, moment: str, *, language: str, by: Any) -> Sitting:
    """Begin a test, or go on with one that was begun: the same questions, the answers kept.

    Raises RuleBroken: "no_test", "no_place", "not_yet", "over".
    """
    lock_words("sitting", enrolment.pk, moment)
    there = Sitting.objects.filter(enrolment=enrolment, moment=moment).first()
    if there is not None:
        return there
    test = _test(enrolment)
    _refuse_closed(enrolment, moment)
    sitting = _new_sitting(enrolment, moment, language=language)
    _lay_questions(sitting, test.theme)
    test_started.record(sitting, by=by, programme_id=enrolment.cycle.programme_id, moment=moment)
    return sitting


@transaction.atomic
def answer(sitting: Sitting, position: int, given: str, *, by: Any) -> Sitting:
    """Keep one answer: the last word stands until the test is done. The last answer finishes the test.

    `given`: an answer of the item, or "dont_know". In a finished test nothing changes any more.
    Raises RuleBroken: "given" (nothing chosen, or no such answer), "over" (the time to answer has passed).
    """
    enrolment = sitting.enrolment
    sitting = lock(sitting)
    sitting.enrolment = enrolment
    if sitting.finished_at is not None:
        return sitting
    reply = Reply.objects.select_related("item").filter(sitting=sitting, position=position).first()
    if reply is None or given not in {*reply.item.answers, Reply.DONT_KNOW}:
        raise RuleBroken(
            _("Choose an answer. “I don't know” is a good answer too."), code="given", field="given"
        )
    _refuse_closed(enrolment, sitting.moment, begun=True)
    reply.given, reply.answered_at = given, clock.now()
    reply.save(update_fields=["given", "answered_at"])
    asked = asked_of(sitting)
    if rules.next_position(asked) is None:
        Reply.objects.filter(sitting=sitting, position__in=rules.skipped(asked)).update(given=Reply.SKIPPED)
        sitting.finished_at = clock.now()
        sitting.save(update_fields=["finished_at"])
        test_finished.record(sitting, by=by, programme_id=enrolment.cycle.programme_id, moment=sitting.moment)
        _note_both_done(enrolment)
    return sitting


@transaction.atomic
def enter_test(
    enrolment: Enrolment,
    moment: str,
    answers: dict[int, str],
    *,
    language: str = "pl",
    is_on_paper: bool = True,
    by: Any,
) -> Sitting:
    """Write down a whole test at once. `answers`: position -> what was answered; a missing one is "I don't know".

    Papers may be entered late. Entered again it corrects what was entered. Raises RuleBroken: "no_test", "no_place",
    "online" (the person has finished it themselves), "given" (an answer that the question does not have).
    """
    lock_words("sitting", enrolment.pk, moment)
    test = _test(enrolment)
    sitting = Sitting.objects.filter(enrolment=enrolment, moment=moment).first()
    if sitting is not None and sitting.finished_at is not None and not sitting.is_on_paper:
        raise RuleBroken(
            _("This person has already taken the test on their own page. That one counts."), code="online"
        )
    if sitting is None:
        sitting = _new_sitting(enrolment, moment, language=language)
        _lay_questions(sitting, test.theme)
    now = clock.now()
    replies = list(sitting.replies.select_related("item"))
    for reply in replies:
        given = answers.get(reply.position) or Reply.DONT_KNOW
        if given not in {*reply.item.answers, Reply.DONT_KNOW}:
            raise RuleBroken(
                _("Question %(number)d has no such answer.") % {"number": reply.position}, code="given"
            )
        reply.given, reply.answered_at = given, now
    Reply.objects.bulk_update(replies, ["given", "answered_at"])
    sitting.finished_at = sitting.finished_at or now
    sitting.is_on_paper = is_on_paper
    sitting.entered_by = by if isinstance(by, Account) else None
    sitting.save(update_fields=["finished_at", "is_on_paper", "entered_by"])
    deed = paper_entered if is_on_paper else test_finished
    deed.record(sitting, by=by, programme_id=enrolment.cycle.programme_id, moment=moment)
    _note_both_done(enrolment)
    return sitting


def _check_theme(cycle: Cycle, theme: Theme) -> None:
    if theme.programme_id != cycle.programme_id:
        raise RuleBroken(_("Choose a theme of this programme."), code="foreign", field="theme")
    counts = []
    for form in rules.FORMS:
        items = questions_of(theme, form)
        scales = sum(item.kind == Item.Kind.SCALE for item in items)
        counts.append((len(items) - scales, scales))
    if not all(questions for questions, _scales in counts):
        raise RuleBroken(
            _("Both forms, A and B, need questions with a right answer. Add them first."),
            code="empty_form",
            field="theme",
        )
    if counts[0] != counts[1]:
        raise RuleBroken(
            _("Form A has %(a)d questions and form B %(b)d. Only forms of the same length can be compared.")
            % {"a": sum(counts[0]), "b": sum(counts[1])},
            code="unequal",
            field="theme",
        )
    if rules.is_too_long(*counts[0]):
        raise RuleBroken(
            _(
                "The test would take %(minutes)d minutes; more than %(most)d nobody does on a phone. Retire questions."
            )
            % {"minutes": rules.minutes(*counts[0]), "most": rules.LONGEST_MINUTES},
            code="too_long",
            field="theme",
        )


def _test(enrolment: Enrolment) -> CycleTest:
    test = test_of(enrolment.cycle)
    if test is None:
        raise RuleBroken(_("This cycle has no test."), code="no_test")
    if enrolment.state != Enrolment.State.PLACED:
        raise RuleBroken(_("The test is for people with a place in the cycle."), code="no_place")
    return test


def _refuse_closed(enrolment: Enrolment, moment: str, *, begun: bool = False) -> None:
    """Who has begun may finish a little after the end."""
    span = window_of(enrolment, moment)
    now = clock.now()
    if span is None or now < span[0]:
        raise RuleBroken(
            _("This test is not open yet.")
            if span is None
            else _("This test opens %(when)s.") % {"when": words.long_date(span[0])},
            code="not_yet",
        )
    if now >= span[1] + (rules.GRACE if begun else rules.NO_GRACE):
        raise RuleBroken(
            _("The time for this test ended %(when)s.") % {"when": words.long_date(span[1])}, code="over"
        )


def _new_sitting(enrolment: Enrolment, moment: str, *, language: str) -> Sitting:
    return Sitting.objects.create(
        enrolment=enrolment,
        moment=Moment(moment),
        form=rules.form_of(moment, enrolment.number),
        language=language,
        started_at=clock.now(),
    )


def _lay_questions(sitting: Sitting, theme: Theme) -> None:
    Reply.objects.bulk_create(
        Reply(sitting=sitting, item=item, position=position)
        for position, item in enumerate(questions_of(theme, sitting.form), start=1)
    )


def _note_both_done(enrolment: Enrolment) -> None:
    """After the cycle's lock: say on the sign-up that both tests are done; a certificate that waited is issued."""
    cycle = lock(enrolment.cycle)
    done = Sitting.objects.filter(enrolment=enrolment, finished_at__isnull=False).count()
    fresh = Enrolment.objects.get(pk=enrolment.pk)
    if done < len(Moment) or fresh.tests_done_at is not None:
        return
    fresh.tests_done_at = clock.now()
    fresh.save(update_fields=["tests_done_at"])
    if cycle.tests_for_certificate and is_finished(cycle):
        issue_certificates(cycle, by=None)
