"""Who gets a place by points or by lot: an example worked by hand, and what must hold of any list."""

import datetime as dt
import hashlib
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osnowa.workshops.rules.ranking import (
    Application,
    Because,
    Outcome,
    Terms,
    commitment,
    in_order,
    lot,
    rank,
)
from osnowa.workshops.rules.scoring import Band, Part, Rule, score, years_between

SEAT = Rule(1, Part.POINTS, (Band(frozenset({"rural", "mixed"}), points=5), Band(frozenset({"urban"}))))
KEY_POSITION = Rule(2, Part.POINTS, (Band(frozenset({"yes"}), points=5),))
YEARS = Rule(3, Part.POINTS, (Band(highest=2, points=2), Band(highest=5, points=3), Band(points=5)))
WOMEN = Rule(4, Part.QUOTA, (Band(frozenset({"woman"})),))
RULES = (SEAT, KEY_POSITION, YEARS, WOMEN)


@pytest.mark.parametrize(
    ("seat", "position", "years", "points"),
    [
        ("rural", "yes", 1, 12),  # 5 + 5 + 2
        ("mixed", "yes", 2, 12),  # 5 + 5 + 2: two years are still "up to 2"
        ("rural", "no", 5, 8),  # 5 + 0 + 3: reaches the threshold of 8 exactly
        ("urban", "yes", 5.1, 10),  # 0 + 5 + 5
        ("rural", "no", 2, 7),  # 5 + 0 + 2: below it
        ("urban", "no", 30, 5),  # 0 + 0 + 5
        (None, "yes", None, 5),  # nothing known gives nothing
    ],
)
def test_points_of_the_worked_example(seat, position, years, points):
    assert score(RULES, {1: seat, 2: position, 3: years}).points == points


def worked_example():
    """30 applications for 20 places, threshold 8, two of one organisation, 12 places kept for women.

    A: M01-M12, men, 15 points each (5 + 5 + 5), organisations of their own.
    B: W01-W10, women, 13 points (5 + 5 + 3), organisations of their own.
    C: X1-X3, women of one organisation, 12 points (5 + 5 + 2).
    D: Y1, a woman with 10 points (0 + 5 + 5).
    E: Z1-Z4, men with 7 points (5 + 0 + 2): below the threshold.
    """
    groups = [
        ("M", 12, 15, False, None),
        ("W", 10, 13, True, None),
        ("X", 3, 12, True, "three sisters"),
        ("Y", 1, 10, True, None),
        ("Z", 4, 7, False, None),
    ]
    return [
        Application(
            f"{letter}{n:02d}",
            points,
            organisation=organisation or f"{letter}{n}",
            groups=frozenset({"women"}) if woman else frozenset(),
        )
        for letter, count, points, woman, organisation in groups
        for n in range(1, count + 1)
    ]


EXAMPLE_TERMS = Terms(seats=20, seed="przykład", threshold=8, limit=2, quotas=(("women", 12),))


def test_worked_example_by_hand():
    """By order: 12 men (15 points) and 8 of the 10 women with 13 points fill the 20 places: 8 women.

    12 are kept, so 4 more women come in: W9 and W10 (the two left with 13 points), then two of X (12 points), because
    the third X meets the limit of two. They take the seats of the four men last in the order. So 8 men and 12 women.
    Y (10 points) is not needed and waits; the third X and the four men wait; the four Z are below 8.
    """
    found = rank(worked_example(), EXAMPLE_TERMS)

    placed = set(found.placed)
    assert len(placed) == 20
    assert {f"W{n:02d}" for n in range(1, 11)} <= placed
    assert sum(1 for one in placed if one.startswith("X")) == 2
    assert sum(1 for one in placed if one.startswith("M")) == 8
    men_in_order = [one.reference for one in in_order(worked_example(), EXAMPLE_TERMS)][:12]
    assert {one for one in placed if one.startswith("M")} == set(men_in_order[:8])
    assert found.short == {}
    why = {place.reference: place for place in found.places}
    assert {why[one].because for one in men_in_order[8:]} == {Because.GAVE_WAY}
    assert found.reserve[:4] == men_in_order[8:]
    assert found.reserve[4][0] == "X"
    assert found.reserve[5] == "Y01"
    refused = [place for place in found.places if place.outcome == Outcome.REFUSED]
    assert sorted(place.reference for place in refused) == ["Z01", "Z02", "Z03", "Z04"]
    assert {place.because for place in refused} == {Because.THRESHOLD}
    assert {place.rank for place in refused} == {0}


