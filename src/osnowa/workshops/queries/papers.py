"""What a certificate says, and the papers of a cycle."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from osnowa.lib import clock
from osnowa.workshops.models import Certificate, Cycle, Session
from osnowa.workshops.queries.certificates import Candidate, candidates


def facts_of(cycle: Cycle, sessions: list[Session], candidate: Candidate) -> dict[str, Any]:
    """Everything that the paper says about person, cycle and programme, as it is today. Hours are clock hours."""
    days = [session.starts_at.astimezone(clock.WARSAW).date() for session in sessions]
    programme = cycle.programme
    return {
        "name": candidate.enrolment.person.name,
        "organisation": candidate.organisation,
        "programme": programme.title,
        "operator": programme.operator.name,
        "city": programme.city,
        "funding_note": programme.funding_note,
        "cycle": cycle.title,
        "cycle_number": cycle.number,
        "level": cycle.level,
        "hours": as_words(candidate.hours),
        "hours_of": as_words(candidate.hours_of),
        "share": cycle.share_for_certificate,
        "attended": candidate.attended.sessions,
        "sessions": [session.title for session in sessions],
        "first_on": min(days).isoformat(),
        "last_on": max(days).isoformat(),
        "outcomes": cycle.abilities,
    }


def as_words(value: Decimal) -> str:
    """12.00 -> "12", 10.50 -> "10.5": kept as text, so that JSON does not round it."""
    said = f"{value:f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def paper_not_issued(cycle: Cycle, enrolment_id: int) -> Certificate | None:
    """The certificate that somebody with a place would get today, kept nowhere; None where nobody is so numbered."""
    for candidate in candidates(cycle):
        if candidate.enrolment.pk == enrolment_id:
            candidate.enrolment.cycle = cycle
            return Certificate(
                enrolment=candidate.enrolment,
                programme_id=cycle.programme_id,
                number="—",
                code="XXXX-XXXX",
                language=candidate.enrolment.language,
                facts=facts_of(cycle, list(cycle.sessions.all()), candidate),
                issued_at=clock.now(),
            )
    return None


def valid_papers(cycle: Cycle) -> Iterator[Certificate]:
    """The valid certificates of a cycle by number, streamed."""
    found = Certificate.objects.filter(enrolment__cycle=cycle, revoked_at=None).order_by("sequence")
    return found.iterator(chunk_size=100)
