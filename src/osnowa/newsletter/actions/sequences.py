"""Series of letters tied to dates: put together by the team, written by the clock, to each reader once."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from osnowa.lib import clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import deeds
from osnowa.newsletter.emails import readers as letters
from osnowa.newsletter.models import Reader, Sequence, SequenceLetter, SequenceStep
from osnowa.newsletter.queries.sequences import cycles_due, taking_part, welcomed
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle

Kind, Anchor = Sequence.Kind, SequenceStep.Anchor
AT_ONCE = 200


@transaction.atomic
def save_sequence(
    sequence: Sequence | None, *, programme: Programme, kind: str, name: str, by: Account
) -> Sequence:
    """Make a series, switched off, or give it another name; its kind stays."""
    if sequence is None:
        sequence = Sequence(programme=programme, kind=kind, created_at=clock.now())
    else:
        sequence = locks.lock(sequence)
    sequence.name = text.clean(name)[:120]
    sequence.save()
    deeds.sequence_saved.record(sequence, by=by, programme_id=programme.pk)
    return sequence


@transaction.atomic
def switch_sequence(sequence: Sequence, *, on: bool, by: Account) -> Sequence:
    """Switch a series on, for dates from now on, or off. The same again changes nothing.

    Raises RuleBroken: "no_steps".
    """
    sequence = locks.lock(sequence)
    if on == (sequence.started_at is not None):
        return sequence
    if on and not sequence.steps.exists():
        raise RuleBroken(_("Write at least one letter first."), code="no_steps")
    sequence.started_at = clock.now() if on else None
    sequence.save(update_fields=["started_at"])
    deeds.sequence_switched.record(sequence, by=by, programme_id=sequence.programme_id, on=on)
    return sequence


@transaction.atomic
def save_step(
    step: SequenceStep | None,
    *,
    sequence: Sequence,
    anchor: str,
    days: int,
    subject: str,
    body: str,
    by: Account,
) -> SequenceStep:
    """Write a letter of the series or change it; who got it already does not get it again.

    `days`: after the anchor, negative before it. Raises RuleBroken: "anchor", "days" (a welcome cannot go before).
    """
    sequence = locks.lock(sequence)
    is_welcome = sequence.kind == Kind.WELCOME
    if is_welcome != (anchor == Anchor.CONFIRMED):
        raise RuleBroken(_("Choose the day from the list."), code="anchor", field="when")
    if is_welcome and days < 0:
        raise RuleBroken(_("A welcome cannot go before the confirmation."), code="days", field="days")
    if step is None:
        last = sequence.steps.aggregate(last=Max("position"))["last"] or 0
        step = SequenceStep(sequence=sequence, position=last + 1)
    else:
        step = locks.lock(step)
    step.anchor, step.days = anchor, days
    step.subject, step.body = text.clean(subject)[:150], body.strip()[:4000]
    step.save()
    deeds.step_saved.record(step, by=by, programme_id=sequence.programme_id)
    return step


@transaction.atomic
def remove_step(step: SequenceStep, *, by: Account) -> None:
    """Take a letter out of the series; the last one switches it off. Twice is once."""
    found = SequenceStep.objects.select_related("sequence").filter(pk=step.pk).first()
    if found is None:
        return
    sequence = locks.lock(found.sequence)
    deeds.step_removed.record(found, by=by, programme_id=sequence.programme_id)
    found.delete()
    if sequence.started_at is not None and not sequence.steps.exists():
        switch_sequence(sequence, on=False, by=by)


@transaction.atomic
def write_step(step: SequenceStep, *, by: Account | None = None) -> int:
    """Write whatever is due of one letter of a series, at most AT_ONCE. Returns how many were written."""
    locks.lock(step.sequence)
    if step.anchor == Anchor.CONFIRMED:
        count = _write(step, list(welcomed(step)[:AT_ONCE]), None)
    else:
        count = sum(
            _write(step, list(taking_part(step, cycle)[:AT_ONCE]), cycle) for cycle in cycles_due(step)
        )
    if count:
        deeds.steps_written.record(step, by=by, programme_id=step.sequence.programme_id, count=count)
    return count


def _write(step: SequenceStep, readers: list[Reader], cycle: Cycle | None) -> int:
    for reader in readers:
        SequenceLetter.objects.create(step=step, reader=reader, cycle=cycle, written_at=clock.now())
        letters.sequence_letter(reader, step, step.sequence.programme)
    return len(readers)
