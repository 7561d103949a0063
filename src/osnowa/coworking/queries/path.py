"""What the office says on others' pages: an organisation's way, a person's affairs."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.coworking.models import Visit
from osnowa.coworking.queries.bookings import coming_of
from osnowa.people.models import Account, Organisation
from osnowa.people.rules.affairs import Affair
from osnowa.people.rules.path import PathStep
from osnowa.ui import words

AFFAIRS = 10


def path_steps(organisation: Organisation) -> list[PathStep]:
    """The first visit in the office, then one step for each later month, with how often they came (one query)."""
    visits = list(
        Visit.objects.filter(organisation=organisation)
        .select_related("space", "programme")
        .order_by("on", "came_at", "pk")
    )
    if not visits:
        return []
    first = visits[0]
    steps = [_step(first, _("First visit in the office"), first.space.name)]
    months: dict[tuple[int, int, int], list[Visit]] = {}
    for visit in visits[1:]:
        months.setdefault((visit.on.year, visit.on.month, visit.programme_id), []).append(visit)
    for came in months.values():
        said = ngettext("%(count)d visit in the office", "%(count)d visits in the office", len(came))
        days = {visit.on for visit in came}
        last = came[-1]
        when = words.span(min(days), max(days)) if len(days) > 1 else ""
        steps.append(
            _step(last, said % {"count": len(came)}, f"{last.space.name}{', ' if when else ''}{when}")
        )
    return steps


def _step(visit: Visit, title: str, text: str) -> PathStep:
    return PathStep(
        happened_on=visit.on,
        title=title,
        text=text,
        state="done",
        state_label=_("came"),
        url=board_url(visit.programme.slug, visit.on, visit.space.slug),
        programme=visit.programme_id,
    )


def board_url(programme: str, day: dt.date, space: str) -> str:
    """The office's board of a day."""
    return f"{reverse('coworking:board', args=[programme])}?biuro={space}&dzien={day.isoformat()}"


def affairs_of(account: Account) -> list[Affair]:
    """Coming bookings of an account, the nearest first (two queries)."""
    return [_affair(booking) for booking in coming_of(account)[:AFFAIRS]]


def _affair(booking: Any) -> Affair:
    return Affair(
        title=f"{booking.resource.name}, {booking.resource.space.name}",
        second=words.span(booking.starts_at, booking.ends_at),
        at=booking.starts_at,
        url=reverse("coworking:booking", args=[booking.pk]),
        state="done",
        state_label=_("booked"),
    )
