"""Who may do what in cooperation. A confirmed membership gives the right to write in an organisation's name."""

from typing import Any

from osnowa.cooperation.models import Announcement, Answer
from osnowa.people.permissions import organisations_of
from osnowa.programme.models import Programme, Role
from osnowa.programme.permissions import is_coordinator

READERS = (Role.COORDINATOR, Role.EVALUATOR, Role.MENTOR)


def may_manage(user: Any, announcement: Announcement) -> bool:
    """Whoever speaks for the organisation manages its announcements, also those that a colleague wrote."""
    return announcement.organisation_id in organisations_of(user)


def receives(user: Any, answer: Answer) -> bool:
    """On the side of the announcement: decides on the answer."""
    return answer.announcement.organisation_id in organisations_of(user)


def gave(user: Any, answer: Answer) -> bool:
    """On the side that answered."""
    return answer.organisation_id in organisations_of(user)


def may_see(user: Any, answer: Answer) -> bool:
    """Text and, once it is a connection, contact: the two sides and nobody else."""
    return receives(user, answer) or gave(user, answer)


def may_moderate(user: Any, programme: Programme) -> bool:
    return is_coordinator(user, programme)
