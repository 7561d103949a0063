"""What the public pages show of a programme: cycles as they stand, figures as they were counted."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.cache import caches
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.coworking.queries.spaces import there_is_an_office
from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.reporting import queries as reporting_queries
from osnowa.workshops.models import Cycle
from osnowa.workshops.queries.cycles import places_of, public_cycles, recruitment_of_row
from osnowa.workshops.rules.places import Places
from osnowa.workshops.rules.recruitment import Recruitment

FIGURES_LAST = (
    120  # seconds; nobody waits for a public figure, and a busy home page must not count again and again
)

TAGS = {
    Recruitment.NOT_OPEN: "none",
    Recruitment.OPEN: "soon",
    Recruitment.RESERVE: "soon",
    Recruitment.CLOSED: "na",
    Recruitment.DECIDING: "na",
    Recruitment.STARTED: "progress",
    Recruitment.OVER: "done",
}


@dataclass(frozen=True)
class CycleRow:
    """A published cycle as a visitor sees it."""

    cycle: Cycle
    stands: Recruitment
    places: Places

    @property
    def tag(self) -> str:
        return TAGS[self.stands]


def cycle_rows(programme: Programme) -> list[CycleRow]:
    """Published cycles by number: one query."""
    return [
        CycleRow(cycle, recruitment_of_row(cycle), places_of(cycle)) for cycle in public_cycles(programme)
    ]


def next_to_join(rows: list[CycleRow], limit: int = 4) -> list[CycleRow]:
    """The cycles that a visitor can still join, or soon will: the soonest first."""
    coming = [
        row
        for row in rows
        if (row.stands.takes_people or row.stands == Recruitment.NOT_OPEN) and row.cycle.first_starts_at  # type: ignore[attr-defined]
    ]
    return sorted(coming, key=lambda row: row.cycle.first_starts_at)[:limit]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class PublicFigure:
    """A figure for everybody: a total, never a list of people."""

    number: int
    name: str
    value: Decimal
    target: Decimal
    kind: str
    activity_id: int | None = None

    @property
    def counting(self) -> object:
        """Unit and definition, in the reader's language."""
        return reporting_queries.counting_of(self.kind)


@dataclass(frozen=True)
class PublicFigures:
    counted_on: dt.date
    figures: list[PublicFigure] = field(default_factory=list)


def public_figures(programme: Programme) -> PublicFigures:
    """The programme's figures to date, counted at most every two minutes for all readers together."""
    key = f"portal.figures.{programme.pk}"
    kept = caches["local"].get(key)
    if kept is None:
        kept = PublicFigures(
            clock.today(),
            [
                PublicFigure(
                    figure.indicator.number,
                    figure.indicator.name,
                    figure.value,
                    figure.target,
                    figure.indicator.kind,
                    figure.indicator.activity_id,
                )
                for figure in reporting_queries.indicators_with_figures(programme)
            ],
        )
        caches["local"].set(key, kept, FIGURES_LAST)
    return kept


@dataclass(frozen=True)
class Door:
    """A public page to which a block of the programme leads."""

    label: str
    url: str


def doors_of_blocks(programme: Programme, with_cycles: set[int | None]) -> dict[int, list[Door]]:
    """Activity -> the public pages of what it does: its figures say from which rooms they come (no query of its own).

    `with_cycles`: ids of activities that have published cycles.
    """
    rooms: dict[int, set[str]] = defaultdict(set)
    for figure in public_figures(programme).figures:
        if figure.activity_id is not None:
            rooms[figure.activity_id].add(figure.kind.partition(".")[0])
    for with_cycle in with_cycles:
        if with_cycle is not None:
            rooms[with_cycle].add("workshops")
    doors = {
        "workshops": Door(_("Workshops"), reverse("workshops:cycles", args=[programme.slug])),
        "knowledge": Door(_("Articles and tools"), reverse("knowledge:front")),
        "cooperation": Door(_("Offers and needs"), reverse("cooperation:board")),
    }
    if there_is_an_office():
        doors["coworking"] = Door(_("NGO office"), reverse("coworking:spaces"))
    return {
        activity: [door for room, door in doors.items() if room in found] for activity, found in rooms.items()
    }
