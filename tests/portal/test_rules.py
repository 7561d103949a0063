"""What the public may see of small groups."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osnowa.portal.rules import FEWEST_PEOPLE, Part, protected


def parts(**people: int) -> dict[str, Part]:
    return {key: Part(Decimal(count), count) for key, count in people.items()}


def test_large_parts_are_shown():
    assert protected(parts(a=5, b=12)) == {"a": 5, "b": 12}


def test_a_small_part_takes_the_next_smallest_with_it():
    """Alone, it would be the total without the others."""
    assert protected(parts(a=3, b=12, c=9)) == {"a": None, "b": 12, "c": None}


def test_small_ones_that_hide_each_other_need_no_third():
    assert protected(parts(a=3, b=4, c=9)) == {"a": None, "b": None, "c": 9}
    assert protected(parts(a=1, b=2, c=9)) == {"a": None, "b": None, "c": None}


def test_what_is_not_about_people_is_shown():
    assert protected({"1": Part(Decimal(1), 0)}) == {"1": 1}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault
@given(st.dictionaries(st.integers(1, 9), st.integers(0, 30), max_size=9))
def test_nothing_small_can_be_worked_out_from_the_total(people):
    given_parts = {key: Part(Decimal(count), count) for key, count in people.items()}
    shown = protected(given_parts)
    hidden = [people[key] for key, amount in shown.items() if amount is None]
    small = [count for count in people.values() if 0 < count < FEWEST_PEOPLE]
    assert set(small) <= set(hidden)
    if hidden and any(amount is not None and people[key] for key, amount in shown.items()):
        assert len(hidden) > 1
        assert sum(hidden) >= FEWEST_PEOPLE
