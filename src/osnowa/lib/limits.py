"""How often somebody asks: kept in memory, because reading must not write to the database."""

import threading
from collections import Counter

from osnowa.lib import clock


class PerMinute:
    """Requests of this minute by address, in this process: reading must not write to the database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: Counter[str] = Counter()

    def too_many(self, address: str, limit: int) -> bool:
        minute = int(clock.now().timestamp() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, Counter()
            self._counts[address] += 1
            return self._counts[address] > limit
