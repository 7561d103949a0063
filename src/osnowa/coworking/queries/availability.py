"""What is free: the grid of a day, its list twin, the week in one line a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from osnowa.coworking.models import Booking, BookingSlot, Resource, Space
from osnowa.coworking.queries.bookings import bookings
from osnowa.coworking.queries.spaces import Calendar
from osnowa.coworking.rules.opening import Day
from osnowa.coworking.rules.slots import QUARTER, Span, free_spans, quarters
from osnowa.lib import clock

FREE, TAKEN, OWN, PAST, SHUT = "free", "taken", "own", "past", "shut"
HOUR = dt.timedelta(hours=1)
USUAL = dt.timedelta(hours=2)


@dataclass
class Cell:
    """Part of a row of the grid. `span`: hours that it is wide. `starts_at`, `ends_at`: what a link offers."""

    kind: str
    span: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    booking: Booking | None = None
    is_whole: bool = True  # the hour is free from its beginning


@dataclass(frozen=True)
class Row:
    """One resource on one day."""

    resource: Resource
    cells: list[Cell]
    spans: list[Span]
    own: list[Booking]


@dataclass(frozen=True)
class Grid:
    """A whole day of an office. `hours`: beginnings of the columns."""

    day: Day
    hours: list[dt.datetime]
    rows: list[Row]

    @property
    def free_count(self) -> int:
        return sum(1 for row in self.rows if row.spans)


def bounds(day: Day) -> Span:
    """Opening and closing of an open day, in UTC."""
    if day.opens is None or day.closes is None:
        raise ValueError("A closed day has no hours.")
    return clock.moment(day.on, day.opens), clock.moment(day.on, day.closes)


def taken_quarters(
    resources: Iterable[Resource], first: dt.datetime, last: dt.datetime
) -> dict[int, set[dt.datetime]]:
    """Taken quarters of each resource between two moments (one query)."""
    taken: dict[int, set[dt.datetime]] = {resource.pk: set() for resource in resources}
    rows = BookingSlot.objects.filter(resource__in=taken, slot__gte=first, slot__lt=last)
    for resource, slot in rows.values_list("resource_id", "slot"):
        taken[resource].add(slot)
    return taken


def spans_of(resource: Resource, day: Day, taken: set[dt.datetime]) -> list[Span]:
    opens_at, closes_at = bounds(day)
    return free_spans(
        opens_at,
        closes_at,
        taken,
        min_minutes=resource.min_minutes,
        buffer_minutes=resource.buffer_minutes,
        not_before=clock.now(),
    )


def grid_of(day: Day, resources: list[Resource], own: list[Booking]) -> Grid:
    """The grid of an open day. `own`: bookings of whoever looks, shown as theirs."""
    opens_at, closes_at = bounds(day)
    first = opens_at.replace(minute=0)
    hours = [first + HOUR * n for n in range(-(-(closes_at - first) // HOUR))]
    taken = taken_quarters(resources, opens_at, closes_at)
    rows = []
    for resource in resources:
        spans = spans_of(resource, day, taken[resource.pk])
        mine = [booking for booking in own if booking.resource_id == resource.pk]
        rows.append(Row(resource, _cells(resource, hours, (opens_at, closes_at), spans, mine), spans, mine))
    return Grid(day, hours, rows)


def _cells(
    resource: Resource, hours: list[dt.datetime], day: Span, spans: list[Span], own: list[Booking]
) -> list[Cell]:
    cells: list[Cell] = []
    for hour in hours:
        cell = _cell(resource, hour, day, spans, own)
        last = cells[-1] if cells else None
        same = last is not None and last.kind == cell.kind and last.booking == cell.booking
        if same and cell.kind != FREE and last is not None:
            last.span += 1
            last.ends_at = cell.ends_at
        else:
            cells.append(cell)
    return cells


def _cell(resource: Resource, hour: dt.datetime, day: Span, spans: list[Span], own: list[Booking]) -> Cell:
    end = hour + HOUR
    for booking in own:
        if booking.starts_at < end and hour < booking.ends_at:
            return Cell(OWN, 1, hour, end, booking)
    for start, stop in spans:
        begin = max(hour, start)
        if begin < min(end, stop) and stop - begin >= dt.timedelta(minutes=resource.min_minutes):
            return Cell(FREE, 1, begin, offered_end(resource, begin, stop), is_whole=begin == hour)
    if end <= day[0] or hour >= day[1]:
        return Cell(SHUT, 1, hour, end)
    return Cell(PAST if hour + HOUR - QUARTER < clock.now() else TAKEN, 1, hour, end)


def offered_end(resource: Resource, starts_at: dt.datetime, free_until: dt.datetime) -> dt.datetime:
    """Two hours, where so much is free and allowed."""
    length = min(USUAL, dt.timedelta(minutes=resource.max_minutes))
    length = max(length, dt.timedelta(minutes=resource.min_minutes))
    return min(starts_at + length, free_until)


@dataclass(frozen=True)
class DayInWeek:
    """A day in the overview: how many desks and rooms have a free stretch; `whole`: nothing is taken at all."""

    day: Day
    free: int
    total: int
    is_bookable: bool
    whole: bool

    @property
    def is_over(self) -> bool:
        return self.day.is_open and bounds(self.day)[1] <= clock.now()


def week_of(
    space: Space, calendar: Calendar, first: dt.date, last: dt.date, days: int = 7
) -> list[DayInWeek]:
    """So many days from `first`; those after `last` cannot be booked yet (two queries)."""
    resources = list(space.resources.filter(is_active=True))
    start = clock.moment(first, dt.time.min)
    taken = taken_quarters(resources, start, start + dt.timedelta(days=days + 1))
    found = []
    for day in calendar.days(first, days):
        free, whole = 0, False
        if day.is_open:
            opens_at, closes_at = bounds(day)
            free = sum(1 for resource in resources if spans_of(resource, day, taken[resource.pk]))
            whole = free == len(resources) and not any(
                opens_at <= quarter < closes_at for resource in resources for quarter in taken[resource.pk]
            )
        found.append(
            DayInWeek(day, free, len(resources), is_bookable=day.is_open and day.on <= last, whole=whole)
        )
    return found


def free_now(space: Space, calendar: Calendar) -> list[tuple[Resource, dt.datetime]]:
    """What can be taken at once, and until when, for whoever walks in."""
    if not is_open_now(calendar):
        return []
    day, now = calendar.day(clock.today()), clock.now()
    opens_at, closes_at = bounds(day)
    resources = list(space.resources.filter(is_active=True))
    taken = taken_quarters(resources, opens_at, closes_at)
    begun = max(quarter for quarter in quarters(opens_at, closes_at) if quarter <= now)
    found = []
    for resource in resources:
        if begun in taken[resource.pk]:
            continue
        until = min((slot for slot in taken[resource.pk] if slot > begun), default=closes_at)
        found.append((resource, until))
    return found


def outside_hours(space: Space, calendar: Calendar) -> list[Booking]:
    """Bookings to come that lie outside the opening hours as they are now, the nearest first (one query)."""
    coming = (
        bookings()
        .filter(resource__space=space, state=Booking.State.BOOKED, starts_at__gt=clock.now())
        .order_by("starts_at", "pk")
    )
    return [one for one in coming if not is_inside(one, calendar)]


def is_inside(booking: Booking, calendar: Calendar) -> bool:
    day = calendar.day(booking.starts_at.astimezone(clock.WARSAW).date())
    if not day.is_open:
        return False
    opens_at, closes_at = bounds(day)
    return opens_at <= booking.starts_at and booking.ends_at <= closes_at


def is_open_now(calendar: Calendar) -> bool:
    day = calendar.day(clock.today())
    if not day.is_open:
        return False
    opens_at, closes_at = bounds(day)
    return opens_at <= clock.now() < closes_at
