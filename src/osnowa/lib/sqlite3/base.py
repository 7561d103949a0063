"""Django's SQLite with a queue for the write lock.

SQLite lets one transaction write at a time, and whoever must wait looks again after 1, 2, 5 ... 100 ms. When forty
people press "sign up" at once, the lock lies idle between those looks and late comers overtake. Here a transaction
first waits in line on a lock file beside the database: the kernel wakes it the moment the one before it has ended, and
gives the lock back when a process is killed. SQLite's own lock stays the proof.
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base

from osnowa.lib.sqlite3.creation import DatabaseCreation


class DatabaseWrapper(base.DatabaseWrapper):
    creation_class = DatabaseCreation

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._line: int | None = None
        self._first_in_line = False

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_in_line()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._leave()  # a commit that fails is followed by a rollback

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave()
            if self._line is not None:
                os.close(self._line)
                self._line = None

    def _wait_in_line(self) -> None:
        if self.transaction_mode != "IMMEDIATE" or self.is_in_memory_db():
            return
        if self._line is None:
            self._line = os.open(
                f"{self.settings_dict['NAME']}-line", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
        fcntl.flock(self._line, fcntl.LOCK_EX)
        self._first_in_line = True

    def _leave(self) -> None:
        if self._first_in_line and self._line is not None:
            self._first_in_line = False
            fcntl.flock(self._line, fcntl.LOCK_UN)
