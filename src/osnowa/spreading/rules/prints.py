"""What may be written down about prints."""

import datetime as dt

MOST_COPIES = 1_000_000
MOST_PEOPLE = 1_000_000
MOST_PROOFS = 10
BEFORE = dt.timedelta(days=365)  # prints of a programme may be given before it begins, not years before


def day_is_possible(given_on: dt.date, starts_on: dt.date, today: dt.date) -> str:
    """Why this day cannot be, or "": "future", "too_early" (more than a year before the programme)."""
    if given_on > today:
        return "future"
    return "too_early" if given_on < starts_on - BEFORE else ""
