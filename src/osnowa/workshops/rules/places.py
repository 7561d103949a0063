"""Seats: who has one, who waits, and in what order. Plain values in, plain values out."""

import datetime as dt
from dataclasses import dataclass

# How long a cancelled seat waits for its owner to think again.
HOLD = dt.timedelta(minutes=10)
# From how many free seats on a page hurries its reader: a number, or percent of all seats, whichever is more.
FEW = 3
SHARE_OF_FEW = 20


@dataclass(frozen=True)
class Places:
    """How full a cycle is.

    `capacity`: seats. `taken`: people placed, seats held for ten minutes after a cancellation, seats offered to
    somebody from the reserve list. `reserve`: people waiting. `held`, `offered`: how many of the taken ones are only
    that. `set_aside`: people on the reserve list who are passed over, because an offer to them ended without a yes.
    """

    capacity: int
    taken: int
    reserve: int
    held: int = 0
    offered: int = 0
    set_aside: int = 0

    @property
    def free(self) -> int:
        """Seats that somebody new may take now: those who wait come first, so theirs are not free."""
        return max(0, self.capacity - self.taken - self.reserve)

    @property
    def is_full(self) -> bool:
        return self.free == 0

    @property
    def are_few(self) -> bool:
        """The last ones: three, or a fifth of all, and not yet none."""
        return 0 < self.free <= max(FEW, self.capacity * SHARE_OF_FEW // 100)


def to_promote(places: Places) -> int:
    """How many of those who wait can be given a seat now."""
    return min(places.reserve, max(0, places.capacity - places.taken))
