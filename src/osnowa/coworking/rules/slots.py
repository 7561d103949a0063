"""Quarters of an hour: which a booking takes, what lies free between them. Moments are aware and in UTC."""

import datetime as dt
from collections.abc import Collection, Iterator

QUARTER = dt.timedelta(minutes=15)
UNDO = dt.timedelta(minutes=10)
Span = tuple[dt.datetime, dt.datetime]


def is_on_grid(time: dt.time | dt.datetime) -> bool:
    """Does it fall on :00, :15, :30 or :45?"""
    return time.minute % 15 == 0 and time.second == 0 and time.microsecond == 0


def quarters(starts_at: dt.datetime, ends_at: dt.datetime) -> Iterator[dt.datetime]:
    """The beginnings of the quarters from one moment up to, not including, the other."""
    moment = starts_at
    while moment < ends_at:
        yield moment
        moment += QUARTER


def slots(starts_at: dt.datetime, ends_at: dt.datetime, buffer_minutes: int = 0) -> list[dt.datetime]:
    """What a booking takes: its own quarters and those kept free after it."""
    return list(quarters(starts_at, ends_at + dt.timedelta(minutes=buffer_minutes)))


def free_spans(
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    taken: Collection[dt.datetime],
    *,
    min_minutes: int,
    buffer_minutes: int = 0,
    not_before: dt.datetime | None = None,
) -> list[Span]:
    """Stretches between opening and closing in which a booking of at least `min_minutes` fits, its buffer included.

    `taken`: beginnings of taken quarters. `not_before`: the present; a quarter that has begun is gone.
    The end of a stretch is the latest end of a booking: the buffer after it is already taken off.
    """
    spans: list[Span] = []
    began: dt.datetime | None = None
    buffer = dt.timedelta(minutes=buffer_minutes)
    for quarter in [*quarters(opens_at, closes_at), None]:
        free = quarter is not None and quarter not in taken and (not_before is None or quarter >= not_before)
        if free and began is None:
            began = quarter
        elif not free and began is not None:
            # Before closing time nobody waits for the airing; before another booking somebody does.
            end = closes_at if quarter is None else quarter - buffer
            if end - began >= dt.timedelta(minutes=min_minutes):
                spans.append((began, end))
            began = None
    return spans


def fits(spans: Collection[Span], starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    return any(start <= starts_at and ends_at <= end for start, end in spans)


def nearest(
    spans: Collection[Span], starts_at: dt.datetime, ends_at: dt.datetime, count: int = 2
) -> list[Span]:
    """Times of the same length as near as can be to what was wished, the nearest first; shorter ones last.

    Where a stretch is shorter than the wish, the stretch itself is offered.
    """
    length = ends_at - starts_at
    offers: set[Span] = set()
    for start, end in spans:
        if end - start <= length:
            offers.add((start, end))
        else:
            begin = min(max(starts_at, start), end - length)
            offers.add((begin, begin + length))
    return sorted(offers, key=lambda span: (span[1] - span[0] < length, abs(span[0] - starts_at), span[0]))[
        :count
    ]