def test_says_how_far_short_of_the_kept_places_it_falls():
    few = [one for one in worked_example() if one.reference[0] in "MX"]

    found = rank(few, EXAMPLE_TERMS)

    assert found.short == {"women": 10}  # 12 kept; of the three sisters two fit under the limit
    assert len(found.placed) == 14  # everybody fits but one of the sisters
    assert [place.because for place in found.places if place.outcome == Outcome.RESERVE] == [Because.LIMIT]


def test_the_lot_is_what_anybody_can_compute():
    assert lot("abc", "W6-0001") == hashlib.sha256(b"abcW6-0001").hexdigest()
    assert commitment("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_equal_points_go_to_those_not_yet_served_then_by_lot_and_never_by_arrival():
    here = [Application(f"W1-{n:04d}", 5, is_new=n > 5) for n in range(1, 11)]
    terms = Terms(seats=10, seed="s", new_first=True)

    order = [one.reference for one in in_order(here, terms)]

    new, old = order[:5], order[5:]
    assert sorted(new) == [f"W1-{n:04d}" for n in range(6, 11)]
    assert new == sorted(new, key=lambda reference: lot("s", reference))
    assert old == sorted(old, key=lambda reference: lot("s", reference))


def test_a_lottery_looks_at_conditions_and_not_at_points():
    here = [Application("A", 100), Application("B", 0), Application("C", 0, is_eligible=False)]

    found = rank(here, Terms(seats=1, seed="1", threshold=50, by_lot=True))

    first = min("AB", key=lambda reference: lot("1", reference))
    assert found.placed == [first]
    assert [place.because for place in found.places if place.reference == "C"] == [Because.CONDITION]


def test_one_reference_twice_is_refused():
    with pytest.raises(ValueError, match="one reference"):
        rank([Application("A"), Application("A")], Terms(seats=1, seed=""))


def test_exchange_of_two_where_one_does_not_help():
    """Two places, one of A and one of B kept, one person per organisation.

    By order: b1 (X, B) and z (Z). A is short; a1 is of X as well, so only b1 can give way, and then B is short:
    b2 (Y, B) takes the seat of z.
    """
    here = [
        Application("b1", 9, organisation="X", groups=frozenset("B")),
        Application("z", 8, organisation="Z"),
        Application("b2", 7, organisation="Y", groups=frozenset("B")),
        Application("a1", 6, organisation="X", groups=frozenset("A")),
    ]

    found = rank(here, Terms(seats=2, seed="", limit=1, quotas=(("A", 1), ("B", 1))))

    assert set(found.placed) == {"a1", "b2"}
    assert found.short == {}


APPLICATION = st.builds(
    Application,
    reference=st.just(""),
    points=st.integers(0, 6),
    is_eligible=st.booleans() | st.just(True),
    organisation=st.sampled_from([None, "a", "b", "c"]),
    groups=st.frozensets(st.sampled_from("PQ")),
    is_new=st.booleans(),
)


@st.composite
def lists(draw, most=9, quotas=2):
    some = draw(st.lists(APPLICATION, max_size=most))
    here = [
        Application(f"W1-{n:04d}", one.points, one.is_eligible, one.organisation, one.groups, one.is_new)
        for n, one in enumerate(some)
    ]
    terms = Terms(
        seats=draw(st.integers(0, 6)),
        seed=draw(st.sampled_from(["x", "y"])),
        threshold=draw(st.none() | st.integers(0, 4)),
        limit=draw(st.none() | st.integers(1, 2)),
        quotas=tuple((group, draw(st.integers(1, 4))) for group in "PQ"[:quotas] if draw(st.booleans())),
        new_first=draw(st.booleans()),
        by_lot=draw(st.booleans()),
    )
    return here, terms


def shortfall(here, placed, terms):
    by_reference = {one.reference: one for one in here}
    return sum(
        max(0, least - sum(1 for reference in placed if group in by_reference[reference].groups))
        for group, least in terms.quotas
    )


def is_within_limit(here, placed, terms):
    if terms.limit is None:
        return True
    theirs = [one.organisation for one in here if one.reference in placed and one.organisation is not None]
    return all(theirs.count(organisation) <= terms.limit for organisation in set(theirs))


@given(lists(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_input_does_not_matter(given_list, dice):
    here, terms = given_list
    mixed = list(here)
    dice.shuffle(mixed)

    assert rank(here, terms) == rank(mixed, terms)


@given(lists())
@settings(max_examples=150, deadline=None)
def test_what_holds_of_any_list(given_list):
    here, terms = given_list
    found = rank(here, terms)
    placed = set(found.placed)
    plain = set(rank(here, Terms(**{**vars(terms), "quotas": ()})).placed)

    assert sorted(place.reference for place in found.places) == sorted(one.reference for one in here)
    assert len(placed) == len(plain) <= terms.seats  # kept places change who, never how many
    assert is_within_limit(here, placed, terms)
    assert shortfall(here, placed, terms) <= shortfall(here, plain, terms)  # never worsened
    assert sum(found.short.values()) == shortfall(here, placed, terms)
    assert all(
        place.because in (Because.CONDITION, Because.THRESHOLD) for place in found.places if not place.rank
    )
    waiting = [place.reference for place in found.places if place.outcome == Outcome.RESERVE]
    position = {place.reference: place.rank for place in found.places}
    for one, other in itertools.product(waiting, placed):
        if position[one] < position[other]:  # who waits above somebody seated could not sit there
            after = placed - {other} | {one}
            assert not is_within_limit(here, after, terms) or shortfall(here, after, terms) > shortfall(
                here, placed, terms
            )


@given(lists(most=8, quotas=1))
@settings(max_examples=80, deadline=None)
def test_places_kept_for_one_group_are_filled_wherever_that_is_possible(given_list):
    here, terms = given_list
    found = rank(here, terms)
    could = [place.reference for place in found.places if place.rank]
    size = len(found.placed)

    best = min(
        (
            shortfall(here, seats, terms)
            for seats in itertools.combinations(could, size)
            if is_within_limit(here, seats, terms)
        ),
        default=0,
    )

    assert shortfall(here, found.placed, terms) == best


def test_several_answers_count_as_the_best_of_them():
    rule = Rule(1, Part.POINTS, (Band(frozenset({"web"}), points=2), Band(frozenset({"mail"}), points=4)))

    assert score([rule], {1: ["web", "mail"]}).points == 4
    assert score([rule], {1: []}).points == 0
    assert score([rule], {1: ["other"]}).points == 0


def test_a_mark_is_held_between_nothing_and_the_most():
    rule = Rule(1, Part.POINTS, most=10)

    assert [score([rule], {1: fact}).points for fact in (None, 0, 7, 11, -1)] == [0, 0, 7, 10, 0]


def test_dates_are_compared_with_dates_and_never_with_numbers():
    rule = Rule(1, Part.CONDITION, (Band(lowest="2020-01-01", highest="2020-12-31"),))

    assert score([rule], {1: "2020-12-31"}).unmet == ()
    assert score([rule], {1: "2021-01-01"}).unmet == (1,)
    assert score([rule], {1: 5}).unmet == (1,)


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (dt.date(2015, 3, 1), dt.date(2017, 3, 1), 2.0),
        (dt.date(2015, 3, 2), dt.date(2017, 3, 1), 1 + 364 / 365),
        (dt.date(2016, 2, 29), dt.date(2017, 2, 28), 365 / 366),
        (dt.date(2016, 2, 29), dt.date(2017, 3, 1), 1.0),
        (dt.date(2017, 3, 1), dt.date(2017, 3, 1), 0.0),
        (dt.date(2017, 3, 2), dt.date(2017, 3, 1), None),
    ],
)
def test_years_in_the_register(since, until, years):
    assert years_between(since, until) == (None if years is None else pytest.approx(years))
