"""Who stands behind the one-click doors of the demonstration, and what its mail would have said."""

from dataclasses import dataclass

from django.db.models import QuerySet

from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Account
from osnowa.programme.models import Programme, Role, TeamMember


@dataclass(frozen=True)
class Door:
    """A way in: the first of the team with this role."""

    role: str
    label: str
    account: Account
    programme: Programme


def doors() -> list[Door]:
    """One door per role that somebody holds in a public programme, in the order of roles."""
    members = (
        TeamMember.objects.living()
        .filter(programme__is_public=True, account__is_active=True)
        .select_related("account", "programme")
        .order_by("-programme__starts_on", "programme_id", "id")
    )
    first: dict[str, TeamMember] = {}
    for member in members:
        first.setdefault(member.role, member)
    return [
        Door(role.value, str(role.label), first[role].account, first[role].programme)
        for role in Role
        if role in first
    ]


def outbox() -> QuerySet[OutgoingMail]:
    """Every letter, newest first, without its bodies."""
    return OutgoingMail.objects.order_by("-created_at", "-id").defer("text", "html", "attachments")
