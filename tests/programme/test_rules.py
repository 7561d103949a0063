import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from osnowa.programme import rules


def test_free_slug_keeps_the_wanted_word():
    assert rules.free_slug("wiedza", ["inny"]) == "wiedza"


def test_free_slug_numbers_a_taken_word():
    assert rules.free_slug("wiedza", ["wiedza", "wiedza-2"]) == "wiedza-3"


def test_free_slug_never_gives_a_reserved_word():
    assert rules.free_slug("programy", []) == "programy-2"


def test_free_slug_of_a_title_made_of_signs_is_a_word():
    assert rules.free_slug("", ["program"]) == "program-2"


@given(st.text("abc-", max_size=80), st.sets(st.text("abc-", max_size=60)))
def test_free_slug_is_always_free_and_fits_its_column(wanted, taken):
    slug = rules.free_slug(wanted, taken)
    assert slug not in taken
    assert 0 < len(slug) <= 60


def test_outside_takes_both_ends_as_inside():
    start, end = dt.date(2017, 4, 1), dt.date(2017, 11, 30)
    assert rules.outside(start, end, start, end) is False
    assert rules.outside(start, dt.date(2017, 12, 1), start, end) is True
    assert rules.outside(dt.date(2017, 3, 31), end, start, end) is True
