"""From the wall clock of the room to moments, with refusals that people can read."""

import datetime as dt

from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.hours import RepeatedHour, SkippedHour
from osnowa.ui import words
from osnowa.workshops.models import Attendance, Session
from osnowa.workshops.rules import stay


def moments_of(
    session: Session, came: dt.time | None, left: dt.time | None
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The moments at which somebody came and left, out of what the clock in Warsaw showed; None stays None.

    Raises RuleBroken on "came" or "left": "outside", "skipped", "repeated".
    """
    return _moment(session, came, "came"), _moment(session, left, "left")


def recount_minutes(session: Session) -> None:
    """The session got other hours: what people missed follows from when they came and left. Marks stay as made.

    Raises RuleBroken "minutes": somebody came after the new end, or left before the new beginning.
    """
    for row in Attendance.objects.filter(session=session).exclude(came_at=None, left_at=None):
        came_at = row.came_at if row.came_at and row.came_at > session.starts_at else None
        left_at = row.left_at if row.left_at and row.left_at < session.ends_at else None
        if (came_at or session.starts_at) >= (left_at or session.ends_at):
            raise RuleBroken(
                _("Somebody was there only outside these hours. Correct that first."),
                code="minutes",
                field="ends",
            )
        minutes = stay.missed(session.starts_at, session.ends_at, came_at, left_at)
        Attendance.objects.filter(pk=row.pk).update(minutes_missed=minutes)


def _moment(session: Session, time: dt.time | None, field: str) -> dt.datetime | None:
    if time is None:
        return None
    said = {"time": f"{time:%H:%M}"}
    try:
        return stay.moment_of(time, session.starts_at, session.ends_at, clock.WARSAW)
    except stay.OutsideSession:
        message, code = (
            _("%(time)s lies outside this session: %(when)s."),
            "outside",
        )
        said["when"] = words.span(session.starts_at, session.ends_at)
    except SkippedHour:
        message, code = (
            _("%(time)s did not exist that night: the clocks went forward. Write another hour."),
            "skipped",
        )
    except RepeatedHour:
        message, code = (
            _("%(time)s came twice that night: the clocks went back. Write the minutes missed instead."),
            "repeated",
        )
    raise RuleBroken(message % said, code=code, field=field)
