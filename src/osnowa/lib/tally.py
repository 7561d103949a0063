"""What a request notes and a thread of its process writes down a little later: looking at a page must not write."""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from django.conf import settings
from django.db import DatabaseError, connections

logger = logging.getLogger("osnowa.tally")
Noted = TypeVar("Noted")

WRITTEN_EVERY = 15.0  # seconds; a process that is killed loses what it noted since
MOST_WAITING = 20_000  # marks in the memory of a process; more is an attack, and is not counted


class Tally(Generic[Noted]):
    """What this process noted and has not written yet, each mark once.

    `what`: a word for the log. `write_down`: is given {mark: noted} once in a while, in a thread with connections of
    its own, and says how many were new.
    """

    def __init__(self, what: str, write_down: Callable[[Mapping[str, Noted]], int]) -> None:
        self.what = what
        self.write_down = write_down
        self._lock = threading.Lock()
        self._waiting: dict[str, Noted] = {}
        self._timer: threading.Timer | None = None

    def note(self, mark: str, noted: Noted) -> None:
        """Note it under its mark; the same mark again is nothing. Asks the database nothing."""
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                return
            self._waiting.setdefault(mark, noted)
            if self._timer is None and not settings.TESTING:
                self._timer = threading.Timer(WRITTEN_EVERY, self._write_later)
                self._timer.daemon = True
                self._timer.start()

    def take(self) -> dict[str, Noted]:
        """What waits, which from now on is the caller's."""
        with self._lock:
            taken, self._waiting, self._timer = self._waiting, {}, None
        return taken

    def write(self) -> int:
        """Write down what waits; says how many were new."""
        return self.write_down(self.take())

    def _write_later(self) -> None:
        try:
            self.write()
        except DatabaseError:
            logger.exception("%s of the last moments were not counted.", self.what)
        finally:
            connections.close_all()
