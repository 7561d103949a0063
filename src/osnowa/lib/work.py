"""Work for later, as rows of django-tasks in the deed's own transaction. The one import place for `task`.

    from osnowa.lib.work import task

    @task()
    def render_report(report_id: int) -> None: ...     # ids in, load, deliver; must bear being run twice

django-tasks leaves the job of a killed worker RUNNING for ever and keeps every result: this module mends both.
"""

import datetime as dt
import os
import secrets
import socket

from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from osnowa.lib import clock

__all__ = ["keep_recent_results", "name_of_this_worker", "return_lost_jobs", "task"]

LOST_AFTER = dt.timedelta(minutes=30)
MOST_TRIES = 3
SUCCESSES_KEPT = dt.timedelta(days=7)
FAILURES_KEPT = dt.timedelta(days=60)


def name_of_this_worker() -> str:
    """Machine, process and a random word: enough to see later whether the worker still lives."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{secrets.token_hex(4)}"


@transaction.atomic
def return_lost_jobs() -> int:
    """Put the jobs of dead workers back into the queue and say how many.

    Dead is a worker of this machine whose process is gone, or one of any machine whose job runs longer than
    LOST_AFTER. A job that took MOST_TRIES workers with it is marked failed.
    """
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).select_for_update(skip_locked=True)
    before = clock.now() - LOST_AFTER
    lost = [row for row in running if row.started_at is None or row.started_at < before or _is_gone(row)]
    for row in lost:
        if len(row.worker_ids) >= MOST_TRIES:
            row.set_failed(RuntimeError(f"{len(row.worker_ids)} workers died over this job."))
        else:
            row.status = TaskResultStatus.READY
            row.started_at = None
            row.save(update_fields=["status", "started_at"])
    return len(lost)


def keep_recent_results() -> int:
    """Delete the results of jobs that ended long ago and say how many."""
    finished = DBTaskResult.objects.filter(finished_at__isnull=False)
    now = clock.now()
    succeeded = finished.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - SUCCESSES_KEPT
    ).delete()
    failed = finished.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - FAILURES_KEPT).delete()
    return succeeded[0] + failed[0]


def _is_gone(row: DBTaskResult) -> bool:
    machine, _, rest = (row.worker_ids[-1] if row.worker_ids else "").partition("/")
    process = rest.partition("/")[0]
    if machine != socket.gethostname()[:30] or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
