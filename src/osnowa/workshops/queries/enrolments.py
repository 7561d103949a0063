"""Reading enrolments: by the team's lists and by the participant's own link."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from osnowa.lib import clock
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.models import AccessNeeds, Cycle, Enrolment

State = Enrolment.State


def enrolments_of(cycle: Cycle) -> QuerySet[Enrolment]:
    """All enrolments of a cycle in order of arrival, each with person, organisation and needs (if any)."""
    return (
        Enrolment.objects.filter(cycle=cycle)
        .select_related("cycle", "person", "membership__organisation", "needs")
        .order_by("number")
    )


def enrolment_by_token(token: str) -> Enrolment | None:
    """What the link in a mail opens, with all that its page shows, or None."""
    return (
        Enrolment.objects.select_related("cycle__programme", "person", "membership", "needs")
        .filter(token=token)
        .first()
    )


def position_on_reserve(enrolment: Enrolment) -> int | None:
    """Which one it is among those who wait, from 1; None where it does not wait."""
    if enrolment.state != State.RESERVE:
        return None
    return (
        Enrolment.objects.filter(
            cycle=enrolment.cycle_id, state=State.RESERVE, number__lt=enrolment.number
        ).count()
        + 1
    )


def somebody_waits(cycle: Cycle) -> bool:
    """Is there anybody on the reserve list?"""
    return Enrolment.objects.filter(cycle=cycle, state=State.RESERVE).exists()


def needs_of(enrolments: Iterable[Enrolment]) -> dict[int, str]:
    """What these people need, by enrolment id (one query): said now, or kept from an earlier cycle at their wish.

    For the team only: a participant's own page shows no more than was typed for it.
    """
    found = list(enrolments)
    people = {e.person_id for e in found}
    said: dict[int, str] = {}
    kept: dict[int, str] = {}
    rows = AccessNeeds.objects.filter(
        Q(enrolment__in=[e.pk for e in found]) | Q(enrolment__person__in=people, keep=True)
    )
    for needs in rows.order_by("enrolment_id").select_related("enrolment"):
        said[needs.enrolment_id] = needs.text
        if needs.keep:
            kept[needs.enrolment.person_id] = needs.text
    answer = {e.pk: said.get(e.pk) or kept.get(e.person_id, "") for e in found}
    return {pk: text for pk, text in answer.items() if text}


def needs_to_delete() -> QuerySet[AccessNeeds]:
    """Needs that nobody asked to keep, once the cycle is over or the sign-up has been cancelled for a day."""
    now = clock.now()
    over = Cycle.objects.filter(sessions__isnull=False).exclude(sessions__ends_at__gt=now)
    return AccessNeeds.objects.filter(keep=False).filter(
        Q(enrolment__cycle__in=over)
        | Q(enrolment__state=State.CANCELLED, enrolment__cancelled_at__lt=now - dt.timedelta(days=1))
    )


def mailed_since(enrolment: Enrolment, moment: dt.datetime) -> bool:
    """Has a mail about this enrolment been written since `moment`?"""
    return OutgoingMail.objects.filter(
        about_kind=Enrolment._meta.label_lower,  # noqa: SLF001  the public name of a kind
        about_id=enrolment.pk,
        created_at__gt=moment,
    ).exists()


def cancellation_letters(enrolment: Enrolment, cancelled_at: dt.datetime) -> int:
    """How many letters "cancelled, until HH:MM you can take it back" have been written since `cancelled_at`."""
    return OutgoingMail.objects.filter(
        about_kind=Enrolment._meta.label_lower,  # noqa: SLF001  the public name of a kind
        about_id=enrolment.pk,
        template="workshops/enrolment_cancelled",
        created_at__gte=cancelled_at,
    ).count()
