"""What is true of announcements and answers. Plain Python."""

import datetime as dt
import re

MOST_OPEN = 10  # announcements of one organisation on the board at once
MOST_ANSWERS_A_DAY = 20  # that one organisation sends
SHORTEST_DAYS = 7  # from today to the last day on the board, for a new announcement
LONGEST_DAYS = 180
RENEWED_DAYS = 30
FOUND_AS = "announcement"  # under which the search keeps what hangs on the board
TOLD_BEFORE = dt.timedelta(days=7)

_ADDRESS = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[a-z]{2,}", re.IGNORECASE)
# Nine digits as Poles write a telephone number; longer numbers (KRS, NIP, an account at a bank) are left alone.
_PHONE = re.compile(
    r"(?<![\d-])(?<!\d )(?:\(?\+?\(?48\)?[ .-]?)?"
    r"(?:\d{3}[ .-]?\d{3}[ .-]?\d{3}|\(?\d{2}\)?[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2})(?![ .-]?\d)"
)


def names_contact(text: str) -> bool:
    """Does the text hold an e-mail address or a telephone number? The board is public; contact is exchanged later."""
    return bool(_ADDRESS.search(text) or _PHONE.search(text.replace("\u00a0", " ")))


def renewed_until(valid_until: dt.date, today: dt.date) -> dt.date:
    """The last day after a renewal: RENEWED_DAYS from today, and never earlier than it was."""
    return max(valid_until, today + dt.timedelta(days=RENEWED_DAYS))


def is_due_to_tell(valid_until: dt.date, created_on: dt.date, today: dt.date) -> bool:
    """Is it time to tell the author that the announcement will leave the board?

    Not where it was meant to hang for no longer than that from the beginning, and not after its last day.
    """
    return today <= valid_until <= today + TOLD_BEFORE and valid_until - created_on > TOLD_BEFORE
