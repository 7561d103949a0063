"""What counts of the office: visits, who came, bookings that were used.

Each kind has a total (one SQL aggregate) and the lines behind it (streamed), which name what does not count and why.
Days are days in Warsaw. Labels and reasons name things, never people.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, DurationField, ExpressionWrapper, F, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.coworking.models import Booking, Visit
from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.people.models import Organisation, Person
from osnowa.programme.evidence import Counting, Evidence, Source
from osnowa.programme.models import Programme

ONE = Decimal(1)
CHUNK = 500
HOUR = dt.timedelta(hours=1)
State = Booking.State


def _visits(programme: Programme, period: Period) -> QuerySet[Visit]:
    return Visit.objects.filter(programme=programme, on__gte=period.start, on__lte=period.end)


def _streamed(programme: Programme, period: Period) -> Iterator[Visit]:
    rows = _visits(programme, period).select_related("space", "person", "organisation", "booking__resource")
    return rows.order_by("on", "came_at", "pk").iterator(CHUNK)


def visits(programme: Programme, period: Period) -> Decimal:
    """Visits that the host wrote down on days of the period."""
    return Decimal(_visits(programme, period).count())


def visits_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    for visit in _streamed(programme, period):
        yield _line(visit)


def people(programme: Programme, period: Period) -> Decimal:
    """Different people, known by name, who came in the period."""
    return Decimal(_visits(programme, period).aggregate(n=Count("person", distinct=True))["n"])


def people_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per visit: the person's first visit counts, later ones do not."""
    counted: dict[int, dt.date] = {}
    for visit in _streamed(programme, period):
        if visit.person_id is None:
            yield _line(visit, reason=_("no person known by name"))
        elif visit.person_id in counted:
            yield _line(visit, reason=_already(counted[visit.person_id]))
        else:
            counted[visit.person_id] = visit.on
            yield _line(visit)


def organisations(programme: Programme, period: Period) -> Decimal:
    """Different organisations and groups whose people came in the period."""
    return Decimal(_visits(programme, period).aggregate(n=Count("organisation", distinct=True))["n"])


def organisations_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per visit: the organisation's first visit counts, later ones do not."""
    counted: dict[int, dt.date] = {}
    for visit in _streamed(programme, period):
        if visit.organisation_id is None:
            yield _line(visit, reason=_("no organisation or group identified yet"))
        elif visit.organisation_id in counted:
            yield _line(visit, reason=_already(counted[visit.organisation_id]))
        else:
            counted[visit.organisation_id] = visit.on
            yield _line(visit)


def _bookings(programme: Programme, period: Period) -> QuerySet[Booking]:
    return Booking.objects.filter(
        programme=programme, starts_at__gte=period.starts_at, starts_at__lt=period.ends_before
    )


def booked_hours(programme: Programme, period: Period) -> Decimal:
    """Clock hours of bookings that are over and were neither cancelled nor left empty: always whole quarters."""
    kept = _bookings(programme, period).filter(state=State.BOOKED, ends_at__lte=clock.now())
    length = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    return _hours(kept.aggregate(n=Sum(length))["n"] or dt.timedelta())


def booked_hours_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    now = clock.now()
    rows = _bookings(programme, period).select_related("resource__space", "person", "organisation")
    for booking in rows.order_by("starts_at", "pk").iterator(CHUNK):
        reason = ""
        if booking.state == State.CANCELLED:
            reason = _("booking cancelled")
        elif booking.state == State.NO_SHOW:
            reason = _("no guest came")
        elif booking.ends_at > now:
            reason = _("not over yet")
        yield _fact(
            booking.starts_at.astimezone(clock.WARSAW).date(),
            _hours(booking.ends_at - booking.starts_at),
            _("Booking %(reference)s: %(place)s")
            % {"reference": booking.reference, "place": booking.resource.name},
            Source("coworking.booking", booking.pk),
            booking.person,
            booking.organisation,
            {"place": booking.resource.kind},
            reason,
        )


def _hours(length: dt.timedelta) -> Decimal:
    return (Decimal(int(length.total_seconds())) / int(HOUR.total_seconds())).quantize(Decimal("0.01"))


def _already(day: dt.date) -> str:
    return _("already counted on %(day)s") % {"day": f"{day:%d.%m.%Y}"}


def _line(visit: Visit, *, reason: str = "") -> Evidence:
    label = (
        _("Visit for booking %(reference)s: %(place)s")
        % {"reference": visit.booking.reference, "place": visit.booking.resource.name}
        if visit.booking
        else _("Visit without a booking: %(office)s") % {"office": visit.space.name}
    )
    groups = {"way": "booking" if visit.booking_id else "walk_in"}
    source = Source("coworking.visit", visit.pk)
    return _fact(visit.on, ONE, label, source, visit.person, visit.organisation, groups, reason)


def _fact(  # noqa: PLR0917  a fact has so many sides
    day: dt.date,
    amount: Decimal,
    label: str,
    source: Source,
    person: Person | None,
    organisation: Organisation | None,
    groups: dict[str, str],
    reason: str,
) -> Evidence:
    if organisation is not None:
        groups["legal_form"] = organisation.legal_form
    return Evidence(
        happened_on=day,
        amount=amount,
        label=label,
        source=source,
        who=person.key if person else None,
        organisation=organisation.pk if organisation else None,
        groups=groups,
        reason=reason,
    )


COUNTINGS: tuple[Counting, ...] = (
    Counting(
        "coworking.visits",
        gettext_lazy("Visits in the office"),
        gettext_lazy("visits"),
        gettext_lazy(
            "Visits on days of the period, for a booking or without one, as the host wrote them down."
        ),
        visits,
        visits_lines,
    ),
    Counting(
        "coworking.people",
        gettext_lazy("People who used the office"),
        gettext_lazy("people"),
        gettext_lazy(
            "Different people who came to the office in the period. Each counts once, on the day of their first visit. "
            "Somebody whose name was not written down does not count."
        ),
        people,
        people_lines,
    ),
    Counting(
        "coworking.organisations",
        gettext_lazy("Organisations and groups that used the office"),
        gettext_lazy("organisations and groups"),
        gettext_lazy(
            "Different organisations and informal groups whose people came to the office in the period. "
            "Each counts once. One that is not identified yet does not count."
        ),
        organisations,
        organisations_lines,
    ),
    Counting(
        "coworking.booked_hours",
        gettext_lazy("Hours of bookings that were used"),
        gettext_lazy("hours"),
        gettext_lazy(
            "Clock hours (60 minutes) of desks and rooms booked in the period whose time is over. Cancelled bookings "
            "do not count, nor those to which nobody came on a day when the host wrote down who came."
        ),
        booked_hours,
        booked_hours_lines,
    ),
)
