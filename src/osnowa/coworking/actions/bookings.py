"""Booking, cancelling and coming back. Every deed locks the resource first; its quarters are the proof."""

import datetime as dt
import hashlib

from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from osnowa.coworking import emails
from osnowa.coworking.actions import deeds
from osnowa.coworking.models import Booking, BookingSlot, Resource
from osnowa.coworking.queries.availability import bounds, spans_of, taken_quarters
from osnowa.coworking.queries.bookings import overlapping
from osnowa.coworking.queries.spaces import Calendar, calendar_of, programmes_on, resources_of
from osnowa.coworking.rules import opening, slots
from osnowa.coworking.rules.slots import Span
from osnowa.lib import clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.actions import match_membership
from osnowa.people.models import Account, Organisation, Person
from osnowa.programme.models import Programme
from osnowa.ui import words

State = Booking.State
By = Account | str | None


@transaction.atomic
def book(
    resource: Resource,
    *,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    person: Person,
    organisation: Organisation | None,
    programme: Programme | None = None,
    purpose: str = "",
    submission_key: str,
    language: str = "pl",
    by: By,
) -> Booking:
    """Book a desk or a room. `starts_at`, `ends_at`: aware moments on the quarter of an hour.

    `programme`: needed only where several of the operator run on that day. The same form sent again by the same person
    gives the same booking. Raises RuleBroken: "grid", "backwards", "midnight", "past", "too_far", "closed_day",
    "holiday", "weekday", "hours", "too_short", "too_long", "inactive", "no_programme", "which_programme", "taken"
    (its words name the nearest free times).
    """
    resource = _locked(resource)  # two people must not take one quarter
    key = _key(submission_key, person)
    before = Booking.objects.filter(submission_key=key).first()
    if before is not None:
        return before
    if not resource.is_active or not resource.space.is_open:
        raise RuleBroken(
            _("This place cannot be booked now. Choose another one."), code="inactive", field="resource"
        )
    calendar = calendar_of(resource.space)
    day = _refuse_outside(resource, calendar, starts_at, ends_at)
    programme = _programme(resource, day.on, programme)
    _refuse_taken(resource, day, starts_at, ends_at, _asked(person, by))
    booking = Booking(
        resource=resource,
        programme=programme,
        person=person,
        organisation=organisation,
        starts_at=starts_at,
        ends_at=ends_at,
        purpose=text.clean(purpose)[:200],
        submission_key=key,
        language=language,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            booking.save()
            _take(booking)
    except IntegrityError:  # only where the lock was not enough: the constraint is the proof
        twin = Booking.objects.filter(submission_key=key).first()
        if twin is not None:
            return twin
        raise taken(resource, day, starts_at, ends_at, _asked(person, by)) from None
    deeds.booked.record(booking, by=by, programme_id=programme.pk, resource=resource.pk)
    emails.booking_confirmed(booking)
    return booking


@transaction.atomic
def book_for(
    resource: Resource,
    *,
    name: str,
    email: str,
    organisation: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    programme: Programme | None,
    purpose: str,
    submission_key: str,
    by: By,
) -> Booking:
    """The host books for somebody named as in a sign-up. A refused booking leaves nobody behind in the registry.

    `email`: empty where none is known; then there is no letter. Raises RuleBroken as `book` and `match_membership` do,
    and "whose" where only an address tells who is meant.
    """
    membership = match_membership(email, name, "", organisation, by=by)
    if not membership.person.email and Account.objects.filter(person=membership.person).exists():
        # without an address two people of one name are one: a booking must not land in a namesake's account
        raise RuleBroken(
            _("Somebody of this name has an account. Write the address, so that we know who it is."),
            code="whose",
            field="email",
        )
    return book(
        resource,
        starts_at=starts_at,
        ends_at=ends_at,
        person=membership.person,
        organisation=membership.organisation,
        programme=programme,
        purpose=purpose,
        submission_key=submission_key,
        by=by,
    )


@transaction.atomic
def cancel_booking(booking: Booking, *, by: By) -> Booking:
    """Give a booking up: its time is free at once, and for ten minutes it can be taken back. Twice is once.

    Raises RuleBroken ("started") once its time has begun.
    """
    booking = _locked_booking(booking)
    if booking.state != State.BOOKED:
        return booking
    if booking.starts_at <= clock.now():
        raise RuleBroken(
            _("The time of this booking has begun, so it cannot be cancelled any more."), code="started"
        )
    return _cancel(booking, because="", by_host=False, by=by)


@transaction.atomic
def cancel_by_host(booking: Booking, reason: str, *, by: By) -> Booking:
    """The host cancels, with a reason, and the person gets it by e-mail. A second click changes nothing.

    Raises RuleBroken ("reason", "over").
    """
    booking = _locked_booking(booking)
    if booking.state != State.BOOKED:
        return booking
    if booking.ends_at <= clock.now():
        raise RuleBroken(_("The time of this booking is over."), code="over")
    reason = text.clean(reason)[:200]
    if not reason:
        raise RuleBroken(_("Write why: the person reads it in the e-mail."), code="reason", field="reason")
    return _cancel(booking, because=reason, by_host=True, by=by)


@transaction.atomic
def undo_cancellation(booking: Booking, *, by: By) -> Booking:
    """Take a cancellation back, while its time is still free. A second click changes nothing.

    Raises RuleBroken: "too_late" (ten minutes are over, or the host cancelled), "taken", and those of `book`.
    """
    booking = _locked_booking(booking)
    if booking.state != State.CANCELLED:
        return booking
    until = booking.undo_until
    if until is None or clock.now() >= until:
        raise RuleBroken(_("The ten minutes are over. You can book again."), code="too_late")
    resource = booking.resource
    day = _refuse_outside(resource, calendar_of(resource.space), booking.starts_at, booking.ends_at)
    _refuse_taken(resource, day, booking.starts_at, booking.ends_at, _asked(booking.person, by))
    booking.state = State.BOOKED
    booking.cancelled_at = None
    try:
        with transaction.atomic():
            booking.save(update_fields=["state", "cancelled_at"])
            _take(booking)
    except IntegrityError:
        raise taken(resource, day, booking.starts_at, booking.ends_at, _asked(booking.person, by)) from None
    deeds.restored.record(booking, by=by, programme_id=booking.programme_id)
    return booking


def _locked(resource: Resource) -> Resource:
    locked = lock(resource)
    locked.space = resource.space
    return locked


def _locked_booking(booking: Booking) -> Booking:
    """The booking, fresh, under the lock of its resource."""
    lock(booking.resource)
    return Booking.objects.select_related("resource__space", "programme", "person", "organisation").get(
        pk=booking.pk
    )


def _key(submission_key: str, person: Person) -> str:
    """What makes two sendings one: form and person."""
    return hashlib.sha256(f"{submission_key}\x1f{person.pk}".encode()).hexdigest()[:40]


def _take(booking: Booking) -> None:
    quarters = slots.slots(booking.starts_at, booking.ends_at, booking.resource.buffer_minutes)
    BookingSlot.objects.bulk_create(
        BookingSlot(booking=booking, resource=booking.resource, slot=quarter) for quarter in quarters
    )


def _cancel(booking: Booking, *, because: str, by_host: bool, by: By) -> Booking:
    booking.state = State.CANCELLED
    booking.cancelled_at = clock.now()
    booking.cancelled_because = because
    booking.cancelled_by_host = by_host
    booking.save(update_fields=["state", "cancelled_at", "cancelled_because", "cancelled_by_host"])
    booking.slots.all().delete()
    deeds.cancelled.record(booking, by=by, programme_id=booking.programme_id, by_host=by_host)
    if by_host:
        emails.booking_cancelled(booking)
    return booking


cancel_locked = _cancel  # for deeds that hold the locks already


def _refuse_outside(
    resource: Resource, calendar: Calendar, starts_at: dt.datetime, ends_at: dt.datetime
) -> opening.Day:
    """Everything that the calendar and the resource's own bounds forbid."""
    start, end = starts_at.astimezone(clock.WARSAW), ends_at.astimezone(clock.WARSAW)
    if not (slots.is_on_grid(start) and slots.is_on_grid(end)):
        raise RuleBroken(
            _("Bookings begin and end on the quarter of an hour: 9:00, 9:15, 9:30 or 9:45."),
            code="grid",
            field="starts",
        )
    if ends_at <= starts_at:
        raise RuleBroken(
            _("The booking would end before it begins. Write a later hour."), code="backwards", field="ends"
        )
    if start.date() != end.date():
        raise RuleBroken(
            _("A booking ends on the day on which it begins. Book each day apart."),
            code="midnight",
            field="ends",
        )
    if starts_at < clock.now():
        raise RuleBroken(_("This time is over. Choose a later one."), code="past", field="starts")
    last = opening.last_day(clock.today(), resource.space.weeks_ahead)
    if start.date() > last:
        raise RuleBroken(
            _("So far ahead nothing can be booked yet. The last day is now %(day)s.")
            % {"day": words.long_date(last)},
            code="too_far",
            field="day",
        )
    day = calendar.day(start.date())
    if not day.is_open:
        raise RuleBroken(said_closed(day, calendar), code=day.why, field="day")
    opens_at, closes_at = bounds(day)
    if starts_at < opens_at or ends_at > closes_at:
        raise RuleBroken(
            _("On that day the office is open from %(opens)s to %(closes)s.")
            % {
                "opens": words.clock(opens_at.astimezone(clock.WARSAW)),
                "closes": words.clock(closes_at.astimezone(clock.WARSAW)),
            },
            code="hours",
            field="starts" if starts_at < opens_at else "ends",
        )
    minutes = (ends_at - starts_at).total_seconds() / 60
    if minutes < resource.min_minutes:
        raise RuleBroken(
            _("%(name)s can be booked for %(minutes)d minutes at least.")
            % {"name": capfirst(resource.name), "minutes": resource.min_minutes},
            code="too_short",
            field="ends",
        )
    if minutes > resource.max_minutes:
        raise RuleBroken(
            _("%(name)s can be booked for %(hours)s hours at most.")
            % {"name": capfirst(resource.name), "hours": words.decimal(resource.max_minutes / 60, 2)},
            code="too_long",
            field="ends",
        )
    return day


def said_closed(day: opening.Day, calendar: Calendar) -> str:
    """Why the office is closed on a day, and when it opens next."""
    named = {"day": words.long_date(day.on), "reason": day.reason}
    if day.why == opening.CLOSED_DAY:
        said = _("On %(day)s the office is closed: %(reason)s.") % named
    elif day.why == opening.HOLIDAY:
        said = _("On %(day)s the office is closed: it is a public holiday.") % named
    else:
        said = _("On %(day)s the office is closed.") % named
    following = calendar.next_open(day.on)
    if following is not None:
        said += " " + _("It opens next on %(day)s.") % {"day": words.long_date(following.on)}
    return said


def _programme(resource: Resource, day: dt.date, wanted: Programme | None) -> Programme:
    running = list(programmes_on(resource.space, day))
    if wanted is not None and wanted in running:
        return wanted
    if not running:
        raise RuleBroken(
            _("No programme of the office runs on that day, so nothing can be booked."),
            code="no_programme",
            field="day",
        )
    if len(running) > 1:
        raise RuleBroken(_("Say for which programme you come."), code="which_programme", field="programme")
    return running[0]


class Taken(RuleBroken):
    """`own`: the person's own booking that stands in the way, if it is one. `free`: what is free instead, as
    (place, when) for links; the words of the refusal name the same.
    """

    def __init__(self, said: str, own: Booking | None, free: list[tuple[Resource, Span]]) -> None:
        super().__init__(said, code="taken", field="starts")
        self.own, self.free = own, free


def _asked(person: Person, by: By) -> Person | None:
    """The person who books, where they do it themselves: only to them "you have booked" is true."""
    return person if isinstance(by, Account) and by.person_id == person.pk else None


def _refuse_taken(
    resource: Resource, day: opening.Day, starts_at: dt.datetime, ends_at: dt.datetime, asked: Person | None
) -> None:
    wanted = slots.slots(starts_at, ends_at, resource.buffer_minutes)
    if BookingSlot.objects.filter(resource=resource, slot__in=wanted).exists():
        raise taken(resource, day, starts_at, ends_at, asked)


def taken(
    resource: Resource, day: opening.Day, starts_at: dt.datetime, ends_at: dt.datetime, asked: Person | None
) -> Taken:
    """The refusal that names what is free instead: other times of this place, other places at this time.
    `asked`: the person who books for themselves, or None.
    """
    opens_at, closes_at = bounds(day)
    others = [one for one in resources_of(resource.space) if one.pk != resource.pk]
    found = taken_quarters([resource, *others], opens_at, closes_at + dt.timedelta(hours=3))
    own = overlapping(asked, starts_at, ends_at).filter(resource=resource).first() if asked else None
    if own is None:
        said = [_("%(name)s is taken at that time.") % {"name": capfirst(resource.name)}]
    else:
        said = [
            _("You have booked %(name)s for that time already: %(hours)s, booking %(reference)s.")
            % {
                "name": resource.name,
                "hours": _hours((own.starts_at, own.ends_at)),
                "reference": own.reference,
            }
        ]
    times = slots.nearest(spans_of(resource, day, found[resource.pk]), starts_at, ends_at)
    if times:
        said.append(
            _("Nearest free times: %(times)s.") % {"times": ", ".join(_hours(span) for span in times)}
        )
    instead = [
        one
        for one in others
        if one.kind == resource.kind and slots.fits(spans_of(one, day, found[one.pk]), starts_at, ends_at)
    ][:3]
    if instead:
        names = ", ".join(one.name for one in instead)
        said.append(_("At the time you chose these are free: %(names)s.") % {"names": names})
    if not times and not instead:
        said.append(_("Nothing else is free on that day. Choose another one."))
    free = [(resource, span) for span in times] + [(one, (starts_at, ends_at)) for one in instead]
    return Taken(" ".join(said), own, free)


def _hours(span: Span) -> str:
    start, end = (moment.astimezone(clock.WARSAW) for moment in span)
    return f"{words.clock(start)}–{words.clock(end)}"
