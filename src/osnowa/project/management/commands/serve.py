import os
import subprocess
import sys
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from osnowa.project import checks

# Requests that one process handles at the same time. Few: Python computes one at a time anyway, and a thread more is a
# database connection more. Slow phones do not need any, granian reads and writes for them.
THREADS = 2


class Command(BaseCommand):
    help = "Serves the pages, on this machine only unless --host says otherwise, and starts a worker beside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes that answer requests")
        parser.add_argument(
            "--no-worker", action="store_true", help="letters and work by the clock are done elsewhere"
        )

    def handle(self, *args: Any, host: str, port: int, workers: int, no_worker: bool, **options: Any) -> None:  # noqa: ARG002
        checks.refuse_absent_database()
        checks.hold_installation()
        checks.refuse_damaged_database()
        checks.refuse_old_tables()
        checks.refuse_weak_sqlite()
        checks.refuse_mixed_data(host)
        if "OSNOWA_URL" not in os.environ and checks.is_loopback(host):
            # Links in letters and on papers lead to the port that was asked for; the processes below inherit this.
            settings.BASE_URL = os.environ["OSNOWA_URL"] = f"http://localhost:{port}"
        self.greet(host, port)
        connections.close_all()
        server = Granian(
            "osnowa.project.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=THREADS,
            websockets=False,
            respawn_failed_workers=True,
            log_level=LogLevels.warning,
        )
        with BackgroundWorker(start=not no_worker):
            server.serve()

    def greet(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write("")
        if settings.DEMONSTRATION and "doors" in get_commands():
            call_command("doors")
        else:
            self.stdout.write(f"http://{'localhost' if checks.is_loopback(host) else shown}:{port}/")
        self.stdout.write("Ctrl+C ends it.\n")
        self.stdout.flush()


class BackgroundWorker:
    """`osnowa worker` beside the server: started with it, started again should it die, ended with it."""

    def __init__(self, *, start: bool) -> None:
        self.wanted = start
        self.ending = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.watcher = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self) -> None:
        if self.wanted:
            self.begin()
            self.watcher.start()

    def __exit__(self, *exception: object) -> None:
        self.ending.set()
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=60)

    def begin(self) -> None:
        command = [sys.executable, "-m", "osnowa.project.command", "worker", "--with-parent"]
        self.process = subprocess.Popen(command)  # noqa: S603  our own command

    def watch(self) -> None:
        while not self.ending.wait(2):
            if self.process is not None and self.process.poll() is not None and not self.ending.is_set():
                self.begin()
