"""Setting up an office: its words, opening hours, closed days, desks and rooms."""

import datetime as dt
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.utils.translation import gettext as _

from osnowa.coworking.actions import deeds
from osnowa.coworking.actions.bookings import cancel_locked
from osnowa.coworking.models import Booking, ClosedDay, OpeningHours, Resource, Space
from osnowa.coworking.queries import found
from osnowa.coworking.queries.bookings import bookings_on
from osnowa.coworking.rules.slots import is_on_grid
from osnowa.lib import clock, search, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme

WORDS = ("name", "address", "description", "accessibility", "house_rules", "weeks_ahead", "is_open")
OF_RESOURCE = (
    "kind",
    "name",
    "note",
    "capacity",
    "buffer_minutes",
    "min_minutes",
    "max_minutes",
    "is_active",
    "order",
)


@transaction.atomic
def create_space(
    operator: Organisation,
    *,
    programme: Programme,
    is_example: bool = False,
    by: Account | None,
    **fields: Any,
) -> Space:
    """Set up an office of an organisation. `programme`: in whose work this is done, for the history."""
    space = Space(operator=operator, is_example=is_example, created_at=clock.now())
    for name in WORDS:
        if name in fields:
            setattr(space, name, fields[name])
    space.house_rules_since = clock.today() if space.house_rules else None
    space.slug = _free_slug(space.name)
    space.save()
    deeds.space_created.record(space, by=by, programme_id=programme.pk)
    search.show(found.KIND, space.pk, found.entry_of(space))
    caches["local"].delete("coworking.office")
    return space


@transaction.atomic
def change_space(space: Space, *, programme: Programme, by: Account | None, **fields: Any) -> Space:
    """Change the words of an office. New house rules get the next version and today's date. The address stays."""
    space = lock(space)
    changed = [name for name in WORDS if name in fields and getattr(space, name) != fields[name]]
    if not changed:
        return space
    for name in changed:
        setattr(space, name, fields[name])
    if "house_rules" in changed:
        if space.house_rules_since is not None:
            space.house_rules_version += 1
        space.house_rules_since = clock.today()
    space.save()
    deeds.space_changed.record(space, by=by, programme_id=programme.pk, fields=changed)
    search.show(found.KIND, space.pk, found.entry_of(space))
    caches["local"].delete("coworking.office")
    return space


@transaction.atomic
def set_opening_hours(
    space: Space,
    hours: dict[int, tuple[dt.time, dt.time]],
    *,
    programme: Programme,
    by: Account | None,
) -> None:
    """Opening hours by day of the week (0 is Monday); a day left out is closed. Bookings made before stand.

    Raises RuleBroken: "grid", "backwards".
    """
    space = lock(space)
    for weekday, (opens, closes) in hours.items():
        if not (is_on_grid(opens) and is_on_grid(closes)):
            raise RuleBroken(
                _("Write full hours or quarters: 8:00, 8:15, 8:30 or 8:45."),
                code="grid",
                field=f"opens_{weekday}",
            )
        if closes <= opens:
            raise RuleBroken(
                _("The office would close before it opens. Write a later hour."),
                code="backwards",
                field=f"closes_{weekday}",
            )
    before = {row.weekday: (row.opens, row.closes) for row in space.opening_hours.all()}
    if before == hours:
        return
    space.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(space=space, weekday=weekday, opens=opens, closes=closes)
        for weekday, (opens, closes) in sorted(hours.items())
    )
    deeds.hours_changed.record(space, by=by, programme_id=programme.pk)


@transaction.atomic
def close_day(
    space: Space,
    on: dt.date,
    reason: str,
    *,
    accept_cancellations: bool,
    programme: Programme,
    by: Account | None,
) -> list[Booking]:
    """Close the office for a day. Bookings of that day fall, and each gets an e-mail with the reason.

    A day closed already stays as it is. Returns the bookings that fell.
    Raises RuleBroken: "past", "reason", "bookings" (there are some, and `accept_cancellations` is not set).
    """
    space = lock(space)
    resources = [lock(resource) for resource in Resource.objects.filter(space=space).order_by("pk")]
    if ClosedDay.objects.filter(space=space, on=on).exists():
        return []
    if on < clock.today():
        raise RuleBroken(_("This day is over."), code="past", field="on")
    reason = text.clean(reason)[:120].rstrip(".")
    if not reason:
        raise RuleBroken(
            _("Write why: people read it on the page and in the e-mail."), code="reason", field="reason"
        )
    falling = [one for one in bookings_on(space, on) if one.ends_at > clock.now()] if resources else []
    if falling and not accept_cancellations:
        raise RuleBroken(_("There are bookings on that day."), code="bookings")
    closed = ClosedDay.objects.create(space=space, on=on, reason=reason)
    for booking in falling:
        cancel_locked(booking, because=reason, by_host=True, by=by)
    deeds.day_closed.record(closed, by=by, programme_id=programme.pk, bookings=len(falling))
    return falling


@transaction.atomic
def reopen_day(closed: ClosedDay, *, programme: Programme, by: Account | None) -> None:
    """Open a closed day again. Bookings that fell do not come back by themselves. A second click changes nothing."""
    lock(closed.space)
    found = ClosedDay.objects.filter(pk=closed.pk).first()
    if found is not None:
        deeds.day_reopened.record(found, by=by, programme_id=programme.pk, day=found.on.isoformat())
        found.delete()


@transaction.atomic
def add_resource(space: Space, *, programme: Programme, by: Account | None, **fields: Any) -> Resource:
    """Add a desk or a room. Raises RuleBroken ("name", "bounds")."""
    space = lock(space)
    resource = Resource(space=space)
    _fill(resource, fields)
    resource.save()
    deeds.resource_added.record(resource, by=by, programme_id=programme.pk)
    return resource


@transaction.atomic
def change_resource(
    resource: Resource, *, programme: Programme, by: Account | None, **fields: Any
) -> Resource:
    """Change a desk or a room; bookings made before stand. Raises RuleBroken ("name", "bounds")."""
    resource = lock(resource)
    before = {name: getattr(resource, name) for name in OF_RESOURCE}
    _fill(resource, fields)
    changed = [name for name in OF_RESOURCE if getattr(resource, name) != before[name]]
    if changed:
        resource.save()
        deeds.resource_changed.record(resource, by=by, programme_id=programme.pk, fields=changed)
    return resource


def _fill(resource: Resource, fields: dict[str, Any]) -> None:
    for name in OF_RESOURCE:
        if name in fields:
            setattr(resource, name, fields[name])
    resource.name, resource.note = text.clean(resource.name), text.clean(resource.note)
    if (
        Resource.objects.filter(space_id=resource.space_id, name=resource.name)
        .exclude(pk=resource.pk)
        .exists()
    ):
        raise RuleBroken(_("There is a place of this name already."), code="name", field="name")
    if resource.max_minutes < resource.min_minutes:
        raise RuleBroken(
            _("The longest booking cannot be shorter than the shortest one."),
            code="bounds",
            field="max_minutes",
        )


def _free_slug(name: str) -> str:
    base = text.slug(name) or "biuro"
    taken = set(Space.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in (base, *(f"{base}-{number}" for number in range(2, 1000))) if slug not in taken
    )
