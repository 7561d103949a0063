"""Who may do what with tests and surveys."""

from typing import Any

from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role, is_coordinator
from osnowa.workshops.models import Cycle
from osnowa.workshops.permissions import leads


def can_edit_bank(user: Any, programme: Programme) -> bool:
    """Coordinators and trainers write questions; evaluators read them."""
    return has_role(user, programme, Role.COORDINATOR, Role.TRAINER)


def can_choose_theme(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)


def can_enter_papers(user: Any, cycle: Cycle) -> bool:
    return is_coordinator(user, cycle.programme) or leads(user, cycle)


def can_see_names(user: Any, cycle: Cycle) -> bool:
    """Who has done a test: for those who remind people and enter papers. Nobody sees single results."""
    return can_enter_papers(user, cycle)


def can_remove_comments(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)
