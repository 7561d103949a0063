"""Rooms, leaders, and when they are taken by something else."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from osnowa.coworking.models import Resource
from osnowa.coworking.queries.spaces import resources_of, spaces_of
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.timetable.models import Leader, Room
from osnowa.workshops.models import BusyTime, Cycle, Session
from osnowa.workshops.queries.setting_up import possible_trainers


def rooms_of(programme: Programme) -> QuerySet[Room]:
    return (
        Room.objects.filter(programme=programme).select_related("resource__space").prefetch_related("slots")
    )


def rooms_of_office(programme: Programme) -> list[Resource]:
    """Rooms of the operator's offices that can be booked."""
    return [
        resource
        for space in spaces_of(programme)
        for resource in resources_of(space).select_related("space")
        if resource.kind == Resource.Kind.ROOM
    ]


@dataclass(frozen=True)
class Leading:
    """Somebody of the team with what they can lead; `is_said`: set down here, not only guessed from the cycles."""

    account: Account
    cycles: list[Cycle] = field(default_factory=list)
    most_hours: int | None = None
    is_said: bool = False


def leaders_of(programme: Programme) -> list[Leading]:
    """Everybody who may lead sessions, by name (four queries). Without a word here: the cycles that name them."""
    said = {
        row.account_id: row for row in Leader.objects.filter(programme=programme).prefetch_related("cycles")
    }
    named: dict[int, list[Cycle]] = {}
    for cycle in Cycle.objects.filter(programme=programme).prefetch_related("trainers").order_by("number"):
        for trainer in cycle.trainers.all():
            named.setdefault(trainer.pk, []).append(cycle)
    found = []
    for account in possible_trainers(programme):
        row = said.get(account.pk)
        if row is None:
            found.append(Leading(account, named.get(account.pk, [])))
        else:
            cycles = sorted(row.cycles.all(), key=lambda cycle: cycle.number)
            found.append(Leading(account, cycles, row.most_hours, is_said=True))
    return found


def busy_spans(
    accounts: Iterable[int], first: dt.datetime, last: dt.datetime, *, without: Iterable[int] = ()
) -> list[tuple[int, dt.datetime, dt.datetime]]:
    """(account, from, to) of everything that keeps a leader between two moments; `without` leaves sessions out.

    Sessions of all programmes, and what their own calendars say. Three queries.
    """
    asked = list(accounts)
    sessions = Session.objects.filter(starts_at__lt=last, ends_at__gt=first).exclude(pk__in=list(without))
    own = sessions.filter(trainers__in=asked).values_list("trainers", "starts_at", "ends_at")
    by_cycle = sessions.filter(trainers__isnull=True, cycle__trainers__in=asked).values_list(
        "cycle__trainers", "starts_at", "ends_at"
    )
    elsewhere = BusyTime.objects.filter(account__in=asked, starts_at__lt=last, ends_at__gt=first).values_list(
        "account", "starts_at", "ends_at"
    )
    return [*own.order_by("pk"), *by_cycle.order_by("pk"), *elsewhere.order_by("pk")]
