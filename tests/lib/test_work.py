import datetime as dt
import os
import socket

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from osnowa.lib import clock, work

pytestmark = pytest.mark.django_db
HERE = socket.gethostname()[:30]


@work.task()
def double(number: int) -> int:
    return 2 * number


def running(*workers: str, since: dt.timedelta = dt.timedelta(minutes=1)) -> DBTaskResult:
    row = DBTaskResult.objects.get(pk=double.enqueue(21).id)
    row.worker_ids = list(workers)
    row.status = TaskResultStatus.RUNNING
    row.started_at = clock.now() - since
    row.save()
    return row


def status(row: DBTaskResult) -> str:
    return DBTaskResult.objects.get(pk=row.pk).status


def test_job_of_a_dead_process_is_returned():
    row = running(f"{HERE}/4194999/ab")

    assert work.return_lost_jobs() == 1
    assert status(row) == TaskResultStatus.READY


def test_job_of_a_living_process_is_left_alone():
    row = running(f"{HERE}/{os.getpid()}/ab")

    assert work.return_lost_jobs() == 0
    assert status(row) == TaskResultStatus.RUNNING


def test_job_on_another_machine_is_returned_after_the_time_out():
    fresh = running("elsewhere/1/ab")
    stale = running("elsewhere/1/ab", since=work.LOST_AFTER + dt.timedelta(seconds=1))

    assert work.return_lost_jobs() == 1
    assert (status(fresh), status(stale)) == (TaskResultStatus.RUNNING, TaskResultStatus.READY)


def test_job_that_kills_its_workers_is_given_up():
    row = running(*[f"{HERE}/{4194990 + n}/ab" for n in range(work.MOST_TRIES)])

    assert work.return_lost_jobs() == 1
    assert status(row) == TaskResultStatus.FAILED


def test_old_results_are_pruned_and_recent_ones_kept():
    now = clock.now()
    for outcome, age in [("SUCCESSFUL", 8), ("SUCCESSFUL", 6), ("FAILED", 61), ("FAILED", 8)]:
        row = running("x/1/a")
        row.status, row.finished_at = outcome, now - dt.timedelta(days=age)
        row.save()

    assert work.keep_recent_results() == 2
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


def test_name_of_a_worker_fits_and_differs():
    first, second = work.name_of_this_worker(), work.name_of_this_worker()

    assert first != second
    assert len(first) <= 64
    assert first.split("/")[:2] == [HERE, str(os.getpid())]
