"""How many people of one organisation have a place, where a cycle sets a limit."""

from collections import Counter

from osnowa.lib import text
from osnowa.people.models import Membership
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.queries.reserve import is_seated, waiting_in_order


def is_at_limit(cycle: Cycle, membership: Membership | None) -> bool:
    """Have as many people of this organisation a place as the cycle allows? No query where there is no limit."""
    key = key_of(membership)
    return bool(cycle.limit_per_organisation and key and _placed(cycle)[key] >= cycle.limit_per_organisation)


def held_back(cycle: Cycle) -> set[int]:
    """Ids of those on the reserve list whom only the limit keeps there, counted in the order of the list.

    No query where there is no limit.
    """
    if not cycle.limit_per_organisation:
        return set()
    seats = _placed(cycle)
    found = set()
    for enrolment in waiting_in_order(cycle):
        key = key_of(enrolment.membership)
        if key and seats[key] >= cycle.limit_per_organisation:
            found.add(enrolment.pk)
        elif key:
            seats[key] += 1
    return found


def _placed(cycle: Cycle) -> Counter[str]:
    rows = Enrolment.objects.filter(is_seated(), cycle=cycle).select_related("membership")
    return Counter(key_of(enrolment.membership) for enrolment in rows)


def key_of(membership: Membership | None) -> str:
    """One organisation, however it was typed; unregistered ones by their folded name. Empty where there is none."""
    if membership is None:
        return ""
    if membership.organisation_id:
        return f"organisation {membership.organisation_id}"
    return text.fold(membership.typed)
