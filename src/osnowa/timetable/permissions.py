"""Who may do what in the timetable. Plans are the coordinator's; ticks are each person's own."""

from typing import Any

from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role, is_coordinator


def can_plan(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)


def is_asked_as_trainer(user: Any, programme: Programme) -> bool:
    return has_role(user, programme, Role.TRAINER)
