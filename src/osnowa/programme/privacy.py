"""What the programme room knows about a person: only the team, through the account."""

from typing import Any

from osnowa.lib import clock
from osnowa.people.models import Person
from osnowa.programme.models import TeamMember


def export(person: Person) -> dict[str, Any]:
    """Roles held by the account that belongs to this person (none for participants)."""
    roles = TeamMember.objects.filter(account__person=person).select_related("programme").order_by("added_at")
    return {
        "roles": [
            {
                "programme": row.programme.title,
                "role": row.role,
                "since": row.added_at.isoformat(),
                "until": row.was_until.isoformat() if row.was_until else None,
            }
            for row in roles
        ]
    }


def erase(person: Person) -> None:
    """Living roles end. Rows point to the account, whose row `people` blanks, and stay as history."""
    TeamMember.objects.filter(account__person=person, ended_at__isnull=True).update(ended_at=clock.now())
