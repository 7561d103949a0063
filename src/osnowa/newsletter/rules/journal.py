"""What stands in a worker's journal: a line of 32 signs for each letter that the mail server has taken.

`000000000001234  1779876543.210` and a line feed: the row of the ledger, and when, in seconds since 1970 (UTC).
"""

import datetime as dt
import re

LENGTH = 32
_LINE = re.compile(rb"(\d{15}) ([ \d]{11}\.\d{3})\n")


def line(row: int, moment: dt.datetime) -> bytes:
    return b"%015d %15.3f\n" % (row, moment.timestamp())


def read(written: bytes) -> dict[int, dt.datetime]:
    """Row -> when its letter left. A line that is not whole (a power cut, a full disk) says nothing, nor do lines
    twice say more than once.
    """
    found = {}
    for place in range(0, len(written), LENGTH):
        whole = _LINE.fullmatch(written, place, place + LENGTH)
        if whole is not None:
            found[int(whole[1])] = dt.datetime.fromtimestamp(float(whole[2]), dt.UTC)
    return found
