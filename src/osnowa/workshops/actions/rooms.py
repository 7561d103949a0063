"""A room of the office for a session: booked, moved and given back through the office's own deeds."""

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.coworking.actions.bookings import book, cancel_booking
from osnowa.coworking.models import Booking, Resource
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import match_membership
from osnowa.people.models import Account, Person
from osnowa.workshops.models import Session

TOO_EARLY = "too_far"  # the office takes no bookings so far ahead yet


@transaction.atomic
def keep_room(session: Session, *, by: Account | None) -> None:
    """Make the booking follow the session: its room, its hours, or none. Part of a deed that holds the cycle's lock.

    So far ahead that the office takes no bookings yet, the room stands as the place and is booked later: saving once
    more tries again. Raises RuleBroken as `coworking.actions.bookings.book` does; its field "resource" is "room" here.
    """
    booking = session.booking
    wanted = None if session.is_called_off else session.room
    if booking is not None and _is_right(booking, wanted, session):
        return
    if booking is not None:
        _give_back(booking, by=by)
    session.booking = _booked(session, wanted, by=by) if wanted is not None else None
    Session.every.filter(pk=session.pk).update(booking=session.booking)


def words_of(room: Resource) -> str:
    """The room as a place that somebody can find."""
    return f"{room.name}, {room.space.name}, {room.space.address}"[:300]


def _is_right(booking: Booking, wanted: Resource | None, session: Session) -> bool:
    return (
        wanted is not None
        and booking.state == Booking.State.BOOKED
        and (booking.resource_id, booking.starts_at, booking.ends_at)
        == (wanted.pk, session.starts_at, session.ends_at)
    )


def _give_back(booking: Booking, *, by: Account | None) -> None:
    """What has begun stays in the office's books."""
    if booking.starts_at > clock.now():
        cancel_booking(booking, by=by)


def _booked(session: Session, room: Resource, *, by: Account | None) -> Booking | None:
    if session.starts_at <= clock.now():
        return None
    programme = session.cycle.programme
    try:
        with transaction.atomic():
            return book(
                room,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                person=_person(session, by),
                organisation=programme.operator,
                programme=programme,
                purpose=_("Workshops: %(title)s") % {"title": session.title},
                submission_key=f"session-{session.pk}-{session.sequence}",
                by=by,
            )
    except RuleBroken as refusal:
        if refusal.code == TOO_EARLY:
            return None
        field = "room" if refusal.field in ("resource", "programme", "") else refusal.field
        raise RuleBroken(refusal.message, code=refusal.code, field=field) from refusal


def _person(session: Session, by: Account | None) -> Person:
    """In whose name the room is booked: who plans the session."""
    if by is None:
        raise RuleBroken(_("Somebody of the team must book the room."), code="room", field="room")
    if by.person is not None:
        return by.person
    operator = session.cycle.programme.operator
    return match_membership(by.email, by.get_full_name(), "", operator.name, by=by).person
