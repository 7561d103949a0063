"""Shares and ends of the way through a cycle, for the statistics of workshops. Plain Python."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from osnowa.workshops.rules.certificates import is_earned


def percent(part: int, whole: int) -> int | None:
    """Whole percent, half up; None where there is nothing to take a share of."""
    if whole <= 0:
        return None
    return int((Decimal(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP))


@dataclass(frozen=True)
class Ends:
    """Where people with a place in a cycle ended. The three add up to all of them."""

    stayed: int
    left_off: int
    never_came: int

    @property
    def placed(self) -> int:
        return self.stayed + self.left_off + self.never_came

    @property
    def dropped_out(self) -> int:
        return self.left_off + self.never_came

    @property
    def percent(self) -> int | None:
        return percent(self.dropped_out, self.placed)


def ends(placed: Collection[int], minutes: Mapping[int, int], whole: int, share: int) -> Ends:
    """Drop-out (odpływ) of a finished cycle.

    `placed`: sign-ups with a place, or that had come before they gave it up; `minutes`: sign-up -> minutes attended,
    absent where nobody came; `whole`: minutes of the cycle; `share`: percent of them that earn the certificate.
    Who reached the share stayed, who came for less left off, who has no minutes never came.
    """
    stayed = sum(1 for one in placed if one in minutes and is_earned(minutes[one], whole, share))
    came = sum(1 for one in placed if one in minutes)
    return Ends(stayed, came - stayed, len(placed) - came)
