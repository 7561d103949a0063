"""Who may do what in workshops. Roles come from `programme.permissions`; here they meet a cycle."""

from typing import Any

from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role, is_coordinator
from osnowa.workshops.models import Cycle, Session


def can_manage_cycles(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)


def leads(user: Any, cycle: Cycle) -> bool:
    """A trainer of this cycle whose role in the programme is alive."""
    return has_role(user, cycle.programme, Role.TRAINER) and any(
        trainer.pk == user.pk for trainer in cycle.trainers.all()
    )


def can_see_cycle(user: Any, cycle: Cycle) -> bool:
    """Coordinators and evaluators see every cycle of the programme, trainers their own."""
    return has_role(user, cycle.programme, Role.COORDINATOR, Role.EVALUATOR) or leads(user, cycle)


def can_see_statistics(user: Any, programme: Programme) -> bool:
    return has_role(user, programme, Role.COORDINATOR, Role.EVALUATOR)


def can_see_needs(user: Any, cycle: Cycle) -> bool:
    """What people need in order to take part is health data: only for those who must act on it."""
    return is_coordinator(user, cycle.programme) or leads(user, cycle)


def can_sign_attendance(user: Any, session: Session) -> bool:
    return is_coordinator(user, session.cycle.programme) or leads(user, session.cycle)


def can_correct_attendance(user: Any, session: Session) -> bool:
    """A closed list is a document: only the coordinator corrects it."""
    return is_coordinator(user, session.cycle.programme)
