"""What the rush on a reserve list needs in the scratch installation, and what is found there afterwards."""

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from osnowa.lib import clock
from osnowa.lib.models import AuditLine, OutgoingMail
from osnowa.programme.models import Programme
from osnowa.workshops.actions.places import release_places
from osnowa.workshops.models import Cycle, Enrolment
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory, EnrolmentFactory

State = Enrolment.State
A_MOMENT_AGO = dt.timedelta(seconds=1)


def reserve(*, half: int, offer_hours: int) -> dict[str, Any]:
    """A full cycle: half of its places taken, half given up more than ten minutes ago; twice as many wait."""
    programme = Programme.objects.first() or ProgrammeFactory(clause=True, slug="pomiar")
    cycle = CycleFactory(programme=programme, capacity=2 * half, offer_hours=offer_hours)
    now = clock.now()
    placed = [EnrolmentFactory(cycle=cycle) for _ in range(half)]
    for _ in range(3 * half):
        EnrolmentFactory(cycle=cycle, state=State.RESERVE)
    last = 2 * half
    Enrolment.objects.filter(cycle=cycle, number__gt=half, number__lte=last).update(
        state=State.CANCELLED, state_before=State.PLACED, cancelled_at=now, held_until=now - A_MOMENT_AGO
    )
    return {
        "id": cycle.pk,
        "path": reverse("workshops:cycle", args=[programme.slug, cycle.slug]),
        "placed": [one.token for one in placed],
        "last": last,  # up to this number people had a place when it began
    }


def reserve_due(*, cycle: int) -> int:
    """The ten minutes of everybody who gave up are over."""
    held = Enrolment.objects.filter(cycle=cycle, state=State.CANCELLED, held_until__isnull=False)
    return held.update(held_until=clock.now() - A_MOMENT_AGO)


def reserve_release(*, cycle: int) -> int:
    return len(release_places(Cycle.objects.get(pk=cycle)))


def reserve_moved_up(*, cycle: int, begun_with: int) -> list[str]:
    """Links of those who have come up from the reserve list and have not said anything yet."""
    rows = Enrolment.objects.filter(_up(), cycle=cycle, number__gt=begun_with).order_by("number")
    return list(rows.values_list("token", flat=True))


def _up() -> Q:
    return Q(state=State.PLACED) | Q(state=State.RESERVE, offered_until__isnull=False)


def reserve_outcome(*, cycle: int, begun_with: int) -> dict[str, int]:
    """What went wrong.

    `oversold`: seats beyond those there are. `doubled`: people who stand twice, and places given or offered to somebody
    more often than once. `out_of_order`: people who came up although somebody before them still waits.
    """
    rows = Enrolment.objects.filter(cycle=cycle)
    taking = rows.filter(_up() | Q(state=State.CANCELLED, held_until__isnull=False)).count()
    twice = (
        rows.exclude(state=State.CANCELLED).values("person").annotate(n=Count("pk")).filter(n__gt=1).count()
    )
    ids = list(rows.values_list("pk", flat=True))
    told = AuditLine.objects.filter(subject_kind="workshops.enrolment", subject_id__in=ids)
    lines = (
        told.filter(deed__in=["workshops.place_given", "workshops.place_offered"])
        .values("subject_id", "deed")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .count()
    )
    mails = (
        OutgoingMail.objects.filter(about_kind="workshops.enrolment", about_id__in=ids)
        .filter(template__in=["workshops/place_given", "workshops/place_offered"])
        .values("about_id", "template")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .count()
    )
    waiting = rows.filter(state=State.RESERVE, offered_until__isnull=True, set_aside_at__isnull=True)
    first_waiting = waiting.order_by("number").values_list("number", flat=True).first()
    came_up = rows.filter(number__gt=begun_with).filter(
        _up()
        | Q(state=State.RESERVE, set_aside_at__isnull=False)
        | Q(state=State.CANCELLED, state_before=State.PLACED)
    )
    return {
        "oversold": max(taking - Cycle.objects.get(pk=cycle).capacity, 0),
        "doubled": twice + lines + mails,
        "out_of_order": came_up.filter(number__gt=first_waiting).count() if first_waiting else 0,
        "moved_up": came_up.count(),
        "last": rows.aggregate(last=Max("number"))["last"] or 0,
    }


DEEDS = {
    "reserve": reserve,
    "reserve_due": reserve_due,
    "reserve_release": reserve_release,
    "reserve_moved_up": reserve_moved_up,
    "reserve_outcome": reserve_outcome,
}
