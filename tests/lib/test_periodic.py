import datetime as dt
import threading

import pytest
from django.db import connection

from osnowa.lib import clock, periodic
from osnowa.lib.models import PeriodicRun

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def jobs(monkeypatch) -> list[str]:
    """An empty registry with one job that writes down its runs."""
    monkeypatch.setattr(periodic, "_jobs", {})
    runs: list[str] = []
    periodic.job("tests.count", every=MINUTE)(lambda: runs.append("count"))
    return runs


def test_job_runs_when_its_time_has_come(jobs):
    with clock.at(NOON):
        assert periodic.run_due() == ["tests.count"]
    with clock.at(NOON + MINUTE / 2):
        assert periodic.run_due() == []
    with clock.at(NOON + MINUTE):
        assert periodic.run_due() == ["tests.count"]
    assert jobs == ["count", "count"]


def test_failing_job_is_recorded_and_stops_nobody(jobs):
    periodic._jobs = {"tests.fail": periodic.Job("tests.fail", MINUTE, lambda: 1 / 0)} | periodic._jobs
    with clock.at(NOON):
        assert periodic.run_due() == ["tests.fail", "tests.count"]
    with clock.at(NOON + MINUTE):
        periodic.run_due()

    [row] = periodic.failing()
    assert (row.job, row.failures, row.last_error) == ("tests.fail", 2, "ZeroDivisionError: division by zero")


def test_job_that_recovers_counts_from_zero_again(jobs):
    PeriodicRun.objects.create(job="tests.count", failures=3, last_error="boom")
    periodic.run_due()

    assert periodic.failing() == []
    assert PeriodicRun.objects.get().last_error == ""


def test_job_that_another_worker_runs_is_left_alone(jobs):
    PeriodicRun.objects.create(job="tests.count", started_at=NOON)
    with clock.at(NOON + 5 * MINUTE):
        assert periodic.run_due() == []


def test_job_of_a_killed_worker_begins_again(jobs):
    PeriodicRun.objects.create(job="tests.count", started_at=NOON)
    with clock.at(NOON + periodic.LOST_AFTER):
        assert periodic.run_due() == ["tests.count"]


def test_waiting_costs_one_query(jobs, django_assert_num_queries):
    periodic.run_due()
    with django_assert_num_queries(1):
        assert periodic.run_due() == []


def test_name_is_registered_once(jobs):
    with pytest.raises(ValueError, match="registered twice"):
        periodic.job("tests.count", every=MINUTE)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_a_job_once(jobs):
    together = threading.Barrier(2)
    ran: list[list[str]] = []

    def work() -> None:
        together.wait()
        ran.append(periodic.run_due())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert jobs == ["count"]
    assert sorted(ran) == [[], ["tests.count"]]
