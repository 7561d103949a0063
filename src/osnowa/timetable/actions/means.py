"""Rooms and who leads: what the planner may use."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.coworking.models import Resource
from osnowa.lib import audit, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme.models import Programme
from osnowa.timetable.models import Leader, Room, WeeklySlot
from osnowa.timetable.queries.means import rooms_of_office
from osnowa.workshops.models import Cycle
from osnowa.workshops.queries.setting_up import possible_trainers

room_added = audit.deed("timetable.room_added", gettext_lazy("added a room to the timetable"))
room_changed = audit.deed("timetable.room_changed", gettext_lazy("changed a room of the timetable"))
room_removed = audit.deed("timetable.room_removed", gettext_lazy("removed a room from the timetable"))
leader_changed = audit.deed("timetable.leader_changed", gettext_lazy("set down what somebody leads"))


@transaction.atomic
def save_room(
    programme: Programme,
    room: Room | None = None,
    *,
    name: str,
    capacity: int,
    resource: Resource | None = None,
    slots: Iterable[WeeklySlot] = (),
    by: Account | None,
) -> Room:
    """Add a room, or change the one given. `slots`: only then is it to be had; none: always (the office: when open).

    The same name once more is the same form sent twice. Raises RuleBroken with its field: "name", "capacity",
    "resource" (not a room of the operator's office), "slots" (of another programme).
    """
    programme = lock(programme)
    name = text.clean(name) or (f"{resource.name}, {resource.space.address}" if resource else "")
    if not name:
        raise RuleBroken(
            _("Write what the room is called, or choose one of the office."), code="name", field="name"
        )
    if capacity < 1:
        raise RuleBroken(_("Write how many people it seats."), code="capacity", field="capacity")
    if resource is not None and resource.pk not in {one.pk for one in rooms_of_office(programme)}:
        raise RuleBroken(_("Choose a room of the office."), code="resource", field="resource")
    slots = list(slots)
    if any(slot.programme_id != programme.pk for slot in slots):
        raise RuleBroken(_("The slots have changed meanwhile. Choose again."), code="slots", field="slots")
    is_new = room is None
    others = Room.objects.filter(programme=programme)
    if room is None:
        room = next((one for one in others if text.fold(one.name) == text.fold(name)), None)
        if room is not None:
            return room
        room = Room(programme=programme)
    others = others.exclude(pk=room.pk)
    if any(text.fold(one.name) == text.fold(name) for one in others):
        raise RuleBroken(_("There is a room with this name already."), code="name", field="name")
    if resource is not None and others.filter(resource=resource).exists():
        raise RuleBroken(_("This room is on the list already."), code="resource", field="resource")
    room.name, room.capacity, room.resource = name[:200], capacity, resource
    room.save()
    room.slots.set(slots)
    (room_added if is_new else room_changed).record(room, by=by, programme_id=programme.pk)
    return room


@transaction.atomic
def remove_room(room: Room, *, by: Account | None) -> None:
    """Plan without it; drafts that use it keep their dates. Gone already, nothing happens."""
    found = Room.objects.select_for_update().filter(pk=room.pk).first()
    if found is not None:
        room_removed.record(found, by=by, programme_id=found.programme_id)
        found.delete()


@transaction.atomic
def save_leader(
    programme: Programme,
    account: Account,
    *,
    cycles: Iterable[Cycle],
    most_hours: int | None = None,
    by: Account | None,
) -> Leader:
    """Say which cycles somebody can lead and how many hours a week at the most (None: no limit).

    Raises RuleBroken: "account" (not on the team), "cycles" (of another programme), "most_hours".
    """
    programme = lock(programme)
    if not possible_trainers(programme).filter(pk=account.pk).exists():
        raise RuleBroken(
            _("Trainers come from the programme's team. Add the person to the team first."), code="account"
        )
    cycles = list(cycles)
    if any(cycle.programme_id != programme.pk for cycle in cycles):
        raise RuleBroken(_("Choose cycles of this programme."), code="cycles", field="cycles")
    if most_hours is not None and most_hours < 1:
        raise RuleBroken(_("Write at least one hour, or nothing."), code="most_hours", field="most_hours")
    leader, _new = Leader.objects.get_or_create(programme=programme, account=account)
    leader.most_hours = most_hours
    leader.save()
    leader.cycles.set(cycles)
    leader_changed.record(leader, by=by, programme_id=programme.pk, cycles=[cycle.number for cycle in cycles])
    return leader
