"""Deeds with their moments, done in order under the clock of each."""

import datetime as dt
import heapq
from collections.abc import Callable
from itertools import count

from osnowa.lib import clock

Deed = Callable[[], object]


class Timeline:
    """Plans deeds and plays them. A deed may plan later ones.

    `now`: the present; nothing may be planned for later than that, because it has not happened.
    """

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self._planned: list[tuple[dt.datetime, int, Deed]] = []
        self._order = count()  # deeds of the same moment happen in the order in which they were planned

    def at(self, moment: dt.datetime, deed: Deed) -> None:
        if moment >= self.now:
            raise ValueError(f"{moment} has not happened yet.")
        heapq.heappush(self._planned, (moment, next(self._order), deed))

    def play(self) -> int:
        """Do everything planned, earliest first. Returns how many deeds there were."""
        done = 0
        while self._planned:
            moment, _order, deed = heapq.heappop(self._planned)
            with clock.at(moment):
                deed()
            done += 1
        return done
