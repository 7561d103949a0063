import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.reporting import rules

START, END = dt.date(2017, 4, 1), dt.date(2017, 11, 30)  # 244 days
D = Decimal

days = st.dates(dt.date(2016, 1, 1), dt.date(2019, 12, 31))
amounts = st.decimals(0, 1000, places=2)


def plan(day: dt.date, baseline: str = "0", target: str = "20") -> Decimal:
    return rules.planned_value(D(baseline), D(target), START, END, day)


# The plan


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (dt.date(2017, 3, 31), 0),  # the day before
        (dt.date(2017, 4, 1), 0),  # 20/244: nothing whole yet
        (dt.date(2017, 7, 31), 10),  # 122 of 244 days
        (dt.date(2017, 11, 29), 19),  # 243 of 244 days: the last one is due tomorrow
        (dt.date(2017, 11, 30), 20),
        (dt.date(2018, 5, 1), 20),  # long after
    ],
)
def test_planned_value_follows_a_straight_line_in_whole_steps(day, planned):
    assert plan(day) == planned


def test_planned_value_starts_from_the_baseline():
    assert plan(dt.date(2017, 7, 31), baseline="10", target="20") == 15


def test_planned_value_keeps_parts_where_the_target_has_them():
    assert plan(dt.date(2017, 7, 31), target="12.50") == D("6.25")


def test_planned_value_of_a_plan_of_one_day_is_the_target_on_that_day():
    assert rules.planned_value(D(0), D(5), START, START, START) == 5
    assert rules.planned_value(D(0), D(5), START, START, START - dt.timedelta(days=1)) == 0


@given(days, days, days, amounts, amounts)
def test_planned_value_lies_between_baseline_and_target_and_never_falls(first, second, day, baseline, rise):
    start, end = sorted((first, second))
    target = baseline + rise
    today = rules.planned_value(baseline, target, start, end, day)
    tomorrow = rules.planned_value(baseline, target, start, end, day + dt.timedelta(days=1))
    assert baseline <= today <= tomorrow <= target
    assert rules.planned_value(baseline, target, start, end, end) == target


# Against the plan


@pytest.mark.parametrize(
    ("value", "planned", "code", "state", "gap"),
    [
        (61, 70, "behind", "soon", 9),  # 12.9 % behind
        (95, 100, "as_planned", "done", 0),  # 5 % exactly
        (94, 100, "behind", "soon", 6),
        (80, 100, "behind", "soon", 20),  # 20 % exactly
        (79, 100, "behind", "overdue", 21),
        (11, 10, "ahead", "done", 1),
        (10, 10, "as_planned", "done", 0),
        (120, 100, "reached", "done", 0),
        (0, 0, "as_planned", "done", 0),
    ],
)
def test_standing_names_the_state_and_the_gap(value, planned, code, state, gap):
    assert rules.standing(D(value), D(planned), D(120)) == rules.Standing(code, state, D(gap))


def test_standing_before_the_plan_begins_is_not_begun():
    assert rules.standing(D(0), D(0), D(20), begun=False) == rules.Standing("not_begun", "none")


def test_standing_rounds_a_gap_never_in_the_programmes_favour():
    assert rules.standing(D("59.50"), D(70), D(120)).gap == 11
    assert rules.standing(D("70.90"), D(69), D(120)).gap == 1


def test_standing_says_tenths_where_a_whole_one_would_say_nothing():
    assert rules.standing(D("1.50"), D(2), D(120)).gap == D("0.5")


@given(amounts, amounts, amounts)
def test_standing_is_behind_only_where_the_value_is(value, planned, target):
    found = rules.standing(value, planned, target)
    assert (found.code == "behind") <= (value < planned)
    assert (found.code == "ahead") <= (value > planned)
    assert found.gap >= 0
    assert found.code != "behind" or found.gap >= planned - value
    assert found.code != "ahead" or found.gap <= value - planned


# Words


@pytest.mark.parametrize(
    ("amount", "form"),
    [
        ("1", 0),
        ("2", 1),
        ("4", 1),
        ("5", 2),
        ("0", 2),
        ("11", 2),
        ("12", 2),
        ("22", 1),
        ("112", 2),
        ("121", 2),
        ("2.5", 3),
    ],
)
def test_polish_form_follows_the_number(amount, form):
    assert rules.polish_form(D(amount)) == form


# Months


def test_months_end_inside_the_period():
    assert rules.months(dt.date(2017, 4, 10), dt.date(2017, 6, 15)) == [
        dt.date(2017, 4, 30),
        dt.date(2017, 5, 31),
        dt.date(2017, 6, 15),
    ]


@given(days, days)
def test_months_are_in_order_and_end_with_the_period(first, second):
    start, end = sorted((first, second))
    found = rules.months(start, end)
    assert found[-1] == end
    assert found == sorted(set(found))
    assert len({(day.year, day.month) for day in found}) == len(found)


# The seal


