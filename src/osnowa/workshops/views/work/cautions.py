"""What is unusual but not impossible: said after saving, never a wall. Of published cycles also asked before."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.ui import words
from osnowa.workshops.forms.cycle import DatesForm
from osnowa.workshops.models import Cycle, Session
from osnowa.workshops.queries.led import clashes
from osnowa.workshops.queries.setting_up import is_outside

NAMED = 3  # so many sessions are named one by one; of more, the first and the last day


def when(sessions: Sequence[Session]) -> str:
    """Days with their years, because a wrong year is the slip that nobody sees."""
    if len(sessions) <= NAMED:
        return "; ".join(words.span(one.starts_at, one.ends_at) for one in sessions)
    days = sorted(one.starts_at.astimezone(clock.WARSAW).date() for one in sessions)
    return words.span(days[0], days[-1])


def asks_about_outside(form: DatesForm, cycle: Cycle, sessions: Sequence[Session]) -> bool:
    """Ask once more where sessions of a published cycle would lie outside the programme; False where all is said."""
    outside = [session for session in sessions if is_outside(session, cycle.programme)]
    if not outside or not cycle.is_published or form.means_outside:
        return False
    form.ask_about_outside(when(outside), _period(cycle.programme))
    return True


def warn_of_outside(request: HttpRequest, cycle: Cycle, sessions: Sequence[Session]) -> None:
    outside = [session for session in sessions if is_outside(session, cycle.programme)]
    if outside:
        messages.warning(
            request,
            _(
                "%(when)s lies outside the programme's dates (%(period)s). The funder may not count this session, "
                "nor pay for it. If that is not what you want, change the date."
            )
            % {"when": when(outside), "period": _period(cycle.programme)},
        )


def warn_of_late_recruitment(request: HttpRequest, cycle: Cycle) -> None:
    """The first session ends recruitment, whatever its window says."""
    first = cycle.sessions.order_by("starts_at").first()
    if first is not None and cycle.recruitment_closes_at > first.starts_at:
        messages.warning(
            request,
            _(
                "The sign-up is to close on %(closes)s, after the first session begins (%(begins)s). Nobody can sign "
                "up once it has begun. If that is not what you want, change one of the two."
            )
            % {
                "closes": words.short_date(cycle.recruitment_closes_at),
                "begins": words.short_date(first.starts_at),
            },
        )


def warn_of_clashes(request: HttpRequest, session: Session) -> None:
    """Who leads may be elsewhere at that time: another session, or busy by their own calendar."""
    for clash in clashes(session):
        if clash.session is not None:
            messages.warning(
                request,
                _("%(name)s leads at that time: cycle %(cycle)d, session %(number)d, %(when)s.")
                % {
                    "name": clash.account.get_full_name(),
                    "cycle": clash.session.cycle.number,
                    "number": clash.session.number,
                    "when": words.span(clash.session.starts_at, clash.session.ends_at),
                },
            )
        else:
            messages.warning(
                request,
                _("%(name)s is busy at that time, says the calendar “%(source)s”.")
                % {"name": clash.account.get_full_name(), "source": clash.source},
            )


def warn_of_room(request: HttpRequest, session: Session) -> None:
    """A room so far ahead that the office takes no bookings yet."""
    if session.room is not None and session.booking_id is None and session.starts_at > clock.now():
        messages.warning(
            request,
            _(
                "The office does not take bookings for that day yet, so the room is not booked. Nearer to the day open "
                "the session and save it once more."
            ),
        )


def people_told(count: int) -> str:
    """The sentence about letters that went out, with a space before it; empty where none did."""
    if not count:
        return ""
    said = ngettext("%(count)d person gets an e-mail.", "%(count)d people get an e-mail.", count)
    return " " + said % {"count": count}


def _period(programme: Programme) -> str:
    return words.span(programme.starts_on, programme.ends_on)
