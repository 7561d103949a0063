"""What reporting knows about a person: frozen lines, by pseudonymous key."""

from typing import Any

from osnowa.people.models import Person
from osnowa.reporting.models import EvidenceLine


def export(person: Person) -> dict[str, Any]:
    """Facts about this person in reports that were submitted."""
    lines = (
        EvidenceLine.objects.filter(who=person.key)
        .select_related("figure__report__programme")
        .order_by("figure__report__submitted_at", "figure__number", "position")
    )
    return {
        "facts_in_reports": [
            {
                "programme": line.figure.report.programme.title,
                "report": line.figure.report.number,
                "submitted_at": str(line.figure.report.submitted_at),
                "indicator": line.figure.name,
                "happened_on": line.happened_on.isoformat(),
                "what": line.label,
                "amount": str(line.amount),
                "counted": not line.reason,
            }
            for line in lines.iterator()
        ]
    }


def erase(person: Person) -> None:
    """Nothing to remove: a line holds the person's key, and once `people` has blanked the row the key leads nowhere.

    So totals, lines and seals of submitted reports stay as they were (faults.md 38).
    """
