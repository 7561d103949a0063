"""Who may do what with the newsletter: coordinators and editors write and send, evaluators read how it went."""

from typing import Any

from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role

WRITERS = (Role.COORDINATOR, Role.EDITOR)
READERS = (Role.COORDINATOR, Role.EDITOR, Role.EVALUATOR)


def may_write(user: Any, programme: Programme) -> bool:
    """Put issues together, choose to whom they go, send them."""
    return has_role(user, programme, *WRITERS)
