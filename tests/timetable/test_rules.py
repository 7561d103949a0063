"""The question and the quick answer, worked by hand where it can be."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.timetable import example
from osnowa.timetable.rules.draft import quick_plan
from osnowa.timetable.rules.problem import (
    Choice,
    Course,
    Fixed,
    Leader,
    Participant,
    Presence,
    Problem,
    Room,
    as_json,
    from_json,
    monday_of,
)
from osnowa.timetable.rules.ranking import closed_in, ranked
from osnowa.timetable.rules.reasons import Reason, Rule, reasons
from osnowa.timetable.rules.times import Slot, overlapping, times, weeks
from osnowa.timetable.rules.wishes import Wish, broken_rules, outcome, rooms_for

TUESDAY = Slot(1, 1, dt.time(17), dt.time(20))
THURSDAY = Slot(2, 3, dt.time(17), dt.time(20))
FIRST = dt.date(2027, 3, 1)


def small(**more):
    """Four weeks, two evenings; one cycle of three sessions; Anna only Tuesdays, Ben both, but not in week two."""
    second = (FIRST + dt.timedelta(weeks=1)).toordinal()
    course = {
        "key": 7,
        "sessions": 3,
        "minutes": 180,
        "near": 5,
        "far": 14,
        "size": 10,
        "people": (1, 2),
        **more.pop("course", {}),
    }
    facts = {
        "times": times([TUESDAY, THURSDAY], FIRST, FIRST + dt.timedelta(weeks=4, days=-1)),
        "courses": (Course(**course),),
        "rooms": (),
        "leaders": (Leader(key=5, courses=(7,)),),
        "people": (
            Participant(1, 11, Presence(yes=(1,))),
            Participant(2, 12, Presence(yes=(1,), if_need_be=(2,), closed=(second,))),
        ),
        "floor": 40,
        **more,
    }
    return Problem(**facts)


class TestTimes:
    def test_every_slot_on_every_day_but_public_holidays(self):
        found = times([TUESDAY, THURSDAY], dt.date(2027, 5, 24), dt.date(2027, 5, 30))

        assert [(dt.date.fromordinal(time.day).isoformat(), time.slot) for time in found] == [
            ("2027-05-25", 1)  # Thursday 27 May 2027 is Corpus Christi
        ]

    def test_a_week_begins_on_monday(self):
        sunday = dt.date(2027, 3, 7)

        assert dt.date.fromordinal(monday_of(sunday.toordinal())) == dt.date(2027, 3, 1)
        assert weeks(dt.date(2027, 3, 3), sunday) == [dt.date(2027, 3, 1)]
        assert weeks(dt.date(2027, 3, 3), dt.date(2027, 3, 8)) == [dt.date(2027, 3, 1), dt.date(2027, 3, 8)]

    def test_slots_that_share_a_minute_overlap_and_those_that_touch_do_not(self):
        late = Slot(0, 1, dt.time(19), dt.time(21))
        after = Slot(0, 1, dt.time(20), dt.time(21))

        assert overlapping(late, [TUESDAY]) == TUESDAY
        assert overlapping(after, [TUESDAY]) is None
        assert overlapping(late, [THURSDAY]) is None


class TestQuickPlan:
    def test_takes_the_best_days(self):
        problem = small()

        plan = quick_plan(problem)

        days = [dt.date.fromordinal(problem.times[choice.time].day) for choice in plan]
        # Tuesdays of weeks 1, 3 and 4: in week two Ben cannot come
        assert days == [dt.date(2027, 3, 2), dt.date(2027, 3, 16), dt.date(2027, 3, 23)]
        assert outcome(problem, plan).expected == 600
        assert broken_rules(problem, plan) == []

    def test_a_shorter_longest_break_forces_the_week_in_between(self):
        problem = small(course={"far": 7})

        plan = quick_plan(problem)

        assert outcome(problem, plan).expected == 500  # one of the three falls into week two: Anna alone
        assert broken_rules(problem, plan) == []

    def test_sessions_that_stay_are_built_around(self):
        stays = Fixed(dt.date(2027, 3, 9).toordinal(), 17 * 60, 20 * 60)
        problem = small(course={"fixed": (stays,), "sessions": 2})

        plan = quick_plan(problem)

        days = [dt.date.fromordinal(problem.times[choice.time].day) for choice in plan]
        assert days == [dt.date(2027, 3, 2), dt.date(2027, 3, 16)]
        assert broken_rules(problem, plan) == []

    def test_none_where_there_is_none(self):
        assert quick_plan(small(course={"sessions": 9})) is None

    @settings(max_examples=12, deadline=None)
    @given(st.integers(min_value=1, max_value=10_000))
    def test_keeps_every_rule(self, seed):
        problem = example(cycles=4, sessions=3, trainers=4, weeks=8, seed=seed)

        plan = quick_plan(problem)

        assert plan is None or broken_rules(problem, plan) == []


class TestRooms:
    def test_the_smallest_room_that_is_large_enough(self):
        problem = small(
            courses=(
                Course(key=7, sessions=1, minutes=180, near=1, far=99, size=20),
                Course(key=8, sessions=1, minutes=180, near=1, far=99, size=8),
            ),
            rooms=(Room(1, 25, (0, 1)), Room(2, 10, (0, 1))),
            leaders=(Leader(5, (7,)), Leader(6, (8,))),
        )
        choices = [Choice(7, 0, 5), Choice(8, 0, 6)]

        assert rooms_for(problem, choices) == {choices[0]: 1, choices[1]: 2}
        assert broken_rules(problem, choices) == []

    def test_two_large_groups_do_not_fit_one_large_room(self):
        problem = small(
            courses=tuple(
                Course(key=key, sessions=1, minutes=180, near=1, far=99, size=20) for key in (7, 8)
            ),
            rooms=(Room(1, 25, (0, 1)), Room(2, 10, (0, 1))),
            leaders=(Leader(5, (7,)), Leader(6, (8,))),
        )

        assert broken_rules(problem, [Choice(7, 0, 5), Choice(8, 0, 6)]) == ["time 0: rooms"]
        assert broken_rules(problem, quick_plan(problem)) == []


class TestWishes:
    def test_names_the_organisation_below_the_floor(self):
        problem = small(floor=90)
        thursdays = [n for n, time in enumerate(problem.times) if time.slot == 2][:3]

        got = outcome(problem, [Choice(7, time, 5) for time in thursdays])

        floor = [row for row in got.unmet if row.wish == Wish.FLOOR]
        assert [(row.about, row.people, row.percent) for row in floor] == [(11, 1, 0), (12, 1, 33)]
        assert [(row.about, row.people) for row in got.unmet if row.wish == Wish.HALF] == [(7, 2)]
        assert (got.expected, got.most) == (100, 600)

    def test_who_has_not_answered_is_told_not_counted(self):
        got = outcome(problem := small(course={"silent": 3}), quick_plan(problem))

        assert {row.wish: row.people for row in got.unmet}[Wish.SILENT] == 3
        assert {row.wish for row in got.unmet} >= {Wish.UNASKED}

    def test_a_person_at_two_cycles_at_once_counts_once(self):
        problem = small(
            courses=tuple(
                Course(key=key, sessions=1, minutes=180, near=1, far=99, size=5, people=(1,))
                for key in (7, 8)
            ),
            leaders=(Leader(5, (7,)), Leader(6, (8,))),
        )

        got = outcome(problem, [Choice(7, 0, 5), Choice(8, 0, 6)])

        assert got.expected == 100
        assert [row.people for row in got.unmet if row.wish == Wish.CLASH] == [1]


class TestReasons:
    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            ({}, []),
            ({"course": {"minutes": 240}}, [Reason(Rule.SLOTS, 7, need=240)]),
            ({"leaders": ()}, [Reason(Rule.LEADERS, 7)]),
            ({"leaders": (Leader(5, (7,), Presence()),)}, [Reason(Rule.LEADERS, 7, have=1)]),
            ({"rooms": (Room(1, 4, tuple(range(8))),)}, [Reason(Rule.SEATS, 7, have=4, need=10)]),
            ({"course": {"sessions": 9}}, [Reason(Rule.DAYS, 7, have=8, need=9)]),
            ({"course": {"sessions": 5, "near": 7}}, [Reason(Rule.NEAR, 7, have=4, need=5)]),
        ],
    )
    def test_counted(self, change, expected):
        assert reasons(small(**change)) == expected


def test_ranking_counts_a_maybe_as_half():
    people = [Presence(yes=(1,)), Presence(yes=(1,), if_need_be=(2,)), Presence(yes=(2,), closed=(5,))]

    rows = ranked([1, 2, 3], people, [Presence(yes=(2,))])

    assert [(row.slot, row.yes, row.if_need_be, row.leaders, row.percent) for row in rows] == [
        (1, 2, 0, 0, 67),
        (2, 1, 1, 1, 50),
        (3, 0, 0, 0, 0),
    ]
    assert closed_in(people, [5, 6]) == {5: 1, 6: 0}


def test_the_question_survives_the_way_to_the_process():
    problem = example(cycles=3, trainers=3)

    assert from_json(as_json(problem)) == problem
