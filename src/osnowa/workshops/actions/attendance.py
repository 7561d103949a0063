"""Writing down who came, closing the list, correcting it afterwards.

Every mark is kept (`AttendanceMark`); `Attendance` says what stands. Marks lock the session. Closing locks the cycle
first: of two sessions closed at once, one sees that it is the last.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.ui import words
from osnowa.workshops.actions.certificates import issue_certificates
from osnowa.workshops.actions.marking import (
    Source,
    Word,
    attendance_of,
    checked,
    keep,
    lock_session,
    refuse_closed,
    refuse_stranger,
    refuse_too_early,
    settle,
    word_of,
)
from osnowa.workshops.models import Attendance, AttendanceCorrection, AttendanceMark, Enrolment, Session
from osnowa.workshops.queries.attendance import unmarked
from osnowa.workshops.queries.certificates import is_finished
from osnowa.workshops.queries.marks import conflicts, said, standing_of

Mark = Attendance.Mark

attendance_marked = audit.deed("workshops.attendance_marked", gettext_lazy("wrote down attendance"))
attendance_cleared = audit.deed("workshops.attendance_cleared", gettext_lazy("cleared a mark"))
rest_marked = audit.deed("workshops.rest_marked", gettext_lazy("marked everybody else"))
session_closed = audit.deed("workshops.session_closed", gettext_lazy("closed a session"))
attendance_corrected = audit.deed("workshops.attendance_corrected", gettext_lazy("corrected attendance"))


@transaction.atomic
def mark_attendance(
    session: Session,
    enrolment: Enrolment,
    mark: str,
    *,
    minutes_missed: int = 0,
    came_at: dt.datetime | None = None,
    left_at: dt.datetime | None = None,
    source: str = Source.LIST,
    by: Account | None,
) -> Attendance:
    """Say that somebody came, came late, or did not come. Said again it changes nothing; the last word stands.

    `minutes_missed`: minutes of the session, taken off the hours of who came; always 0 for the absent.
    `came_at`, `left_at`: where they are said, the minutes missed follow from them.
    Whoever taps here sees what devices said before: a conflict about this person is settled by it.
    Raises RuleBroken: "closed", "too_early" (more than an hour before the session), "no_place", "order", "minutes".
    """
    session = lock_session(session)
    refuse_closed(session)
    refuse_too_early(session)
    before = attendance_of(session, enrolment)
    refuse_stranger(session, enrolment, before)
    word = checked(session, Word(mark, minutes_missed, came_at, left_at))
    stands = standing_of(said(session, enrolment))
    by_participant = stands.counts is not None and stands.counts.by_participant
    if before is not None and word_of(before) == word and not stands.rivals and not by_participant:
        return before
    keep(session, enrolment, word, source, account=by)
    attendance = settle(session, enrolment)
    assert attendance is not None
    attendance_marked.record(
        attendance,
        by=by,
        programme_id=session.cycle.programme_id,
        mark=word.mark,
        minutes_missed=word.minutes_missed,
    )
    return attendance


@transaction.atomic
def clear_mark(session: Session, enrolment: Enrolment, *, by: Account | None) -> None:
    """Take back what was said about somebody, as if nobody had said anything. Where nothing was said it does nothing.

    Raises RuleBroken: "closed".
    """
    session = lock_session(session)
    refuse_closed(session)
    before = attendance_of(session, enrolment)
    if before is None:
        return
    attendance_cleared.record(
        before,
        by=by,
        programme_id=session.cycle.programme_id,
        mark_before=before.mark,
        minutes_before=before.minutes_missed,
    )
    keep(session, enrolment, Word(""), Source.LIST, account=by)
    settle(session, enrolment)


@transaction.atomic
def mark_rest_present(session: Session, *, by: Account | None) -> int:
    """Mark as present everybody about whom nothing was said yet. Returns how many.

    Raises RuleBroken as `mark_attendance` does.
    """
    session = lock_session(session)
    refuse_closed(session)
    refuse_too_early(session)
    return _mark_rest(session, Mark.PRESENT, by=by)


@transaction.atomic
def close_session(session: Session, *, absent_rest: bool = False, by: Account | None) -> Session:
    """Close the list: from now on its marks count, and only the coordinator corrects them.

    `absent_rest`: mark as absent everybody about whom nothing was said. The cycle's last closing issues certificates.
    A second click changes nothing. Raises RuleBroken: "not_started", "conflict" (two devices contradict each other
    and nobody has chosen), "unmarked".
    """
    lock(session.cycle)
    session = lock_session(session)
    if session.closed_at is not None:
        return session
    if clock.now() < session.starts_at:
        raise RuleBroken(
            _("This session has not begun yet: %(when)s. Close it afterwards.")
            % {"when": words.long_date(session.starts_at)},
            code="not_started",
        )
    if conflicts(session):
        raise RuleBroken(
            _("Two devices say different things about somebody. Choose first which one counts."),
            code="conflict",
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
    session: Session,
    enrolment: Enrolment,
    mark: str,
    minutes_missed: int,
    reason: str,
    *,
    came_at: dt.datetime | None = None,
    left_at: dt.datetime | None = None,
    by: Account | None,
) -> Attendance:
    """Change a mark after the session was closed, and keep what it was and why.

    Figures follow at once; frozen reports and issued certificates stand (`queries.certificates_uncovered` names those
    that the hours no longer cover). The same mark again changes nothing.
    Raises RuleBroken: "open" (mark it on the list instead), "reason", "no_place", "order", "minutes".
    """
    session = lock_session(session)
    if session.closed_at is None:
        raise RuleBroken(_("This session is still open. Mark the person on its list."), code="open")
    before = attendance_of(session, enrolment)
    refuse_stranger(session, enrolment, before)
    word = checked(session, Word(mark, minutes_missed, came_at, left_at))
    was = word_of(before) or Word("")
    if before is not None and was == word:
        return before
    reason = text.clean(reason)[:300]
    if not reason:
        raise RuleBroken(
            _("Write why you correct it: at an inspection this sentence is the proof."),
            code="reason",
            field="reason",
        )
    keep(session, enrolment, word, Source.LIST, account=by)
    attendance = settle(session, enrolment)
    assert attendance is not None
    AttendanceCorrection.objects.create(
        attendance=attendance,
        mark_before=was.mark,
        minutes_before=was.minutes_missed,
        came_before=was.came_at,
        left_before=was.left_at,
        mark_after=word.mark,
        minutes_after=word.minutes_missed,
        came_after=word.came_at,
        left_after=word.left_at,
        reason=reason,
        corrected_at=attendance.marked_at,
        corrected_by=by,
    )
    attendance_corrected.record(
        attendance,
        by=by,
        programme_id=session.cycle.programme_id,
        mark_before=was.mark,
        minutes_before=was.minutes_missed,
        mark_after=word.mark,
        minutes_after=word.minutes_missed,
    )
    return attendance


def _mark_rest(session: Session, mark: str, *, by: Account | None) -> int:
    now = clock.now()
    rest = list(unmarked(session).values_list("pk", flat=True))
    AttendanceMark.objects.bulk_create(
        AttendanceMark(
            session=session,
            enrolment_id=enrolment,
            mark=mark,
            source=Source.LIST,
            made_at=now,
            received_at=now,
            account=by,
        )
        for enrolment in rest
    )
    Attendance.objects.bulk_create(
        Attendance(session=session, enrolment_id=enrolment, mark=mark, marked_at=now, marked_by=by)
        for enrolment in rest
    )
    if rest:
        rest_marked.record(
            session, by=by, programme_id=session.cycle.programme_id, mark=mark, people=len(rest)
        )
    return len(rest)
