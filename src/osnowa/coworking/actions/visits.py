"""Who came: for a booking, by one tap, or without one. And who did not."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.coworking.actions import deeds
from osnowa.coworking.models import Booking, Space, Visit
from osnowa.lib import clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.actions import match_membership
from osnowa.people.models import Account, Membership, Organisation, Person
from osnowa.people.queries import organisations_same
from osnowa.programme.models import Programme

State = Booking.State
GRACE = dt.timedelta(minutes=30)  # after the end of a booking, before the clock says that nobody came


@transaction.atomic
def check_in(booking: Booking, *, by: Account | None) -> Visit:
    """Say that they came. Twice is once; a booking noted as a no-show counts again.

    Raises RuleBroken: "cancelled", "too_early" (before the day of the booking).
    """
    lock(booking.resource)
    booking = Booking.objects.select_related("resource__space").get(pk=booking.pk)
    known = Visit.objects.filter(booking=booking).first()
    if known is not None:
        return known
    if booking.state == State.CANCELLED:
        raise RuleBroken(
            _("This booking was cancelled. Write the visit down as a walk-in."), code="cancelled"
        )
    day = booking.starts_at.astimezone(clock.WARSAW).date()
    if day > clock.today():
        raise RuleBroken(_("This booking is for a later day."), code="too_early")
    if booking.state == State.NO_SHOW:
        booking.state = State.BOOKED
        booking.save(update_fields=["state"])
    now = clock.now()
    visit = Visit.objects.create(
        space=booking.resource.space,
        programme_id=booking.programme_id,
        booking=booking,
        person_id=booking.person_id,
        organisation_id=booking.organisation_id,
        on=day,
        came_at=now if day == clock.today() else booking.starts_at,
        submission_key=f"booking-{booking.pk}",
        checked_in_by=by,
    )
    deeds.checked_in.record(visit, by=by, programme_id=booking.programme_id, booking=booking.pk)
    return visit


@transaction.atomic
def note_walk_in(
    space: Space,
    programme: Programme,
    *,
    name: str,
    email: str,
    organisation: str,
    submission_key: str,
    people_count: int = 1,
    by: Account | None,
) -> Visit:
    """Somebody came without a booking. The organisation or group as said is enough; a person needs name and address.

    `people_count` came together: they are one visit.

    The same form sent twice is one visit. Raises RuleBroken ("empty") where nothing was said.
    """
    space = lock(space)
    key = hashlib.sha256(f"{space.pk}\x1f{programme.pk}\x1f{submission_key}".encode()).hexdigest()[:40]
    known = Visit.objects.filter(submission_key=key).first()
    if known is not None:
        return known
    name, email, typed = text.clean(name), text.clean(email), text.clean(organisation)
    person: Person | None = None
    found: Organisation | None = None
    if name and email and typed:
        membership: Membership = match_membership(email, name, "", typed, by=by)
        person, found = membership.person, membership.organisation
    elif typed:
        same, sharing = organisations_same(typed)
        found = same[0] if len(same) == 1 and len(sharing) == 1 else None
    else:
        raise RuleBroken(
            _("Write the organisation or group they came from, or a few words: “passers-by”."),
            code="empty",
            field="organisation",
        )
    visit = Visit.objects.create(
        space=space,
        programme=programme,
        person=person,
        organisation=found,
        group_name="" if found else typed[:200],
        people_count=max(1, people_count),
        on=clock.today(),
        came_at=clock.now(),
        submission_key=key,
        checked_in_by=by,
    )
    deeds.checked_in.record(visit, by=by, programme_id=programme.pk, booking=None)
    return visit


@transaction.atomic
def end_visit(visit: Visit, *, by: Account | None) -> Visit:
    """Say that they left. Twice is once."""
    visit = lock(visit)
    if visit.left_at is None:
        visit.left_at = max(clock.now(), visit.came_at)
        visit.save(update_fields=["left_at"])
        deeds.visit_ended.record(visit, by=by, programme_id=visit.programme_id)
    return visit


@transaction.atomic
def remove_visit(visit: Visit, *, by: Account | None) -> None:
    """Take a tap back, on its own day. A second click finds nothing and changes nothing.

    Raises RuleBroken ("past"): later a visit is a fact behind a figure.
    """
    found = Visit.objects.select_for_update().filter(pk=visit.pk).first()
    if found is None:
        return
    if found.on != clock.today():
        raise RuleBroken(_("A visit can be taken back on its own day only."), code="past")
    deeds.visit_removed.record(found, by=by, programme_id=found.programme_id, booking=found.booking_id)
    found.delete()


@transaction.atomic
def note_no_shows(space: Space) -> int:
    """Half an hour after its end a booking to which nobody came is a no-show. Returns how many.

    Only for days on which the host wrote down somebody: a day without a host says nothing about who came.
    """
    space = lock(space)
    due = Booking.objects.filter(
        resource__space=space, state=State.BOOKED, ends_at__lte=clock.now() - GRACE, visit__isnull=True
    ).order_by("pk")
    worked = set(Visit.objects.filter(space=space).values_list("on", flat=True).distinct())
    noted = 0
    for booking in due:
        if booking.starts_at.astimezone(clock.WARSAW).date() in worked:
            booking.state = State.NO_SHOW
            booking.save(update_fields=["state"])
            deeds.no_show.record(booking, by=None, programme_id=booking.programme_id)
            noted += 1
    return noted
