"""Whose turn it is when a place becomes free."""

from osnowa.workshops.models import Criterion, Cycle, Enrolment
from osnowa.workshops.queries.cycles import is_ranked
from osnowa.workshops.queries.organisation_limit import held_back, key_of
from osnowa.workshops.queries.reserve import is_seated, waiting_in_order
from osnowa.workshops.queries.terms import criteria_of, judged
from osnowa.workshops.rules.reserve import Waiting, whose_turn


def next_in_line(cycle: Cycle, count: int) -> list[Enrolment]:
    """Whose turn it is for `count` free places, in order. Where the cycle limits people of one organisation, those
    whose organisation has its number already are passed over and keep waiting: a place of a colleague may become free.

    Where places are kept for groups, the first of a group that has fewer goes before the others. Groups are judged by
    what is known now, as a correction of the list would. Six queries more there, none elsewhere.
    """
    kept = _kept(cycle)
    if not kept:
        return list(waiting_in_order(cycle).exclude(pk__in=held_back(cycle))[:count])
    line = list(waiting_in_order(cycle).select_related("person", "membership__organisation"))
    seated = list(
        Enrolment.objects.filter(is_seated(), cycle=cycle).select_related("membership__organisation")
    )
    groups = {
        one.enrolment.pk: one.score.groups for one in judged(cycle, criteria_of(cycle), [*line, *seated])
    }

    def plain(row: Enrolment) -> Waiting:
        return Waiting(key_of(row.membership), frozenset(groups[row.pk]))

    turn = whose_turn(
        [plain(row) for row in line],
        count,
        seated=[plain(row) for row in seated],
        limit=cycle.limit_per_organisation,
        kept=kept,
    )
    return [line[at] for at in turn]


def _kept(cycle: Cycle) -> dict[int, int]:
    """Criterion -> seats kept for its group; empty in cycles without a list, which need no query."""
    if not is_ranked(cycle):
        return {}
    rows = Criterion.objects.filter(cycle=cycle, part=Criterion.Part.QUOTA).values_list("pk", "at_least")
    return {pk: least or 0 for pk, least in rows}
