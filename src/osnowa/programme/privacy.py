"""What the programme room knows about a person: only the team, through the account."""

from typing import Any

from osnowa.lib import clock, mail
from osnowa.people.models import Person
from osnowa.programme.models import ServicePaper, TeamMember


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
        ],
        "papers": [
            {
                "number": paper.number,
                "code": paper.code,
                "facts": paper.facts,
                "issued_at": paper.issued_at.isoformat(),
                "revoked_at": paper.revoked_at.isoformat() if paper.revoked_at else None,
            }
            for paper in ServicePaper.objects.filter(account__person=person).order_by("pk")
        ],
    }


def erase(person: Person) -> None:
    """Living roles end. Rows point to the account, whose row `people` blanks, and stay as history.

    Of papers about work the number, hours and days stay; the name and what was done go.
    """
    papers = ServicePaper.objects.filter(account__person=person)
    mail.forget_about(ServicePaper, list(papers.values_list("pk", flat=True)))
    for paper in papers:
        paper.facts = {**paper.facts, "name": "", "work": []}
        paper.save(update_fields=["facts"])
    TeamMember.objects.filter(account__person=person, ended_at__isnull=True).update(ended_at=clock.now())
