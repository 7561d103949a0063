"""Whom to write to about a test, and when."""

from django.db.models import Max, Min, QuerySet

from osnowa.learning.models import Invitation
from osnowa.learning.rules.tests import AFTER_OPEN, BEFORE_MAIL_AHEAD
from osnowa.lib import clock
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.models.cycle import STANDING


def to_invite(cycle: Cycle, kind: str) -> QuerySet[Enrolment]:
    """People with a place, alive and with an address, who were not written to and have not answered already."""
    found = (
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED, person__erased_at__isnull=True)
        .exclude(person__email="")
        .exclude(test_invitations__kind=kind)
        .select_related("person")
        .order_by("number")
    )
    if kind == Invitation.Kind.BEFORE:
        return found.exclude(sittings__moment="before", sittings__finished_at__isnull=False)
    return found


def cycles_to_invite() -> list[tuple[Cycle, str]]:
    """(cycle, kind) for which the time of writing has come and not passed. The first test only where there is one;
    after the last session every published cycle is asked for its survey.
    """
    now = clock.now()
    rows = (
        Cycle.objects.filter(is_published=True)
        .annotate(
            first_starts_at=Min("sessions__starts_at", filter=STANDING),
            first_ends_at=Min("sessions__ends_at", filter=STANDING),
            last_ends_at=Max("sessions__ends_at", filter=STANDING),
        )
        .select_related("programme", "test")
        .order_by("pk")
    )
    before = rows.filter(
        test__isnull=False, first_starts_at__lte=now + BEFORE_MAIL_AHEAD, first_ends_at__gt=now
    )
    after = rows.filter(last_ends_at__lte=now, last_ends_at__gt=now - AFTER_OPEN)
    found: list[tuple[Cycle, str]] = [(cycle, Invitation.Kind.BEFORE.value) for cycle in before]
    found += [(cycle, Invitation.Kind.AFTER.value) for cycle in after]
    return found
