"""Who stands behind the one-click doors of the demonstration, and what its mail would have said."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from osnowa.lib.models import OutgoingMail
from osnowa.people.models import Account, LegalForm, Membership
from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.workshops.models import Session

MEMBER = "member"  # no role on a team: speaks for an organisation


@dataclass(frozen=True)
class Door:
    """A way in: the first of the team with this role; of the trainers, the one who has something to do."""

    role: str
    label: str
    account: Account
    programme: Programme

    @property
    def leads_to_own(self) -> bool:
        """Members and volunteers begin at their own affairs."""
        return self.role in {MEMBER, Role.VOLUNTEER}


def doors() -> list[Door]:
    """One door per role that somebody holds in a public programme, in the order of roles; then a member's."""
    members = (
        TeamMember.objects.living()
        .filter(programme__is_public=True, account__is_active=True)
        .select_related("account", "programme")
        .order_by("-programme__starts_on", "programme_id", "id")
    )
    first: dict[str, TeamMember] = {}
    trainers: dict[int, TeamMember] = {}
    for member in members:
        first.setdefault(member.role, member)
        if member.role == Role.TRAINER and member.programme_id == first[Role.TRAINER].programme_id:
            trainers.setdefault(member.account_id, member)
    if len(trainers) > 1:
        first[Role.TRAINER] = _busiest(trainers) or first[Role.TRAINER]
    found = [
        Door(role.value, str(role.label), first[role].account, first[role].programme)
        for role in Role
        if role in first
    ]
    return [*found, *_door_of_member(found)]


def _door_of_member(found: list[Door]) -> list[Door]:
    """Somebody who speaks for an organisation: the one confirmed first."""
    membership = (
        Membership.objects.filter(
            confirmed_at__isnull=False, organisation__merged_into=None, person__account__is_active=True
        )
        .exclude(organisation__legal_form=LegalForm.INFORMAL)
        .select_related("person__account")
        .order_by("confirmed_at", "pk")
        .first()
    )
    if membership is None or not found:
        return []
    return [Door(MEMBER, gettext("member of an organisation"), membership.person.account, found[0].programme)]


def _busiest(trainers: dict[int, TeamMember]) -> TeamMember | None:
    """Whose list waits longest to be written, else who is on next: the cycle that runs now."""
    programme_id = next(iter(trainers.values())).programme_id
    led = (
        Session.objects.filter(
            cycle__programme=programme_id,
            cycle__is_published=True,
            cycle__trainers__in=list(trainers),
            closed_at=None,
        )
        .order_by("starts_at", "cycle__trainers")
        .values_list("cycle__trainers", flat=True)
        .first()
    )
    return trainers.get(led) if led else None


def outbox() -> QuerySet[OutgoingMail]:
    """Every letter, newest first, without its bodies."""
    return OutgoingMail.objects.order_by("-created_at", "-id").defer("text", "html", "attachments")
