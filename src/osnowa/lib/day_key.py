"""A secret that lives for one day: what was made with it cannot be made again once the day is over.

It lies in a file of its own beside the database (in no backup, in no table) and is written over in its place on the
next day. Processes of one machine share it.
"""

import datetime as dt
import fcntl
import os
import secrets

from django.conf import settings

NAME = "day_key"
_DAY, _KEY = 10, 32  # letters of 2026-11-26, bytes


def of(day: dt.date) -> bytes:
    """32 bytes of chance for this day (`clock.today()`), the same for whoever asks on that day.

    Where the folder cannot be written to, it is a key that nobody else gets.
    """
    said = day.isoformat().encode()
    try:
        place = os.open(settings.HOME / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return secrets.token_bytes(_KEY)
    with os.fdopen(place, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read(_DAY + _KEY)
        if len(kept) == _DAY + _KEY and kept[:_DAY] == said:
            return kept[_DAY:]
        key = secrets.token_bytes(_KEY)
        file.seek(0)
        file.write(said + key)
        file.truncate()
    return key
