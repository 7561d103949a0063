"""Marks made without network: delivered later, in any order, by any number of devices, once or many times."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.people.models import Account
from osnowa.workshops.actions.marking import (
    Device,
    Source,
    Word,
    attendance_of,
    checked,
    keep,
    lock_session,
    refuse_closed,
    refuse_stranger,
    remember,
    settle,
)
from osnowa.workshops.actions.staying import moments_of
from osnowa.workshops.models import AttendanceMark, Enrolment, Session
from osnowa.workshops.queries.marks import said, standing_of
from osnowa.workshops.rules import hours
from osnowa.workshops.rules.delivery import Delivered, made_by_clock

marks_delivered = audit.deed(
    "workshops.marks_delivered", gettext_lazy("delivered marks made without network")
)
mark_chosen = audit.deed("workshops.mark_chosen", gettext_lazy("chose which of two marks counts"))


@dataclass
class Taken:
    """What became of a delivery, by the keys of its marks. `refused`: key -> why, in the user's words."""

    kept: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    too_late: int = 0


@transaction.atomic
def take_marks(
    session: Session,
    delivered: Iterable[Delivered],
    *,
    device: Device,
    sent_at: dt.datetime | None = None,
    by: Account | None,
) -> Taken:
    """Keep every mark that is new by its key, then write down what stands. The same delivery again changes nothing.

    `sent_at`: what the device's own clock says now, to put a wrong one right.
    After closing marks are kept as well, and do not count: the list is a document (`queries.arrived_too_late`).
    A mark that cannot be (person without a place, hours outside the session, more than an hour before it) is refused
    with its reason and not kept; the others are.
    """
    session = lock_session(session)
    taken = Taken()
    now = clock.now()
    delivered = list(delivered)
    people = {
        enrolment.number: enrolment
        for enrolment in Enrolment.objects.filter(
            cycle_id=session.cycle_id, number__in=[one.enrolment for one in delivered]
        )
    }
    known = {mark.key: mark for mark in AttendanceMark.objects.filter(key__in=[one.key for one in delivered])}
    new: dict[int, Enrolment] = {}
    for one in delivered:
        before = known.get(one.key)
        if before is not None and before.session_id == session.pk:
            taken.kept.append(str(one.key))
            continue
        enrolment = people.get(one.enrolment)
        if enrolment is None or before is not None:
            taken.refused[str(one.key)] = _("This person is not on this list any more.")
            continue
        try:
            _keep_one(session, enrolment, one, device, made_by_clock(one.made_at, sent_at, now), by=by)
        except RuleBroken as refusal:
            taken.refused[str(one.key)] = str(refusal.message)
        else:
            taken.kept.append(str(one.key))
            known[one.key] = AttendanceMark(key=one.key, session=session)
            new[enrolment.pk] = enrolment
    if session.closed_at is not None:
        taken.too_late = len(new)
    else:
        for enrolment in new.values():
            settle(session, enrolment)
    if new:
        marks_delivered.record(
            session,
            by=by,
            programme_id=session.cycle.programme_id,
            people=len(new),
            too_late=taken.too_late,
        )
    return taken


def _keep_one(
    session: Session,
    enrolment: Enrolment,
    one: Delivered,
    device: Device,
    made_at: dt.datetime,
    *,
    by: Account | None,
) -> None:
    if made_at < hours.attendance_opens_at(session.starts_at):
        raise RuleBroken(_("This mark was made before the list had opened."), code="too_early")
    remember(session, enrolment)
    before = attendance_of(session, enrolment)
    if one.mark:
        refuse_stranger(session, enrolment, before)
        came_at, left_at = moments_of(session, one.came, one.left)
        word = checked(session, Word(one.mark, 0, came_at, left_at))
    else:
        word = Word("")
    keep(
        session,
        enrolment,
        word,
        Source.DEVICE,
        key=one.key,
        made_at=made_at,
        follows=one.follows,
        device=device,
        account=by,
    )


@transaction.atomic
def choose_mark(session: Session, mark: AttendanceMark, *, by: Account | None) -> AttendanceMark:
    """Of marks that contradict each other this one counts. All stay in the history. Chosen already, nothing changes.

    Raises RuleBroken: "closed", "gone" (the conflict is another one by now).
    """
    session = lock_session(session)
    refuse_closed(session)
    enrolment = mark.enrolment
    rivals = standing_of(said(session, enrolment)).rivals
    if not rivals:
        return mark
    if mark.key not in {rival.key for rival in rivals}:
        raise RuleBroken(
            _("Meanwhile something else was said about this person. Look once more and choose again."),
            code="gone",
        )
    word = Word(mark.mark, mark.minutes_missed, mark.came_at, mark.left_at)
    chosen = keep(session, enrolment, word, Source.CHOICE, account=by)
    settle(session, enrolment)
    mark_chosen.record(
        session,
        by=by,
        programme_id=session.cycle.programme_id,
        enrolment=enrolment.pk,
        mark=mark.mark,
        of=len(rivals),
    )
    return chosen
