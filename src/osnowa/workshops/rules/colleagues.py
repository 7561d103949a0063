"""How many colleagues somebody may sign up, and how long they have to say yes."""

import datetime as dt

MOST_COLLEAGUES = 10  # of one sign-up, so that nobody sends letters to the world through it
TIME_TO_CONFIRM = dt.timedelta(hours=48)
_LINKS = ("://", "www.", "http")


def has_link(name: str) -> bool:
    """Would a name carry a link into a letter to somebody else?"""
    return any(sign in name.lower() for sign in _LINKS)


def confirm_until(now: dt.datetime, first_starts_at: dt.datetime | None) -> dt.datetime:
    """48 hours from now, and never beyond the beginning of the first session (None: no session yet). Aware moments."""
    until = now + TIME_TO_CONFIRM
    return min(until, first_starts_at) if first_starts_at is not None else until
