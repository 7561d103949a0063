"""Materials that people got at sessions: who came where there was something to take home."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme.models import Programme
from osnowa.workshops.evidence.lines import CLOSED, came
from osnowa.workshops.models import Attendance, Material


@dataclass(frozen=True)
class MaterialsGiven:
    """A session with materials, and who came to it. `organisations`: different ones, in number."""

    cycle_number: int
    number: int
    title: str
    day: dt.date
    materials: int
    people: int
    organisations: int


def came_where_material_was(programme: Programme, period: Period) -> QuerySet[Attendance]:
    """Marks of people who came to sessions of the period with at least one material, once the list is closed."""
    with_material = Exists(Material.objects.filter(session=OuterRef("session")))
    return came(programme, period).filter(CLOSED).filter(with_material)


def materials_given(programme: Programme, period: Period) -> list[MaterialsGiven]:
    """Sessions of the period at which there was material, by day. Two questions."""
    rows = list(
        came_where_material_was(programme, period)
        .order_by()
        .values(
            "session", "session__number", "session__title", "session__starts_at", "session__cycle__number"
        )
        .annotate(
            people=Count("enrolment__person", distinct=True),
            organisations=Count("enrolment__membership__organisation", distinct=True),
        )
        .order_by("session__starts_at", "session")
    )
    counts = dict(
        Material.objects.filter(session__in=[row["session"] for row in rows])
        .order_by()
        .values_list("session")
        .annotate(n=Count("pk"))
    )
    return [
        MaterialsGiven(
            cycle_number=row["session__cycle__number"],
            number=row["session__number"],
            title=row["session__title"],
            day=row["session__starts_at"].astimezone(clock.WARSAW).date(),
            materials=counts.get(row["session"], 0),
            people=row["people"],
            organisations=row["organisations"],
        )
        for row in rows
    ]
