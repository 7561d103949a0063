"""Making and searching drafts, as tests of deeds and of pages do."""

import datetime as dt

from osnowa.lib import clock
from osnowa.timetable import tasks
from osnowa.timetable.actions.plans import make_plan
from osnowa.timetable.queries.plans import Wanted
from tests.timetable.conftest import MONDAY

ENDS = MONDAY + dt.timedelta(weeks=8, days=-1)


def make(scene, *, sessions=3, key=None, base=None, **more):
    wanted = [Wanted(scene.cycle, sessions, 180, **more)]
    return make_plan(
        scene.programme,
        wanted,
        starts_on=MONDAY,
        ends_on=ENDS,
        seconds=15,
        based_on=base,
        submission_key=key,
        by=scene.alice,
    )


def searched(plan):
    tasks.search_plan.func(plan.pk)
    plan.refresh_from_db()
    return plan


def days(plan):
    return [
        row.starts_at.astimezone(clock.WARSAW).date() for row in plan.sessions.order_by("starts_at", "pk")
    ]
