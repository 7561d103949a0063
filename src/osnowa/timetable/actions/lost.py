"""Searches that nobody goes on with: so that the page never promises what will not come."""

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.locks import lock
from osnowa.timetable.models import Plan
from osnowa.timetable.queries.plans import lost_plans

plan_given_up = audit.deed("timetable.plan_given_up", gettext_lazy("gave up a search for a timetable"))


@transaction.atomic
def give_up_lost_plans() -> int:
    """End searches without a sign of life for so long that no worker will take them up again; says how many."""
    ended = 0
    for plan in lost_plans().order_by("pk"):
        found = lock(plan)
        if found.state != Plan.State.RUNNING:
            continue
        found.state, found.ended_at = Plan.State.FAILED, clock.now()
        found.save(update_fields=["state", "ended_at"])
        plan_given_up.record(found, by=None, programme_id=found.programme_id)
        ended += 1
    return ended
