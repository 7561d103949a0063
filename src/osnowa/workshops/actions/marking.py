"""What every deed of attendance shares: the lock, the refusals, keeping a mark, and working out what stands."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.ui import words
from osnowa.workshops.models import Attendance, AttendanceMark, Enrolment, Session
from osnowa.workshops.queries.marks import said, standing_of
from osnowa.workshops.rules import hours, stay

Mark = Attendance.Mark
Source = AttendanceMark.Source


@dataclass(frozen=True)
class Word:
    """What is said about somebody. `mark`: "" takes back what was said. Two words that are equal mean the same."""

    mark: str
    minutes_missed: int = 0
    came_at: dt.datetime | None = None
    left_at: dt.datetime | None = None


@dataclass(frozen=True)
class Device:
    """Where a mark was made. `key`: a random number kept in the browser. `name`: as people call it, "Android"."""

    key: str = ""
    name: str = ""


def lock_session(session: Session) -> Session:
    locked = lock(session)
    locked.cycle = session.cycle
    return locked


def attendance_of(session: Session, enrolment: Enrolment) -> Attendance | None:
    return Attendance.objects.filter(session=session, enrolment=enrolment).first()


def word_of(attendance: Attendance | None) -> Word | None:
    if attendance is None:
        return None
    return Word(attendance.mark, attendance.minutes_missed, attendance.came_at, attendance.left_at)


def refuse_closed(session: Session) -> None:
    if session.closed_at is not None:
        raise RuleBroken(
            _("This list was closed on %(when)s. The programme's coordinator can still correct it.")
            % {"when": words.short_date(session.closed_at)},
            code="closed",
        )


def refuse_too_early(session: Session) -> None:
    opens_at = hours.attendance_opens_at(session.starts_at)
    if clock.now() < opens_at:
        raise RuleBroken(
            _("Attendance can be marked from %(when)s, an hour before the session.")
            % {"when": words.long_date(opens_at)},
            code="too_early",
        )


def refuse_stranger(session: Session, enrolment: Enrolment, before: Attendance | None) -> None:
    """Only people of this cycle: with a place now, or marked before they gave it up."""
    fresh = Enrolment.objects.filter(pk=enrolment.pk, cycle_id=session.cycle_id)
    if before is None and not fresh.filter(state=Enrolment.State.PLACED).exists():
        raise RuleBroken(_("This person has no place in the cycle. Give them one first."), code="no_place")


def checked(session: Session, word: Word) -> Word:
    """The word as it is kept: nothing of from-to for the absent, minutes out of from-to where it is said.

    Coming before the beginning and leaving after the end are no news. Raises RuleBroken: "order", "minutes"; ValueError
    for a mark that does not exist.
    """
    mark = Mark(word.mark)
    if mark == Mark.ABSENT:
        return Word(mark)
    came_at, left_at = word.came_at, word.left_at
    if came_at is not None and came_at <= session.starts_at:
        came_at = None
    if left_at is not None and left_at >= session.ends_at:
        left_at = None
    if (came_at or session.starts_at) >= (left_at or session.ends_at):
        raise RuleBroken(
            _("Somebody cannot leave before coming. Look at the two hours once more."),
            code="order",
            field="left",
        )
    minutes = word.minutes_missed
    if word.came_at is not None or word.left_at is not None:
        minutes = stay.missed(session.starts_at, session.ends_at, came_at, left_at)
    whole = hours.minutes_between(session.starts_at, session.ends_at)
    if not 0 <= minutes < whole:
        raise RuleBroken(
            _("The session lasted %(whole)d minutes, so somebody who came missed fewer than that.")
            % {"whole": whole},
            code="minutes",
            field="minutes_missed",
        )
    return Word(mark, minutes, came_at, left_at)


def keep(
    session: Session,
    enrolment: Enrolment,
    word: Word,
    source: str,
    *,
    key: uuid.UUID | None = None,
    made_at: dt.datetime | None = None,
    follows: uuid.UUID | None = None,
    device: Device = Device(),
    account: Account | None,
) -> AttendanceMark:
    """Keep one mark, after what stood without one (written before marks were kept) has got its own."""
    remember(session, enrolment)
    now = clock.now()
    return AttendanceMark.objects.create(
        key=key or uuid.uuid4(),
        session=session,
        enrolment=enrolment,
        mark=word.mark,
        minutes_missed=word.minutes_missed,
        came_at=word.came_at,
        left_at=word.left_at,
        source=source,
        follows=follows,
        made_at=made_at or now,
        received_at=now,
        device=device.key,
        device_name=device.name,
        account=account,
    )


def remember(session: Session, enrolment: Enrolment) -> None:
    """What was written down before marks were kept becomes a mark, so that a device can contradict it."""
    if AttendanceMark.objects.filter(session=session, enrolment=enrolment).exists():
        return
    before = attendance_of(session, enrolment)
    if before is None:
        return
    AttendanceMark.objects.create(
        key=before.early_key,
        session=session,
        enrolment=enrolment,
        mark=before.mark,
        minutes_missed=before.minutes_missed,
        came_at=before.came_at,
        left_at=before.left_at,
        source=Source.LIST,
        made_at=before.marked_at,
        received_at=before.marked_at,
        account_id=before.marked_by_id,
    )


def settle(session: Session, enrolment: Enrolment) -> Attendance | None:
    """Write into `Attendance` what stands by all marks; None where nobody's word does."""
    marks = list(said(session, enrolment))
    stands = standing_of(marks).counts
    counts = next((mark for mark in marks if stands is not None and mark.key == stands.key), None)
    before = attendance_of(session, enrolment)
    if counts is None or not counts.mark:
        if before is not None:
            before.delete()
        return None
    attendance = before or Attendance(session=session, enrolment=enrolment)
    attendance.mark = counts.mark
    attendance.minutes_missed = _minutes_missed(session, counts)
    attendance.came_at, attendance.left_at = counts.came_at, counts.left_at
    attendance.marked_at, attendance.marked_by = counts.made_at, counts.account
    attendance.save()
    return attendance


def _minutes_missed(session: Session, mark: AttendanceMark) -> int:
    """As the session's hours are now: they may have been put right since the mark was made."""
    if mark.came_at is None and mark.left_at is None:
        return mark.minutes_missed
    return stay.missed(session.starts_at, session.ends_at, mark.came_at, mark.left_at)
