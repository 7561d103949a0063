"""Who may do what in support. Roles come from `programme.permissions`, speaking for an organisation from `people`."""

from typing import Any

from osnowa.people.permissions import speaks_for
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import has_role, is_coordinator
from osnowa.support.models import Consultation, WorkLog


def can_record_stages(user: Any, programme: Programme) -> bool:
    """Of the team: coordinators and mentors. An organisation's own members record theirs on their own pages."""
    return has_role(user, programme, Role.COORDINATOR, Role.MENTOR)


def can_assign_mentor(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)


def can_log_consultations(user: Any, programme: Programme) -> bool:
    return has_role(user, programme, Role.MENTOR)


def can_see_consultation(user: Any, consultation: Consultation) -> bool:
    """Coordinators and evaluators see every one of the programme, mentors their own."""
    return has_role(
        user, consultation.programme, Role.COORDINATOR, Role.EVALUATOR
    ) or can_correct_consultation(user, consultation)


def can_correct_consultation(user: Any, consultation: Consultation) -> bool:
    """Its mentor, as long as the role lives. Whether it is still open, the deed asks."""
    return can_log_consultations(user, consultation.programme) and consultation.mentor_id == user.pk


def is_author(user: Any, consultation: Consultation) -> bool:
    """The mentor who wrote it down: the account, or another account of the same person."""
    return user.pk == consultation.mentor_id or user.person_id == consultation.person_id


def can_confirm_consultation(user: Any, consultation: Consultation) -> bool:
    """A confirmed member of the organisation who did not write it down."""
    return speaks_for(user, consultation.organisation) and not is_author(user, consultation)


def can_log_hours(user: Any, programme: Programme) -> bool:
    return has_role(user, programme, Role.VOLUNTEER)


def can_see_all_hours(user: Any, programme: Programme) -> bool:
    """Volunteers see their own."""
    return has_role(user, programme, Role.COORDINATOR, Role.EVALUATOR)


def is_own(user: Any, log: WorkLog) -> bool:
    """The volunteer's own hours, also where the same person works through another account."""
    return user.pk == log.volunteer_id or user.person_id == log.person_id


def can_settle_hours(user: Any, log: WorkLog) -> bool:
    """A coordinator, but nobody's own hours."""
    return is_coordinator(user, log.programme) and not is_own(user, log)


def can_see_names(user: Any, programme: Programme) -> bool:
    """Evaluators read without names; what people wrote in their own words is hidden from them as well."""
    return has_role(user, programme, Role.COORDINATOR, Role.MENTOR, Role.VOLUNTEER)
