"""Writing to people about a test and the survey: once each."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.learning import emails
from osnowa.learning.models import Invitation
from osnowa.learning.queries.invitations import to_invite
from osnowa.lib import audit, clock
from osnowa.lib.locks import lock
from osnowa.workshops.models import Cycle

people_invited = audit.deed("learning.people_invited", gettext_lazy("invited people to a test"))


@transaction.atomic
def invite(cycle: Cycle, kind: str) -> int:
    """Write to everybody with a place who was not written to about this (Invitation.Kind). Returns to how many."""
    lock(cycle)
    people = list(to_invite(cycle, kind))
    Invitation.objects.bulk_create(
        Invitation(enrolment=enrolment, kind=kind, sent_at=clock.now()) for enrolment in people
    )
    for enrolment in people:
        enrolment.cycle = cycle
        letter = emails.test_before if kind == Invitation.Kind.BEFORE else emails.test_after
        letter(enrolment)
    if people:
        people_invited.record(cycle, by=None, programme_id=cycle.programme_id, kind=kind, people=len(people))
    return len(people)
