"""What counts of the office: bookings kept, visits, organisations that use it."""

from osnowa.programme.evidence import Counting

COUNTINGS: tuple[Counting, ...] = ()
