"""Quarters, free stretches, nearest times, open days: plain values."""

import datetime as dt

import pytest

from osnowa.coworking.rules import opening, slots
from osnowa.lib.holidays import easter, is_public_holiday

DAY = dt.date(2017, 5, 9)
HOURS = {weekday: (dt.time(8), dt.time(20)) for weekday in range(5)}


def at(hour, minute=0):
    return dt.datetime.combine(DAY, dt.time(hour, minute), tzinfo=dt.UTC)


@pytest.mark.parametrize(("minute", "on_grid"), [(0, True), (15, True), (30, True), (45, True), (10, False)])
def test_grid_is_the_quarter_of_an_hour(minute, on_grid):
    assert slots.is_on_grid(dt.time(9, minute)) is on_grid
    assert slots.is_on_grid(dt.time(9, minute, 1)) is False


def test_a_booking_takes_its_quarters_and_those_of_its_buffer():
    assert slots.slots(at(9), at(9, 30), 15) == [at(9), at(9, 15), at(9, 30)]


def test_free_stretches_leave_out_what_is_taken_too_short_or_over():
    taken = {at(9), at(9, 15), at(9, 30), at(9, 45), at(10, 30)}
    spans = slots.free_spans(at(8), at(12), taken, min_minutes=60)
    assert spans == [(at(8), at(9)), (at(10, 45), at(12))]
    assert slots.free_spans(at(8), at(12), taken, min_minutes=30, not_before=at(8, 10)) == [
        (at(8, 15), at(9)),
        (at(10), at(10, 30)),
        (at(10, 45), at(12)),
    ]


def test_the_buffer_is_taken_off_before_the_next_booking_but_not_before_closing():
    spans = slots.free_spans(at(8), at(12), {at(10)}, min_minutes=60, buffer_minutes=15)
    assert spans == [(at(8), at(9, 45)), (at(10, 15), at(12))]


def test_nearest_times_have_the_length_that_was_wished():
    spans = [(at(8), at(9, 30)), (at(12), at(20))]
    assert slots.nearest(spans, at(10), at(12)) == [(at(12), at(14)), (at(8), at(9, 30))]
    assert slots.nearest([], at(10), at(12)) == []


def test_a_day_says_why_it_is_closed():
    closed = {DAY: "inwentaryzacja"}
    assert opening.day_of(DAY, HOURS, {}).opens == dt.time(8)
    assert opening.day_of(DAY, HOURS, closed) == opening.Day(DAY, "closed_day", reason="inwentaryzacja")
    assert opening.day_of(dt.date(2017, 5, 14), HOURS, {}).why == "weekday"
    assert opening.day_of(dt.date(2017, 5, 3), HOURS, {}).why == "holiday"


@pytest.mark.parametrize(
    ("year", "day"), [(2017, dt.date(2017, 4, 16)), (2026, dt.date(2026, 4, 5)), (2027, dt.date(2027, 3, 28))]
)
def test_easter(year, day):
    assert easter(year) == day


def test_holidays_of_the_law_of_their_year():
    days = [dt.date(2026, 1, 1), dt.date(2026, 4, 6), dt.date(2026, 6, 4), dt.date(2026, 12, 24)]
    assert [is_public_holiday(day) for day in days] == [True] * 4
    assert [is_public_holiday(day) for day in (dt.date(2024, 12, 24), dt.date(2026, 5, 2))] == [False, False]
