import datetime as dt
import os
import signal
import threading

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from osnowa.lib import periodic, work
from osnowa.lib.models import OutgoingMail
from osnowa.project import worker as worker_module
from osnowa.project.worker import Sweep, Worker, register_clocks
from tests.lib.letters import queued_letter

pytestmark = pytest.mark.django_db


@work.task()
def add(first: int, second: int) -> int:
    return first + second


@pytest.fixture
def jobs(monkeypatch):
    """Nothing by the clock but one job of ours."""
    ran = []
    register_clocks()
    monkeypatch.setattr(periodic, "_jobs", {})
    periodic.job("tests.tick", every=dt.timedelta(hours=1))(lambda: ran.append("tick"))
    return ran


@pytest.mark.django_db(transaction=True)  # the runner of jobs closes connections as between requests
def test_one_round_sends_letters_keeps_the_clock_and_does_jobs(jobs, mailoutbox):
    letter = queued_letter()
    job = add.enqueue(2, 3)
    call_command("worker", once=True)

    assert [sent.to for sent in mailoutbox] == [[letter.to]]
    assert OutgoingMail.objects.get().state == "sent"
    assert DBTaskResult.objects.get(pk=job.id).return_value == 5
    assert jobs == ["tick"]


def test_letter_written_by_the_clock_leaves_in_the_same_round(jobs, mailoutbox):
    periodic.job("tests.write", every=dt.timedelta(hours=1))(queued_letter)
    Worker().run_once()

    assert len(mailoutbox) == 1


def test_database_that_is_away_stops_nothing(caplog):
    def fail() -> None:
        raise OperationalError("server closed the connection")

    sweep = Sweep("mail", 1.0, fail)
    Worker().once(sweep)

    assert "the database did not answer" in caplog.text
    assert sweep.next_at > 0


def test_letters_do_not_wait_for_a_long_job(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_args: None)
    worker, sent, is_done = Worker(), [], threading.Event()

    def send() -> None:
        sent.append("letter")
        if len(sent) > 1:
            is_done.set()
            worker.stop()

    worker.sweeps = [Sweep("mail", 0, send)]
    waited = []
    worker.long_sweeps = [Sweep("jobs", 0, lambda: waited.append(is_done.wait(20)))]
    worker.run()

    assert waited[0] is True


def test_a_job_without_end_does_not_keep_a_worker_that_was_told_to_stop(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_args: None)
    monkeypatch.setattr(worker_module, "LONGEST_END", 0.1)
    worker, is_done = Worker(), threading.Event()
    worker.sweeps = [Sweep("mail", 0, worker.stop)]
    worker.long_sweeps = [Sweep("jobs", 0, lambda: is_done.wait(20))]
    worker.run()

    is_done.set()
    assert worker.goes_on() is False


def test_error_that_nobody_expected_ends_the_worker(monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_args: None)
    worker = Worker()
    worker.sweeps = []
    worker.long_sweeps = [Sweep("jobs", 0, lambda: 1 / 0)]

    with pytest.raises(ZeroDivisionError):
        worker.run()


def test_worker_stops_when_its_server_is_gone(monkeypatch):
    worker = Worker(with_parent=True)
    assert worker.goes_on() is True
    monkeypatch.setattr(os, "getppid", lambda: 1)

    assert worker.goes_on() is False
    assert worker.jobs.running is False


def test_every_app_with_a_clock_is_known():
    register_clocks()

    assert {"lib.return_lost_jobs", "lib.keep_recent_letters", "workshops.release_places"} <= set(
        periodic.registered()
    )
