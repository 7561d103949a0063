"""What the timetable knows about a person: export and erase."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from osnowa.people.models import Account, Person
from osnowa.timetable.models import Availability, Leader, PlannedSession


def people_in(programmes: Collection[int]) -> list[Any]:
    """Querysets of ids: who ticked slots of one of these programmes."""
    return [Availability.objects.filter(programme__in=programmes).values("person")]


def export(person: Person) -> dict[str, Any]:
    """Ticks and closed weeks of each programme, and what the person leads, as plain values."""
    rows = (
        Availability.objects.filter(person=person)
        .select_related("programme")
        .prefetch_related("ticks__slot", "closed_weeks")
        .order_by("pk")
    )
    account = Account.objects.filter(person=person).first()
    leads = Leader.objects.filter(account=account) if account else Leader.objects.none()
    return {
        "availability": [
            {
                "programme": row.programme.title,
                "answered_at": row.answered_at.isoformat(),
                "ticks": [
                    {
                        "weekday": tick.slot.weekday_name,
                        "from": f"{tick.slot.starts:%H:%M}",
                        "until": f"{tick.slot.ends:%H:%M}",
                        "tick": tick.answer,
                    }
                    for tick in row.ticks.all()
                ],
                "closed_weeks": [week.monday.isoformat() for week in row.closed_weeks.all()],
            }
            for row in rows
        ],
        "leads": [
            {
                "programme": row.programme.title,
                "most_hours": row.most_hours,
                "cycles": [cycle.title for cycle in row.cycles.all()],
            }
            for row in leads.select_related("programme").prefetch_related("cycles").order_by("pk")
        ],
    }


@transaction.atomic
def erase(person: Person) -> None:
    """When somebody can come is of no use without the person: the rows go. A repeat changes nothing.

    Runs before `people.privacy.erase`, which cuts the account off from its person.
    """
    Availability.objects.filter(person=person).delete()
    account = Account.objects.filter(person=person).first()
    if account is not None:
        Leader.objects.filter(account=account).delete()
        PlannedSession.objects.filter(leader=account, plan__applied_at=None).update(leader=None)
