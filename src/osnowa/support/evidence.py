"""What counts of block 2: tools introduced, consultations, hours of volunteers."""

from osnowa.programme.evidence import Counting

COUNTINGS: tuple[Counting, ...] = ()
