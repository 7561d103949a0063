"""Where a cycle stands on its way from the announcement to the last session."""

import datetime as dt
from difflib import SequenceMatcher
from enum import StrEnum

# Two spellings of one name differ in a letter or two; another person's name differs in more.
SAME_NAME = 0.75


class Recruitment(StrEnum):
    """One word for where the cycle stands. OPEN gives seats; RESERVE and CLOSED a position on the reserve list."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    RESERVE = "reserve"
    CLOSED = "closed"
    DECIDING = "deciding"  # applications are in, the list of who has a place is not out
    STARTED = "started"
    OVER = "over"

    @property
    def takes_people(self) -> bool:
        """Can somebody still join, if only the reserve list?"""
        return self in (Recruitment.OPEN, Recruitment.RESERVE, Recruitment.CLOSED)


def recruitment(
    now: dt.datetime,
    *,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    first_starts_at: dt.datetime | None,
    last_ends_at: dt.datetime | None,
    has_free: bool,
) -> Recruitment:
    """All moments are aware. A cycle without sessions (None) has not started.

    The first session ends recruitment even where its window is longer.
    """
    if last_ends_at is not None and now >= last_ends_at:
        return Recruitment.OVER
    if first_starts_at is not None and now >= first_starts_at:
        return Recruitment.STARTED
    if now < opens_at:
        return Recruitment.NOT_OPEN
    if now >= closes_at:
        return Recruitment.CLOSED
    return Recruitment.OPEN if has_free else Recruitment.RESERVE


def with_list(stands: Recruitment, *, is_out: bool) -> Recruitment:
    """The same for a cycle whose places go by a published list (points, lottery): before it is out nobody has a place.

    While applications come in there is room for everybody's; once the list is out, newcomers stand behind it.
    """
    if stands in (Recruitment.OPEN, Recruitment.RESERVE):
        return Recruitment.RESERVE if is_out else Recruitment.OPEN
    if stands == Recruitment.CLOSED and not is_out:
        return Recruitment.DECIDING
    return stands


def is_spelling_of(name: str, before: str) -> bool:
    """May `name` be `before` put right, rather than somebody else? Both folded (lib.text.fold)."""
    if not name or not before:
        return name == before
    return SequenceMatcher(None, name, before, autojunk=False).ratio() >= SAME_NAME


def is_deed(outcome: str) -> bool:
    """Does an outcome complete "Po cyklu potrafisz ..."? Polish infinitives end in "ć" or "c" (prowadzić, móc)."""
    first = outcome.split(maxsplit=1)[0] if outcome.strip() else ""
    return first.casefold().endswith(("ć", "c"))
