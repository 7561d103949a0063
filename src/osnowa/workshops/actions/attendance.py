"""Writing down who came, closing the list, correcting it afterwards.

Marks lock the session. Closing locks the cycle first: of two sessions closed at once, one sees that it is the last.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.ui import words
from osnowa.workshops.actions.certificates import issue_certificates
from osnowa.workshops.models import Attendance, AttendanceCorrection, Enrolment, Session
from osnowa.workshops.queries.attendance import unmarked
from osnowa.workshops.queries.certificates import is_finished
from osnowa.workshops.rules import hours

Mark = Attendance.Mark

attendance_marked = audit.deed("workshops.attendance_marked", gettext_lazy("wrote down attendance"))
attendance_cleared = audit.deed("workshops.attendance_cleared", gettext_lazy("cleared a mark"))
rest_marked = audit.deed("workshops.rest_marked", gettext_lazy("marked everybody else"))
session_closed = audit.deed("workshops.session_closed", gettext_lazy("closed a session"))
attendance_corrected = audit.deed("workshops.attendance_corrected", gettext_lazy("corrected attendance"))


@transaction.atomic
def mark_attendance(
    session: Session, enrolment: Enrolment, mark: str, *, minutes_missed: int = 0, by: Account | None
) -> Attendance:
    """Say that somebody came, came late, or did not come. Said again it changes nothing; the last word stands.

    `minutes_missed`: minutes of the session, taken off the hours of who came; always 0 for the absent.
    Raises RuleBroken: "closed", "too_early" (more than an hour before the session), "no_place", "minutes".
    """
    session = _lock(session)
    _refuse_closed(session)
    _refuse_too_early(session)
    before = _mark_of(session, enrolment)
    _refuse_stranger(session, enrolment, before)
    mark, minutes_missed = _checked(session, mark, minutes_missed)
    if before is not None and (before.mark, before.minutes_missed) == (mark, minutes_missed):
        return before
    attendance = _write(session, enrolment, before, mark, minutes_missed, by=by)
    attendance_marked.record(
        attendance, by=by, programme_id=session.cycle.programme_id, mark=mark, minutes_missed=minutes_missed
    )
    return attendance


@transaction.atomic
def clear_mark(session: Session, enrolment: Enrolment, *, by: Account | None) -> None:
    """Take back what was said about somebody, as if nobody had said anything. Where nothing was said it does nothing.

    Raises RuleBroken: "closed".
    """
    session = _lock(session)
    _refuse_closed(session)
    before = _mark_of(session, enrolment)
    if before is None:
        return
    attendance_cleared.record(
        before,
        by=by,
        programme_id=session.cycle.programme_id,
        mark_before=before.mark,
        minutes_before=before.minutes_missed,
    )
    before.delete()


@transaction.atomic
def mark_rest_present(session: Session, *, by: Account | None) -> int:
    """Mark as present everybody about whom nothing was said yet. Returns how many.

    Raises RuleBroken as `mark_attendance` does.
    """
    session = _lock(session)
    _refuse_closed(session)
    _refuse_too_early(session)
    return _mark_rest(session, Mark.PRESENT, by=by)


@transaction.atomic
def close_session(session: Session, *, absent_rest: bool = False, by: Account | None) -> Session:
    """Close the list: from now on its marks count, and only the coordinator corrects them.

    `absent_rest`: mark as absent everybody about whom nothing was said. The cycle's last closing issues certificates.
    A second click changes nothing. Raises RuleBroken: "not_started", "unmarked".
    """
    lock(session.cycle)
    session = _lock(session)
    if session.closed_at is not None:
        return session
    if clock.now() < session.starts_at:
        raise RuleBroken(
            _("This session has not begun yet: %(when)s. Close it afterwards.")
            % {"when": words.long_date(session.starts_at)},
            code="not_started",
        )
    if absent_rest:
        _mark_rest(session, Mark.ABSENT, by=by)
    elif unmarked(session).exists():
        raise RuleBroken(_("Not everybody is marked yet."), code="unmarked")
    session.closed_at = clock.now()
    session.closed_by = by
    session.save(update_fields=["closed_at", "closed_by"])
    session_closed.record(session, by=by, programme_id=session.cycle.programme_id)
    if is_finished(session.cycle):
        issue_certificates(session.cycle, by=by)
    return session


@transaction.atomic
def correct_attendance(
    session: Session, enrolment: Enrolment, mark: str, minutes_missed: int, reason: str, *, by: Account | None
) -> Attendance:
    """Change a mark after the session was closed, and keep what it was and why.

    Figures follow at once; frozen reports and issued certificates stand (`queries.certificates_uncovered` names those
    that the hours no longer cover). The same mark again changes nothing.
    Raises RuleBroken: "open" (mark it on the list instead), "reason", "no_place", "minutes".
    """
    session = _lock(session)
    if session.closed_at is None:
        raise RuleBroken(_("This session is still open. Mark the person on its list."), code="open")
    before = _mark_of(session, enrolment)
    _refuse_stranger(session, enrolment, before)
    mark, minutes_missed = _checked(session, mark, minutes_missed)
    if before is not None and (before.mark, before.minutes_missed) == (mark, minutes_missed):
        return before
    reason = text.clean(reason)[:300]
    if not reason:
        raise RuleBroken(
            _("Write why you correct it: at an inspection this sentence is the proof."),
            code="reason",
            field="reason",
        )
    was = (before.mark, before.minutes_missed) if before else ("", 0)
    attendance = _write(session, enrolment, before, mark, minutes_missed, by=by)
    AttendanceCorrection.objects.create(
        attendance=attendance,
        mark_before=was[0],
        minutes_before=was[1],
        mark_after=mark,
        minutes_after=minutes_missed,
        reason=reason,
        corrected_at=attendance.marked_at,
        corrected_by=by,
    )
    attendance_corrected.record(
        attendance,
        by=by,
        programme_id=session.cycle.programme_id,
        mark_before=was[0],
        minutes_before=was[1],
        mark_after=mark,
        minutes_after=minutes_missed,
    )
    return attendance


def _lock(session: Session) -> Session:
    locked = lock(session)
    locked.cycle = session.cycle
    return locked


def _mark_of(session: Session, enrolment: Enrolment) -> Attendance | None:
    return Attendance.objects.filter(session=session, enrolment=enrolment).first()


def _refuse_closed(session: Session) -> None:
    if session.closed_at is not None:
        raise RuleBroken(
            _("This list was closed on %(when)s. The programme's coordinator can still correct it.")
            % {"when": words.short_date(session.closed_at)},
            code="closed",
        )


def _refuse_too_early(session: Session) -> None:
    opens_at = hours.attendance_opens_at(session.starts_at)
    if clock.now() < opens_at:
        raise RuleBroken(
            _("Attendance can be marked from %(when)s, an hour before the session.")
            % {"when": words.long_date(opens_at)},
            code="too_early",
        )


def _refuse_stranger(session: Session, enrolment: Enrolment, before: Attendance | None) -> None:
    """Only people of this cycle: with a place now, or marked before they gave it up."""
    fresh = Enrolment.objects.filter(pk=enrolment.pk, cycle_id=session.cycle_id)
    if before is None and not fresh.filter(state=Enrolment.State.PLACED).exists():
        raise RuleBroken(_("This person has no place in the cycle. Give them one first."), code="no_place")


def _checked(session: Session, mark: str, minutes_missed: int) -> tuple[str, int]:
    mark = Mark(mark)
    if mark == Mark.ABSENT:
        return mark, 0
    whole = hours.minutes_between(session.starts_at, session.ends_at)
    if not 0 <= minutes_missed < whole:
        raise RuleBroken(
            _("The session lasted %(whole)d minutes, so somebody who came missed fewer than that.")
            % {"whole": whole},
            code="minutes",
            field="minutes_missed",
        )
    return mark, minutes_missed


def _write(
    session: Session,
    enrolment: Enrolment,
    before: Attendance | None,
    mark: str,
    minutes_missed: int,
    *,
    by: Account | None,
) -> Attendance:
    attendance = before or Attendance(session=session, enrolment=enrolment)
    attendance.mark = mark
    attendance.minutes_missed = minutes_missed
    attendance.marked_at = clock.now()
    attendance.marked_by = by
    attendance.save()
    return attendance


def _mark_rest(session: Session, mark: str, *, by: Account | None) -> int:
    now = clock.now()
    rest = list(unmarked(session).values_list("pk", flat=True))
    Attendance.objects.bulk_create(
        Attendance(session=session, enrolment_id=enrolment, mark=mark, marked_at=now, marked_by=by)
        for enrolment in rest
    )
    if rest:
        rest_marked.record(
            session, by=by, programme_id=session.cycle.programme_id, mark=mark, people=len(rest)
        )
    return len(rest)
