import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.ui.rules import draw_scale, draw_threads, state_against_plan, thread_count


@pytest.mark.parametrize(
    ("target", "count"), [(16, 16), (24, 24), (25, 20), (120, 20), (1, 1), (0, 20), (7.5, 20)]
)
def test_one_thread_per_unit_up_to_24_then_twenty(target, count):
    assert thread_count(target) == count


def test_a_table_may_ask_for_twenty_threads_always():
    assert thread_count(8, of=20) == 20


def test_the_last_thread_is_woven_in_part():
    drawing = draw_threads(61, 120)
    assert drawing.woven.count("M") == 11  # ten whole ones and a sixth of one
    assert "v3h" in drawing.woven.split("M")[-1]
    assert drawing.waiting.count("M") == 10


def test_the_plan_stands_in_the_gap_before_the_next_thread():
    assert draw_threads(61, 120, plan=70).plan == 12 * 11 - 3.25


@given(value=st.integers(-5, 10_000), target=st.integers(0, 5_000), plan=st.none() | st.integers(0, 9_000))
def test_no_thread_is_drawn_outside_the_cloth(value, target, plan):
    drawing = draw_threads(value, target, plan)
    woven, waiting = drawing.woven.count("M"), drawing.waiting.count("M")
    count = thread_count(target)
    assert count <= woven + waiting <= count + 1
    assert drawing.plan is None or -4 <= drawing.plan <= drawing.width + 4


def test_a_flat_scale_has_one_bar_per_level():
    drawing = draw_scale(5, 8, before=2)
    assert (drawing.woven.count("M"), drawing.waiting.count("M")) == (5, 3)


@pytest.mark.parametrize(
    ("value", "plan", "state"),
    [
        (10, 10, "done"),
        (95, 100, "done"),
        (94, 100, "soon"),
        (80, 100, "soon"),
        (79, 100, "overdue"),
        (0, 0, "done"),
    ],
)
def test_against_the_plan(value, plan, state):
    assert state_against_plan(value, plan) == state
