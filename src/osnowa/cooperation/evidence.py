"""What counts of cooperation: announcements and the connections that came of them."""

from osnowa.programme.evidence import Counting

COUNTINGS: tuple[Counting, ...] = ()
