"""Who may read figures and reports, and whose names they see there."""

from typing import Any

from osnowa.people.permissions import may_view_person
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import is_coordinator

READERS = (Role.COORDINATOR, Role.EVALUATOR)
WRITERS = (Role.COORDINATOR,)


def may_see_names(user: Any, programme: Programme) -> bool:
    """Evaluators check facts by pseudonymous keys; names are for those who know the people anyway."""
    return is_coordinator(user, programme) and may_view_person(user)


def may_write(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)
