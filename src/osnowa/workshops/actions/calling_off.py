"""Calling a session off, so that it stays with its reason, and taking that back."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.actions.rooms import keep_room
from osnowa.workshops.actions.sessions import check_session, refuse_marked
from osnowa.workshops.actions.telling import tell_added, tell_removed
from osnowa.workshops.models import Session

called_off = audit.deed("workshops.session_called_off", gettext_lazy("called a session off"))
taken_back = audit.deed(
    "workshops.session_calling_off_taken_back", gettext_lazy("took the calling off of a session back")
)
LONGEST_REASON = 300


@transaction.atomic
def call_off_session(session: Session, reason: str, *, by: Account | None) -> int:
    """The session does not take place. It stays on the pages with its reason, and counts for nothing; its room is free.

    Says how many people got a letter. Called off already, nothing happens.
    Raises RuleBroken: "reason" (everybody reads it), "marked" (attendance is a document).
    """
    cycle = lock_cycle(session.cycle)
    session = lock(session)
    session.cycle = cycle
    if session.is_called_off:
        return 0
    refuse_marked(session)
    reason = text.clean(reason)[:LONGEST_REASON]
    if not reason:
        raise RuleBroken(
            _("Write why: people read it in the e-mail and on the page."), code="reason", field="reason"
        )
    session.cancelled_at, session.cancelled_because = clock.now(), reason
    session.save(update_fields=["cancelled_at", "cancelled_because"])
    keep_room(session, by=by)
    called_off.record(session, by=by, programme_id=cycle.programme_id, number=session.number)
    return tell_removed(cycle, session, by=by)


@transaction.atomic
def take_back_calling_off(session: Session, *, by: Account | None) -> int:
    """The session takes place after all. Says how many people got a letter. Not called off, nothing happens.

    Raises RuleBroken: "overlap" (the group meets already at that time), and what booking its room raises.
    """
    cycle = lock_cycle(session.cycle)
    session = lock(session)
    session.cycle = cycle
    if not session.is_called_off:
        return 0
    check_session(session, list(cycle.sessions.all()))
    session.cancelled_at, session.cancelled_because = None, ""
    session.save(update_fields=["cancelled_at", "cancelled_because"])
    keep_room(session, by=by)
    taken_back.record(session, by=by, programme_id=cycle.programme_id, number=session.number)
    return tell_added(cycle, [session], by=by)
