"""How long an offer stands, what the chances are, what counts as late. Plain values."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from osnowa.workshops.rules.reserve import (
    Before,
    Odds,
    Past,
    Waiting,
    gave_up_late,
    odds,
    offered_until,
    whose_turn,
)

WARSAW = ZoneInfo("Europe/Warsaw")


def at(day: int, hour: int, minute: int = 0, month: int = 5) -> dt.datetime:
    return dt.datetime(2017, month, day, hour, minute, tzinfo=WARSAW).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("now", "hours", "first", "until"),
    [
        (at(1, 10), 24, at(30, 17), at(2, 10)),  # a day, far from the first session
        (at(1, 10), 24, None, at(2, 10)),  # no session yet
        (at(1, 20), 6, at(30, 17), at(2, 9)),  # two in the night: nine in the morning instead
        (at(1, 3), 1, at(30, 17), at(1, 9)),  # four in the night, of the same day
        (at(1, 10), 24, at(1, 18), at(1, 14)),  # half of what is left
        (at(1, 16, 45), 24, at(1, 17), at(1, 17)),  # half an hour would go beyond the first session
        (at(1, 16), 24, at(1, 17), at(1, 16, 30)),  # half an hour at the least
        (at(1, 18), 8, at(2, 10), at(2, 2)),  # the morning would take more than half: the deadline stays
        (at(1, 17), 24, at(1, 17), None),  # it has begun
        (at(25, 10, month=3), 24, at(30, 17, month=4), at(26, 11, month=3)),  # real hours across the change
    ],
)
def test_an_offer_is_shorter_near_the_first_session_and_never_ends_at_night(now, hours, first, until):
    assert offered_until(now, hours, first, WARSAW) == until


def test_odds_are_counted_over_all_past_places():
    found = odds([Past(20, 4), Past(10, 1), Past(0, 0)], 16)
    assert found == Odds(cycles=2, out_of_ten=2, expected=3)  # 5 of 30: 1.67 of 10, 2.67 of 16
    assert [found.are_good(position) for position in (3, 4)] == [True, False]


def test_no_history_promises_nothing():
    found = odds([], 16)
    assert not found.are_known
    assert not found.are_good(1)


def test_more_freed_than_places_is_not_more_than_ten_of_ten():
    assert odds([Past(2, 5)], 2).out_of_ten == 10


def test_late_is_within_two_days_and_after_the_beginning():
    first = at(10, 17)
    assert [gave_up_late(at(day, 17), first) for day in (8, 9, 11)] == [False, True, True]
    assert not gave_up_late(at(9, 17), None)


def test_an_empty_history_says_so():
    assert Before().is_empty
    assert not Before(came=1).is_empty


WOMAN, MAN = Waiting(groups=frozenset({"women"})), Waiting()


@pytest.mark.parametrize(
    ("line", "seated", "count", "turn"),
    [
        ([MAN, WOMAN], [WOMAN], 1, [0]),  # the group has its seats: the order of the list
        ([MAN, WOMAN, WOMAN], [MAN], 2, [1, 0]),  # one is kept; once it is filled, the order again
        ([MAN, MAN], [MAN], 1, [0]),  # nobody of the group waits: no seat stays empty
        ([], [WOMAN], 3, []),
    ],
)
def test_a_freed_place_goes_first_to_a_group_that_has_fewer_than_are_kept(line, seated, count, turn):
    assert whose_turn(line, count, seated=seated, kept={"women": 1}) == turn


def test_the_limit_of_an_organisation_stands_above_kept_places():
    line = [Waiting("a", frozenset({"women"})), Waiting("b"), Waiting("", frozenset({"women"}))]

    assert whose_turn(line, 3, seated=[Waiting("a")], limit=1, kept={"women": 2}) == [2, 1]
