"""How old a check may be: prices and services change, so a page says when somebody last compared it with the world."""

import datetime as dt

FRESH, AGEING, STALE = "fresh", "ageing", "stale"
WARNS_AFTER = 186  # days: half a year
STALE_AFTER = 365


def of(checked_on: dt.date, today: dt.date) -> str:
    """FRESH, from 186 days on AGEING (readers are warned), from 365 days on STALE (greyed out)."""
    days = (today - checked_on).days
    if days >= STALE_AFTER:
        return STALE
    return AGEING if days >= WARNS_AFTER else FRESH


def checked_before(today: dt.date) -> dt.date:
    """The last day of a check that readers are warned about today."""
    return today - dt.timedelta(days=WARNS_AFTER)
