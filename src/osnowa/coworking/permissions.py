"""Who may do what in the office. Roles come from `programme.permissions`, membership from `people.permissions`."""

from typing import Any

from osnowa.people.permissions import organisations_of
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role

HOSTS = (Role.HOST, Role.COORDINATOR)
READERS = (*HOSTS, Role.EVALUATOR)


def can_book(user: Any) -> bool:
    """A confirmed member of any organisation or group."""
    return bool(organisations_of(user))


def can_host(user: Any, programme: Programme) -> bool:
    """Check people in, book for them, keep the office's hours and places."""
    return has_role(user, programme, *HOSTS)
