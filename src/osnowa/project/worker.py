"""The worker: one process that sends letters, keeps the clock and does queued jobs. Any number of them may run.

Jobs have a thread of their own: a search for a timetable takes a minute or more, and a code to sign in must not wait.
"""

import importlib
import importlib.util
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from django.apps import apps
from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker as JobRunner
from django_tasks_db.models import DBTaskResult

from osnowa.lib import mail_sending, periodic, work
from osnowa.newsletter.actions import postman

logger = logging.getLogger("osnowa.worker")

MAIL_EVERY = 1.0
NEWSLETTER_EVERY = 0.5
JOBS_EVERY = 1.0
CLOCK_EVERY = 5.0
LONGEST_END = (
    30.0  # seconds for a job under way after a signal; one that takes longer is done again by the next worker
)
POLITE = 5  # beside a server on the same machine: letters can wait, people do not


def register_clocks() -> None:
    """Import the `clock` of every app, so that its jobs are known."""
    for app in apps.get_app_configs():
        if app.name.startswith("osnowa.") and importlib.util.find_spec(f"{app.name}.clock"):
            importlib.import_module(f"{app.name}.clock")


@dataclass
class Sweep:
    """Something to do again and again. `every`: seconds from the end of one to the beginning of the next."""

    name: str
    every: float
    run: Callable[[], object]
    next_at: float = 0.0


class Worker:
    """Stops soon after SIGTERM or SIGINT: the letter under way is finished, and so is the job, unless it takes longer
    than LONGEST_END; the rest is given back.
    """

    def __init__(self, *, with_parent: bool = False) -> None:
        self.name = work.name_of_this_worker()
        self.stopping = threading.Event()
        self.parent = os.getppid() if with_parent else None
        self.jobs = JobRunner(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )
        self.sweeps = [
            Sweep("mail", MAIL_EVERY, lambda: mail_sending.send_due(go_on=self.goes_on)),
            Sweep("newsletter", NEWSLETTER_EVERY, self.send_newsletter),
            Sweep("clock", CLOCK_EVERY, periodic.run_due),
        ]
        self.long_sweeps = [Sweep("jobs", JOBS_EVERY, self.run_jobs)]
        self.broken: BaseException | None = None  # what ended the thread of jobs

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.jobs.running = False
        self.stopping.set()

    def goes_on(self) -> bool:
        """False after a signal, or when the server that started this worker is gone."""
        if self.parent is not None and os.getppid() != self.parent:
            self.stop()
        return not self.stopping.is_set()

    def run(self) -> None:
        """Work until stopped. An error that nobody expected ends the whole process, so that it is started anew."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        if self.parent is not None:
            os.nice(POLITE)
        logger.info("Worker %s is at work.", self.name)
        jobs = threading.Thread(target=self._run_long, name="jobs", daemon=True)
        jobs.start()
        try:
            self._go_round(self.sweeps)
        finally:
            self.stop()
            jobs.join(LONGEST_END)
        if self.broken is not None:
            raise self.broken
        logger.info(
            "Worker %s has stopped%s.", self.name, " in the middle of a job" if jobs.is_alive() else ""
        )

    def _run_long(self) -> None:
        try:
            self._go_round(self.long_sweeps)
        except BaseException as error:  # noqa: BLE001  told to the main thread, which ends with it
            self.broken = error
            self.stop()
        finally:
            connections.close_all()

    def _go_round(self, sweeps: list[Sweep]) -> None:
        while self.goes_on():
            now = time.monotonic()
            for sweep in sweeps:
                if sweep.next_at <= now and self.goes_on():
                    self.once(sweep)
            self.stopping.wait(0.2)

    def run_once(self) -> None:
        """Everything that is due now, clock first: it may write letters."""
        mail, newsletter, of_clock = self.sweeps
        for sweep in (of_clock, *self.long_sweeps, mail, newsletter):
            sweep.run()

    def once(self, sweep: Sweep) -> None:
        close_old_connections()
        try:
            sweep.run()
        except DatabaseError:
            # The database is away or busy: nothing is lost, because everything to do is a row. Ask again.
            logger.exception("%s: the database did not answer.", sweep.name)
        sweep.next_at = time.monotonic() + sweep.every

    def send_newsletter(self) -> None:
        """Letters of deeds go between the batches: nobody waits for a code because an issue goes out."""
        postman.send_due(go_on=self.goes_on, between=lambda: mail_sending.send_due(go_on=self.goes_on))

    def run_jobs(self) -> None:
        if DBTaskResult.objects.ready().exists():  # asked first: the runner takes the write lock to look
            self.jobs.run()
