"""Which weekly slot suits most people of one cycle: counting, no planning. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from osnowa.timetable.rules.problem import IF_NEED_BE, YES, Presence


@dataclass(frozen=True)
class Ranked:
    """A slot with how many can, can if need be, and of the leaders how many can; `percent` of those who answered."""

    slot: int
    yes: int
    if_need_be: int
    leaders: int
    percent: int


def ranked(slots: Sequence[int], people: Iterable[Presence], leaders: Iterable[Presence]) -> list[Ranked]:
    """The slots, best first: by expected attendance (a "yes" is 1, an "if need be" a half), then by leaders, then as
    they stand in the week.
    """
    people, leaders = list(people), list(leaders)
    rows = []
    for slot in slots:
        yes = sum(slot in one.yes for one in people)
        if_need_be = sum(slot in one.if_need_be for one in people)
        expected = YES * yes + IF_NEED_BE * if_need_be
        rows.append(
            Ranked(
                slot,
                yes,
                if_need_be,
                sum(slot in one.yes or slot in one.if_need_be for one in leaders),
                round(expected / len(people)) if people else 0,
            )
        )
    place = {slot: n for n, slot in enumerate(slots)}
    return sorted(rows, key=lambda row: (-row.percent, -row.leaders, place[row.slot]))


def closed_in(people: Iterable[Presence], weeks: Sequence[int]) -> dict[int, int]:
    """How many cannot come at all, by week (Mondays as ordinals)."""
    people = list(people)
    return {week: sum(week in one.closed for one in people) for week in weeks}
