"""How many people of one organisation have a place, where a cycle sets a limit."""

from collections import Counter

from django.db.models import Q

from osnowa.lib import text
from osnowa.people.models import Membership
from osnowa.workshops.models import Cycle, Enrolment
from osnowa.workshops.queries.reserve import is_asked, waiting_in_order

State = Enrolment.State


def is_at_limit(cycle: Cycle, membership: Membership | None) -> bool:
    """Have as many people of this organisation a place as the cycle allows? No query where there is no limit."""
    key = _key(membership)
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
        key = _key(enrolment.membership)
        if key and seats[key] >= cycle.limit_per_organisation:
            found.add(enrolment.pk)
        elif key:
            seats[key] += 1
    return found


def next_in_line(cycle: Cycle, count: int) -> list[Enrolment]:
    """Whose turn it is for `count` free places. Where the cycle limits people of one organisation, those whose
    organisation has its number already are passed over and keep waiting: a place of a colleague may become free.
    """
    return list(waiting_in_order(cycle).exclude(pk__in=held_back(cycle))[:count])


def _placed(cycle: Cycle) -> Counter[str]:
    seated = Q(state=State.PLACED) | is_asked()  # an offered place is taken until it is answered
    rows = Enrolment.objects.filter(seated, cycle=cycle).select_related("membership")
    return Counter(_key(enrolment.membership) for enrolment in rows)


def _key(membership: Membership | None) -> str:
    """One organisation, however it was typed; unregistered ones by their folded name. Empty where there is none."""
    if membership is None:
        return ""
    if membership.organisation_id:
        return f"organisation {membership.organisation_id}"
    return text.fold(membership.typed)
