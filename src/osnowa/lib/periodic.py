"""What happens by the clock: jobs registered in each app's `clock.py`, run by the worker, each by one runner at a time.

    @periodic.job("workshops.release_places", every=timedelta(minutes=1))
    def release_places() -> None: ...

A job must bear being run twice: a worker that is killed in the middle leaves it to the next one.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from osnowa.lib import clock, locks
from osnowa.lib.models import PeriodicRun

logger = logging.getLogger("osnowa.periodic")

# A runner that has not ended by then counts as killed, and the job may begin again.
LOST_AFTER = dt.timedelta(minutes=15)

Run = Callable[[], Any]


@dataclass(frozen=True)
class Job:
    """`name` is `app.verb_noun`; `every` counts from the beginning of one run to the beginning of the next."""

    name: str
    every: dt.timedelta
    run: Run

    def is_due(self, row: PeriodicRun | None, now: dt.datetime) -> bool:
        if row is None or row.started_at is None:
            return True
        if row.finished_at is None:
            return now >= row.started_at + LOST_AFTER
        return now >= row.started_at + self.every


_jobs: dict[str, Job] = {}


def job(name: str, every: dt.timedelta) -> Callable[[Run], Run]:
    """Register a function that takes nothing. Raises ValueError for a name registered twice."""
    if name in _jobs:
        raise ValueError(f"The job {name!r} is registered twice.")

    def register(run: Run) -> Run:
        _jobs[name] = Job(name, every, run)
        return run

    return register


def registered() -> dict[str, Job]:
    return dict(_jobs)


def run_due() -> list[str]:
    """Run every job whose time has come, and say which were run here.

    A job that fails is recorded in its row and never stops the others. Costs one query where nothing is due.
    """
    rows = {row.job: row for row in PeriodicRun.objects.all()}
    now = clock.now()
    return [j.name for j in registered().values() if j.is_due(rows.get(j.name), now) and _run(j)]


def failing() -> list[PeriodicRun]:
    """Jobs whose last run failed, for the page of the person who looks after the installation."""
    return list(PeriodicRun.objects.filter(failures__gt=0).order_by("job"))


def _run(due: Job) -> bool:
    row = _claim(due)
    if row is None:
        return False
    row.last_error = ""
    try:
        due.run()
    except Exception as error:
        logger.exception("The job %s failed.", due.name)
        row.failures += 1
        row.last_error = f"{type(error).__name__}: {error}"[:500]
    else:
        row.failures = 0
    row.finished_at = clock.now()
    row.save(update_fields=["finished_at", "failures", "last_error"])
    return True


@transaction.atomic
def _claim(due: Job) -> PeriodicRun | None:
    """Take the job, or None where another worker was first: asked again under the lock."""
    row, _fresh = PeriodicRun.objects.get_or_create(job=due.name)
    row = locks.lock(row)
    now = clock.now()
    if not due.is_due(row, now):
        return None
    row.started_at, row.finished_at = now, None
    row.save(update_fields=["started_at", "finished_at"])
    return row
