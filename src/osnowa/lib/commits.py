"""Commits that do not wait for the disk one by one, for work that writes down each small step.

A commit inside `without_waiting` survives the kill of any process at any moment: it has left the process. Only a power
cut (or a crash of the machine) can take back the last ones, up to the last one that was `waited` for.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@contextmanager
def without_waiting() -> Iterator[None]:
    """Inside, the disk is not waited for; afterwards it is again, and the next commit settles those before it."""
    if connection.vendor == SQLITE and not connection.in_atomic_block:
        # The log is folded into the file less often (at 16 MB): pages that change again and again are written once
        _say("PRAGMA wal_autocheckpoint=4000")
    _wait(on=False)
    try:
        yield
    finally:
        if connection.connection is not None:  # a broken one is opened anew, with the usual settings
            _wait(on=True)


@contextmanager
def waited() -> Iterator[None]:
    """Within `without_waiting`: a commit that waits for the disk, for itself and for all before it."""
    _wait(on=True)
    try:
        yield
    finally:
        if connection.connection is not None:
            _wait(on=False)


def _wait(*, on: bool) -> None:
    if connection.in_atomic_block:  # a test, or a caller's own transaction: it ends with the usual wait
        return
    if connection.vendor == SQLITE:
        # In WAL mode NORMAL writes to the log at each commit and syncs it at checkpoints only
        _say(f"PRAGMA synchronous={'FULL' if on else 'NORMAL'}")
    elif connection.vendor == POSTGRESQL:
        _say(f"SET synchronous_commit TO {'on' if on else 'off'}")


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
