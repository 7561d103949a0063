"""Real servers for benchmarks and for tests of bad luck: scratch database, scratch folder, real processes."""

import atexit
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
COMMAND = [sys.executable, "-m", "osnowa.project.command"]


class Scratch:
    """An installation that nobody will miss: a folder and a database of its own, gone at the end.

    `database`: "sqlite", or the URL of a PostgreSQL database whose user may create databases; the scratch one is made
    beside it and dropped again. `empty`: nothing is prepared in it, and `raise_stage` comes later. `copied`: a copy of
    one that this process prepared before (walking through all migrations takes longer than most tests of bad luck).
    """

    def __init__(self, database: str = "sqlite", *, empty: bool = False, copied: bool = False) -> None:
        self.empty = empty
        original = _prepared_once(database) if copied and not empty else None
        self.copied = original is not None
        self.home = Path(tempfile.mkdtemp(prefix="osnowa-scratch-"))
        self.admin_url = "" if database.startswith("sqlite") else database
        self.name = f"osnowa_scratch_{secrets.token_hex(5)}"
        if self.admin_url:
            like = f' TEMPLATE "{original.name}"' if original else ""
            self.sql(f'CREATE DATABASE "{self.name}"{like}')
            self.url = urlunsplit(urlsplit(self.admin_url)._replace(path=f"/{self.name}"))
        else:
            self.url = f"sqlite:///{self.home / 'osnowa.sqlite3'}"
        if original:
            shutil.copytree(original.home, self.home, dirs_exist_ok=True)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("OSNOWA_")},
            "OSNOWA_HOME": str(self.home),
            "OSNOWA_MODE": "production",
            "OSNOWA_EMAIL_BACKEND": "osnowa.lib.outbox.EmailBackend",
            "OSNOWA_SIGNUPS_PER_MINUTE": "1000000",  # all visitors sit behind one address
            "DATABASE_URL": self.url,
            "PYTHONPATH": str(ROOT),
        }
        self.stage: Stage | None = None

    def __enter__(self) -> Self:
        try:
            if not (self.empty or self.copied):
                self.run("prepare")
            if not self.empty:
                self.raise_stage()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def raise_stage(self) -> None:
        self.stage = Stage(self.environment)

    def leave_stage(self) -> None:
        """End the process behind `ask`, and with it its connections."""
        if self.stage is not None:
            self.stage.close()
            self.stage = None

    def close(self) -> None:
        self.leave_stage()
        if self.admin_url:
            self.sql(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run an `osnowa` command in this installation."""
        done = subprocess.run(
            [*COMMAND, *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"osnowa {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done

    def ask(self, deed: str, **values: Any) -> Any:
        """Have something set up or counted by `benchmarks.stage`, in a process of this installation."""
        if self.stage is None:
            raise RuntimeError("The scratch installation is not open.")
        return self.stage.ask(deed, **values)

    def sql(self, statement: str) -> None:
        import psycopg  # noqa: PLC0415  needed for PostgreSQL only

        with psycopg.connect(
            self.admin_url.replace("postgres://", "postgresql://", 1), autocommit=True
        ) as connection:
            connection.execute(statement)  # type: ignore[call-overload]  # our own words


@lru_cache(maxsize=2)
def _prepared_once(database: str) -> Scratch:
    """The installation that is copied: prepared, asked nothing, and gone when this process ends."""
    made = Scratch(database)
    atexit.register(made.close)
    made.run("prepare")
    return made


class Stage:
    """A process with this installation's settings that sets things up and counts them: JSON lines in and out."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.stage"],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, deed: str, **values: Any) -> Any:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("The stage is closed.")
        self.process.stdin.write(json.dumps({"deed": deed, **values}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"error": "the stage has died"}')
        if "error" in answer:
            raise RuntimeError(f"{deed}: {answer['error']}")
        return answer["value"]

    def close(self) -> None:
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait(timeout=30)
        if self.process.stdout is not None:
            self.process.stdout.close()


class Server:
    """`osnowa serve` as people run it: web processes and a worker, in a process group of their own."""

    def __init__(
        self,
        scratch: Scratch,
        *,
        workers: int = 2,
        with_worker: bool = True,
        locks_off: bool = False,
        port: int = 0,
    ) -> None:
        self.scratch = scratch
        self.environment = scratch.environment
        if locks_off:  # the control: outside production only, or the settings do not listen
            self.environment = {
                **scratch.environment,
                "OSNOWA_MODE": "test",
                "OSNOWA_LOCKS_OFF_TO_SHOW_THE_RACE": "yes",
            }
        self.workers = workers
        self.with_worker = with_worker
        self.port = port or free_port()
        self.log = scratch.home / "serve.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        command = [*COMMAND, "serve", "--port", str(self.port), "--workers", str(self.workers)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command if self.with_worker else [*command, "--no-worker"],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_it_answers()

    def wait_until_it_answers(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/dostepnosc/", timeout=5):
                    return
            except urllib.error.HTTPError:
                return  # it answers, which is all that was asked
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text(encoding='utf-8')[-3000:]}")

    def stop(self) -> None:
        """As an operator stops it. Whatever is left after a minute is killed."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """As bad luck stops it: server, web processes and worker at the same moment, nobody is asked."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def cpu(self) -> "Cpu":
        """Milliseconds of processor time so far, of the web processes and of the worker."""
        if self.process is None:
            return Cpu(0, 0)
        web = worker = 0.0
        for process in children_of(self.process.pid):
            words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
            if b"worker" in words:
                worker += cpu_ms(process)
            else:
                web += cpu_ms(process)
        return Cpu(web, worker)


class Cpu:
    def __init__(self, web_ms: float, worker_ms: float) -> None:
        self.web_ms = web_ms
        self.worker_ms = worker_ms

    def since(self, before: "Cpu") -> "Cpu":
        return Cpu(self.web_ms - before.web_ms, self.worker_ms - before.worker_ms)


def cpu_ms(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) * 1000 / TICKS


def children_of(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text(encoding="utf-8").split()]
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
