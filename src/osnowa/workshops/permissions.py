"""Who may do what in workshops. Roles come from `programme.permissions`; here they meet a cycle."""

from typing import Any

from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.programme.permissions import has_role, is_coordinator
from osnowa.workshops.models import Cycle, Session


def can_manage_cycles(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)


def leads(user: Any, cycle: Cycle) -> bool:
    """A trainer of this cycle, or of one of its sessions, whose role in the programme is alive."""
    return has_role(user, cycle.programme, Role.TRAINER) and (
        any(trainer.pk == user.pk for trainer in cycle.trainers.all()) or cycle.pk in _as_guest(user)
    )


def _as_guest(user: Any) -> set[int]:
    """Cycles of which the account leads a session or more, asked once per request."""
    if not hasattr(user, "_cycles_led_as_guest"):
        rows = Session.trainers.through.objects.filter(account=user.pk)
        user._cycles_led_as_guest = set(rows.values_list("session__cycle", flat=True))  # noqa: SLF001
    return user._cycles_led_as_guest  # type: ignore[no-any-return]  # noqa: SLF001


def can_prepare(user: Any, session: Session) -> bool:
    """Add materials and set homework."""
    return is_coordinator(user, session.cycle.programme) or leads(user, session.cycle)


def may_import_busy_times(user: Any) -> bool:
    """Whoever may be planned: trainers, mentors and coordinators of any programme."""
    return (
        user.is_authenticated
        and user.is_active
        and TeamMember.objects.living()
        .filter(account=user, role__in=[Role.TRAINER, Role.MENTOR, Role.COORDINATOR])
        .exists()
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


def can_remove_sheet(user: Any, session: Session) -> bool:
    """A scan is the proof behind the figures: on an open list the trainer puts a slip right, later the coordinator."""
    if session.closed_at is None:
        return can_sign_attendance(user, session)
    return is_coordinator(user, session.cycle.programme)
