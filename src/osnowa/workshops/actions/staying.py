"""From the wall clock of the room to moments, with refusals that people can read."""

import datetime as dt

from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.hours import RepeatedHour, SkippedHour
from osnowa.ui import words
from osnowa.workshops.models import Session
from osnowa.workshops.rules import stay


def moments_of(
    session: Session, came: dt.time | None, left: dt.time | None
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The moments at which somebody came and left, out of what the clock in Warsaw showed; None stays None.

    Raises RuleBroken on "came" or "left": "outside", "skipped", "repeated".
    """
    return _moment(session, came, "came"), _moment(session, left, "left")


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
