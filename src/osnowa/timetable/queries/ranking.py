"""The slots of the week, ranked for one cycle by what its people ticked."""

from dataclasses import dataclass

from osnowa.timetable.models import WeeklySlot
from osnowa.timetable.queries.slots import COUNTED, presences, slots_of
from osnowa.timetable.rules.ranking import Ranked, ranked
from osnowa.workshops.models import Cycle, Enrolment


@dataclass(frozen=True)
class Row:
    slot: WeeklySlot
    counts: Ranked
    names: tuple[str, ...] = ()  # leaders who can


@dataclass(frozen=True)
class Ranking:
    """`answered` of `people` said when they can; `rows`, the best slot first."""

    rows: list[Row]
    answered: int
    people: int
    leaders_answered: int


def ranking_of(cycle: Cycle) -> Ranking:
    """Which slots suit the cycle's people and its trainers (seven queries)."""
    slots = list(slots_of(cycle.programme))
    people = set(
        Enrolment.objects.filter(cycle=cycle, state__in=COUNTED, person__erased_at=None).values_list(
            "person_id", flat=True
        )
    )
    trainers = [trainer for trainer in cycle.trainers.all() if trainer.person_id]
    said = presences(
        cycle.programme, people | {trainer.person_id for trainer in trainers if trainer.person_id}
    )
    answers = [said[person] for person in sorted(people) if person in said]
    leading = {trainer.person_id: trainer for trainer in trainers if trainer.person_id in said}
    by_key = {slot.pk: slot for slot in slots}
    rows = ranked([slot.pk for slot in slots], answers, [said[person] for person in leading])
    return Ranking(
        rows=[
            Row(
                by_key[row.slot],
                row,
                tuple(
                    trainer.get_full_name()
                    for person, trainer in leading.items()
                    if said[person].at(row.slot, 0)
                ),
            )
            for row in rows
        ],
        answered=len(answers),
        people=len(people),
        leaders_answered=len(leading),
    )
