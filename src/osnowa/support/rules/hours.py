"""Minutes of consultations and of volunteers: in quarters of an hour, no more in a day than a day bears."""

from decimal import Decimal

QUARTER = 15
MINUTES_PER_HOUR = 60
LONGEST_ADVISED = 12 * MINUTES_PER_HOUR  # of one mentor in one day, all organisations together
LONG_DAY = 12 * MINUTES_PER_HOUR  # beyond that the volunteer says once more that it was so
LONGEST_WORKED = 24 * MINUTES_PER_HOUR  # of one volunteer in one day
HUNDREDTH = Decimal("0.01")


def is_in_quarters(minutes: int) -> bool:
    return minutes > 0 and minutes % QUARTER == 0


def as_hours(minutes: int) -> Decimal:
    """Clock hours. Quarters have two decimal places at most, so that a sum of hours is the hours of the sum."""
    return (Decimal(minutes) / MINUTES_PER_HOUR).quantize(HUNDREDTH)


def fits(minutes: int, others: int, longest: int) -> bool:
    """Do these minutes fit into a day that already has `others`?"""
    return minutes + others <= longest
