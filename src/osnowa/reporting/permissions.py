"""Who may read figures and reports, and whose names they see there."""

from typing import Any

from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import is_coordinator

READERS = (Role.COORDINATOR, Role.EVALUATOR)
WRITERS = (Role.COORDINATOR,)


def may_see_names(user: Any, programme: Programme) -> bool:
    """Coordinators know their own participants; evaluators check facts by pseudonymous keys."""
    return is_coordinator(user, programme)


def may_write(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)