def test_canonical_writes_one_sorted_line_of_utf_8():
    line = rules.canonical({"label": "Łąka „x”", "amount": D("3"), "day": START, "who": None})
    assert line == '{"amount":"3.00","day":"2017-04-01","label":"Łąka „x”","who":null}\n'.encode()


def test_canonical_does_not_depend_on_the_order_of_fields_or_trailing_zeros():
    assert rules.canonical({"a": D("1.5"), "b": 2}) == rules.canonical({"b": 2, "a": D("1.50")})


def test_seal_of_nothing_is_the_known_digest_of_nothing():
    assert rules.Seal().checksum == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=5)), min_size=1, max_size=6), st.data())
def test_seal_changes_when_any_line_does(lines, data):
    def sealed(rows):
        seal = rules.Seal()
        for row in rows:
            seal.add("fact", row)
        return seal.checksum

    at = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines]
    changed[at] = {**changed[at], "extra": "1", **({"extra": "2"} if changed[at].get("extra") == "1" else {})}
    assert sealed(lines) == sealed([dict(reversed(row.items())) for row in lines])
    assert sealed(changed) != sealed(lines)
    assert sealed(lines[:-1]) != sealed(lines)


# What changed since


@dataclass(frozen=True)
class Line:
    key: tuple[str, int]
    amount: Decimal
    reason: str = ""
    happened_on: dt.date = START


def lines_of(*rows):
    return [Line(("x", pk), D(amount), reason) for pk, amount, reason in rows]


def test_difference_of_the_same_facts_is_nothing():
    facts = lines_of((1, 1, ""), (2, 1, "too short"))
    assert rules.difference(facts, list(reversed(facts))).count == 0


def test_difference_names_what_appeared_disappeared_and_changed():
    frozen = lines_of((1, 1, ""), (2, 3, ""), (3, 1, ""))
    live = lines_of((2, 2, ""), (3, 1, "absent"), (4, 1, ""))
    found = rules.difference(frozen, live)
    assert [fact.key[1] for fact in found.appeared] == [4]
    assert [fact.key[1] for fact in found.disappeared] == [1]
    assert [(before.key[1], after.amount, after.reason) for before, after in found.changed] == [
        (2, 2, ""),
        (3, 1, "absent"),
    ]
    assert found.amount == -2


def test_difference_leaves_out_facts_that_never_counted():
    found = rules.difference(lines_of((1, 1, "too short")), lines_of((2, 1, "too short")))
    assert found.count == 0


facts = st.lists(
    st.builds(
        Line,
        key=st.tuples(st.just("x"), st.integers(1, 6)),
        amount=st.sampled_from([D("0.50"), D(1), D(2)]),
        reason=st.sampled_from(["", "absent", "too short"]),
        happened_on=st.dates(START, START + dt.timedelta(days=3)),
    ),
    max_size=12,
)


@given(facts, facts)
def test_difference_explains_the_whole_gap_between_two_figures(frozen, live):
    def figure(rows):
        return sum((rules.counted(row) for row in rows), D(0))

    assert rules.difference(frozen, live).amount == figure(live) - figure(frozen)


@given(facts, st.randoms())
def test_difference_does_not_depend_on_the_order_of_lines(rows, random):
    shuffled = [*rows]
    random.shuffle(shuffled)
    assert rules.difference(rows, shuffled).count == 0


# Periods


def test_suggestions_in_the_fifth_month_go_on_to_the_last_finished_month():
    found = rules.suggestions(START, END, dt.date(2017, 9, 5), None)
    assert [(s.kind, s.start, s.end, s.due_on) for s in found] == [
        ("partial", START, dt.date(2017, 8, 31), dt.date(2017, 9, 30)),
        ("final", START, END, dt.date(2017, 12, 30)),
    ]


def test_suggestions_begin_where_the_last_report_ended():
    found = rules.suggestions(START, END, dt.date(2017, 9, 5), dt.date(2017, 6, 30))
    assert (found[0].start, found[0].end) == (dt.date(2017, 7, 1), dt.date(2017, 8, 31))


def test_suggestions_over_several_years_offer_the_finished_year():
    found = rules.suggestions(START, dt.date(2019, 6, 30), dt.date(2018, 2, 10), None)
    assert [(s.kind, s.end) for s in found] == [
        ("partial", dt.date(2018, 1, 31)),
        ("partial", dt.date(2017, 12, 31)),
        ("final", dt.date(2019, 6, 30)),
    ]


def test_suggestions_after_the_programme_offer_only_the_final_report():
    assert [s.kind for s in rules.suggestions(START, END, dt.date(2017, 12, 1), None)] == ["final"]


@given(days, days, days, st.none() | days)
def test_suggestions_always_lie_inside_the_programme_and_end_with_the_final_one(first, second, today, told):
    start, end = sorted((first, second))
    told = min(max(told, start), end) if told else None
    found = rules.suggestions(start, end, today, told)
    assert found[-1] == rules.Suggestion("final", start, end)
    assert all(start <= s.start <= s.end <= end for s in found)
