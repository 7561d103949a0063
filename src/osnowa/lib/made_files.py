"""Files made on request for anybody: made once, kept for whoever asks next, one at a time, and so many per address.

What is kept is no data: a folder beside the database that may be emptied at any time. Its keys say all that the file
depends on, so nothing is ever out of date; the oldest goes where there is too much.
"""

import os
import re
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from osnowa.lib.limits import PerMinute

PATIENCE = 20.0  # seconds that a request waits for its turn
_KEY = re.compile(r"[A-Za-z0-9_-]{1,120}")
_making = threading.Lock()  # setting a paper takes a whole core: one at a time in each process
_asked = PerMinute()


class TooMany(Exception):
    """One address asks for more new files in a minute than it may (PAPERS_PER_MINUTE_PER_ADDRESS)."""


class Busy(Exception):
    """Others' files are being made, and this one's turn did not come in PATIENCE seconds."""


def kept_or_made(request: HttpRequest, key: str, make: Callable[[], bytes]) -> bytes:
    """The file with this key (letters, digits, `-`, `_`), made where nobody asked for it before.

    A file that is there costs its reader nothing of the limit. Raises TooMany, Busy.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"Not a key: {key}")
    place = Path(settings.MADE_FILES) / key
    with suppress(FileNotFoundError):
        return place.read_bytes()
    if _asked.too_many(request.META.get("REMOTE_ADDR", ""), settings.PAPERS_PER_MINUTE_PER_ADDRESS):
        raise TooMany
    if not _making.acquire(timeout=PATIENCE):
        raise Busy
    try:
        with suppress(FileNotFoundError):  # whoever stood before in the line asked for the same
            return place.read_bytes()
        content = make()
        _keep(place, content)
    finally:
        _making.release()
    return content


def refusal(request: HttpRequest, error: TooMany | Busy) -> HttpResponse:
    """What the reader is told: 429 or 503, and when to come again."""
    status, wait = (429, "60") if isinstance(error, TooMany) else (503, "20")
    response = render(request, "429.html", status=status)
    response.headers["Retry-After"] = wait
    response.headers["Cache-Control"] = "no-store"
    return response


def _keep(place: Path, content: bytes) -> None:
    """A full or read-only disk keeps nobody from their file."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        number, beside = tempfile.mkstemp(dir=place.parent, prefix=".making-")
        with os.fdopen(number, "wb") as opened:
            opened.write(content)
        Path(beside).replace(place)
        _make_room(place.parent)


def _make_room(folder: Path) -> None:
    """The oldest go until four fifths of MADE_FILES_BYTES are left."""
    kept = sorted((found.stat().st_mtime, found.stat().st_size, found) for found in folder.iterdir())
    total = sum(size for _when, size, _place in kept)
    if total <= settings.MADE_FILES_BYTES:
        return
    for _when, size, place in kept:
        place.unlink(missing_ok=True)
        total -= size
        if total <= settings.MADE_FILES_BYTES * 4 // 5:
            return
