"""Turns roles in programmes into permissions on what the whole installation shares.

`people` stands below `programme` and must not know roles: it asks `account.has_perm("people.manage_registry")`,
and this backend answers from above.
"""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from osnowa.programme.models import Role
from osnowa.programme.permissions import roles_by_programme

# Which role in any running programme gives which right on shared things.
SHARED_RIGHTS: dict[str, frozenset[str]] = {
    Role.COORDINATOR: frozenset(
        {"people.view_registry", "people.manage_registry", "people.view_person", "wagtailadmin.access_admin"}
    ),
    Role.TRAINER: frozenset(),
    Role.MENTOR: frozenset({"people.view_registry"}),
    Role.HOST: frozenset({"people.view_registry"}),
    Role.EDITOR: frozenset({"wagtailadmin.access_admin"}),
    Role.VOLUNTEER: frozenset(),
    Role.EVALUATOR: frozenset({"people.view_registry"}),
}


class TeamBackend(BaseBackend):
    """Grants rights by role. Answers permissions only; nobody signs in through it."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if obj is not None or not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if not hasattr(user_obj, "_team_rights"):
            roles: set[str] = set().union(*roles_by_programme(user_obj).values())
            user_obj._team_rights = {right for role in roles for right in SHARED_RIGHTS[role]}  # noqa: SLF001
        return user_obj._team_rights  # noqa: SLF001

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm in self.get_all_permissions(user_obj, obj)
