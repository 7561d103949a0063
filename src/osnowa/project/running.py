"""Whether this installation is at work: web processes and workers hold a lock on a file in OSNOWA_HOME.

The kernel gives the lock back when a process ends, however it ends, so a crash leaves nothing behind that lies. Those
at work share the lock; a restore wants it alone.
"""

import fcntl
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "running.lock"
UNFINISHED = "restore-unfinished"

_held: dict[Path, int] = {}


class Taken(Exception):
    """Somebody else holds what was asked for."""


def hold_while_at_work(home: Path) -> None:
    """Say until this process ends that the installation is at work. Asked twice, it is held once.

    Raises Taken where a restore goes on.
    """
    if home not in _held:
        _held[home] = _taken(home, fcntl.LOCK_SH)


@contextmanager
def at_work(home: Path) -> Iterator[None]:
    """As `hold_while_at_work`, for as long as the block lasts."""
    file = _taken(home, fcntl.LOCK_SH)
    try:
        yield
    finally:
        os.close(file)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep everybody else out of the installation. Raises Taken where a server, a worker or a backup is at work."""
    file = _taken(home, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(file)


def _taken(home: Path, kind: int) -> int:
    home.mkdir(parents=True, exist_ok=True)
    file = os.open(
        home / NAME, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644
    )  # read by all: a lock needs no more
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(file)
        raise Taken from error
    return file


def owner_if_not_us(home: Path) -> str:
    """The user to whom the folder belongs, where root is about to write into it; else nothing."""
    owner = _owner(home)
    if os.geteuid() != 0 or owner == 0:
        return ""
    try:
        return pwd.getpwuid(owner).pw_name
    except KeyError:
        return f"#{owner}"


def _owner(home: Path) -> int:
    return home.stat().st_uid if home.exists() else 0
