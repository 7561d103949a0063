"""Who may do what: coordinators and editors write prints down and make posters, evaluators read the record."""

from typing import Any

from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role

WRITERS = (Role.COORDINATOR, Role.EDITOR)
READERS = (Role.COORDINATOR, Role.EDITOR, Role.EVALUATOR)


def may_write(user: Any, programme: Programme) -> bool:
    """Write down prints, attach proofs, make and end short links. Only they open proofs: a photograph shows people."""
    return has_role(user, programme, *WRITERS)
