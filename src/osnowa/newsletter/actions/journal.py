"""A worker's journal: which letters the mail server has taken that the table does not know yet.

The table is told twice a second; until then a letter stands in a file of the worker. What a process has written into a
file outlives the process, so whoever frees the claims of a killed worker reads there which of its letters are out. The
file needs no wait for the disk: a power cut takes back at most what the table was not told yet.
"""

import datetime as dt
import logging
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings

from osnowa.lib import clock
from osnowa.newsletter.rules import journal

logger = logging.getLogger("osnowa.newsletter")

KEPT = "/journal"  # ends the name of a worker that has one


class Journal:
    """`with Journal(name) as kept:`. Its file is made with the first claim, and gone after a block that ended well."""

    def __init__(self, name: str) -> None:
        self.worker = name
        self._file: int | None = None

    def holder(self) -> str:
        """The name under which rows are claimed. It tells that a journal is kept, which lies there from now on."""
        if not self.worker.endswith(KEPT):
            try:
                self._file = _made(self.worker + KEPT)
            except OSError:
                logger.exception("No journal can be kept; each letter is marked in the table at once.")
            else:
                self.worker += KEPT
        return self.worker

    def add(self, row: int) -> bool:
        """Write down that the letter of this row is out. False where it could not be: the table has to know at once."""
        if self._file is None:
            return False
        try:
            if os.write(self._file, journal.line(row, clock.now())) == journal.LENGTH:
                return True
        except OSError as error:
            logger.warning("The journal of letters cannot be written: %s.", error)
        self._close()  # half a line may stand at its end, so nothing may follow
        return False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if kind is None and self.worker.endswith(KEPT):
            place_of(self.worker).unlink(missing_ok=True)

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def _made(worker: str) -> int:
    place = place_of(worker)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
    folder = os.open(place.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(folder)  # after a power cut an empty journal is there, rather than none
    finally:
        os.close(folder)
    return file


def place_of(worker: str) -> Path:
    return folder() / worker.replace("/", "_")


def folder() -> Path:
    return settings.HOME / "newsletter"


def workers() -> list[tuple[str, dt.datetime]]:
    """Whose journals lie here, and when each was last written."""
    found = []
    for place in folder().glob("*" + KEPT.replace("/", "_")):
        try:
            changed = place.stat().st_mtime
        except FileNotFoundError:  # its worker has just ended well
            continue
        found.append((place.name.replace("_", "/"), dt.datetime.fromtimestamp(changed, dt.UTC)))
    return found


def letters_out(worker: str) -> dict[int, dt.datetime] | None:
    """Row -> when its letter left, as far as the worker's journal knows. None where a journal is kept, but not here."""
    if not worker.endswith(KEPT):
        return {}
    try:
        return journal.read(place_of(worker).read_bytes())
    except OSError:
        return None
