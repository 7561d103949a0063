import datetime as dt
from decimal import Decimal

import pytest

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.reporting import queries
from osnowa.workshops.models import Attendance
from tests.factories.programme import IndicatorFactory, ProgrammeFactory

MAY = Period(dt.date(2017, 5, 1), dt.date(2017, 5, 31))
D = Decimal


def test_every_kind_is_in_the_dictionary_once_with_words():
    for kind, counting in queries.COUNTINGS.items():
        assert counting.kind == kind
        assert all(str(words) for words in (counting.name, counting.unit, counting.definition))


def test_figure_counts_people_once(world):
    figure = queries.figure(world.indicators[0], world.programme.period)
    assert (figure.value, figure.target, figure.planned) == (3, 20, 12)
    assert figure.state == "overdue"


def test_figure_adds_the_baseline(world):
    world.indicators[0].baseline = D(5)
    figure = queries.figure(world.indicators[0], world.programme.period)
    assert (figure.counted, figure.value) == (3, 8)


def test_figure_of_an_unknown_kind_counts_nothing_and_says_so(world):
    indicator = IndicatorFactory(programme=world.programme, kind="gone.away")
    figure = queries.figure(indicator, world.programme.period)
    assert figure.value == 0
    assert figure.counting is queries.UNKNOWN


def test_figure_outside_the_period_is_empty(world):
    june = Period(dt.date(2017, 6, 1), dt.date(2017, 6, 30))
    assert queries.figure(world.indicators[0], june).counted == 0


@pytest.mark.parametrize("kind", sorted(queries.COUNTINGS))
def test_every_total_is_the_sum_of_the_lines_that_count(world, kind):
    counting = queries.COUNTINGS[kind]
    for period in (world.programme.period, MAY, Period(dt.date(2017, 5, 10), dt.date(2017, 5, 20))):
        counted = sum((line.amount for line in counting.lines(world.programme, period) if line.counts), D(0))
        assert counting.total(world.programme, period) == counted


def test_every_kind_leaves_other_programmes_out(world):
    for counting in queries.COUNTINGS.values():
        assert counting.total(world.other, world.other.period) == 0
        assert list(counting.lines(world.other, world.other.period)) == []


def test_no_label_or_reason_names_a_person(world):
    for counting in queries.COUNTINGS.values():
        for line in counting.lines(world.programme, world.programme.period):
            said = f"{line.label} {line.reason} {line.groups}"
            assert not any(name.split()[1] in said for name in world.enrolments)


def test_every_source_kind_has_an_address(world):
    kinds = {
        line.source.kind
        for counting in queries.COUNTINGS.values()
        for line in counting.lines(world.programme, world.programme.period)
    }
    assert kinds <= set(queries.ADDRESSES)


def test_findings_read_the_facts_once_and_tell_everything(world):
    hours = queries.findings(world.indicators[1], world.programme.period)
    assert hours.counted == 15
    assert [line.happened_on for line in hours.counting] == [dt.date(2017, 5, 16)] * 2 + [
        dt.date(2017, 5, 9)
    ] * 3
    assert hours.series == [
        (dt.date(2017, 4, 1), D(0)),
        (dt.date(2017, 4, 30), D(0)),
        (dt.date(2017, 5, 31), D(15)),
        (dt.date(2017, 6, 30), D(15)),
        (dt.date(2017, 7, 31), D(15)),
        (dt.date(2017, 8, 31), D(15)),
        (dt.date(2017, 9, 5), D(15)),
    ]


def test_findings_sum_up_what_does_not_count_by_reason(world):
    world.sessions[1].closed_at = None
    world.sessions[1].save()
    found = queries.findings(world.indicators[1], world.programme.period)
    assert found.counted == 9
    assert [(reason.count, reason.amount) for reason in found.reasons] == [(2, 6)]
    assert found.found == 15


def test_findings_before_the_programme_draw_no_line(world):
    with clock.at(clock.moment(dt.date(2017, 3, 1), dt.time(12))):
        assert queries.findings(world.indicators[0], world.programme.period).series == []


def test_indicators_with_figures_ask_once_per_kind(world, django_assert_num_queries):
    with django_assert_num_queries(1 + 3):
        first = queries.indicators_with_figures(world.programme)
    IndicatorFactory(programme=world.programme, number=4, kind="workshops.people_attended")
    IndicatorFactory(programme=world.programme, number=5, kind="workshops.people_attended")
    with django_assert_num_queries(1 + 3):
        second = queries.indicators_with_figures(world.programme)
    assert [figure.value for figure in first] == [3, 15, 2]
    assert [figure.value for figure in second] == [3, 15, 2, 3, 3]


def test_indicators_with_figures_of_an_empty_programme_are_none(db):
    assert queries.indicators_with_figures(ProgrammeFactory()) == []


def test_shown_names_people_only_to_those_who_may(world):
    facts = queries.findings(world.indicators[0], world.programme.period).counting
    named = {row.person for row in queries.shown(world.programme, facts, with_names=True)}
    masked = {row.person for row in queries.shown(world.programme, facts, with_names=False)}
    assert named == set(world.enrolments)
    assert len(masked) == 3
    assert not any(name.split()[0] in person for person in masked for name in named)


def test_shown_leads_to_the_page_where_the_fact_stands(world):
    facts = queries.findings(world.indicators[0], world.programme.period).counting
    assert {row.url for row in queries.shown(world.programme, facts, with_names=False)} == {
        "/praca/wiedza/warsztaty/1/spotkania/1/obecnosc/"
    }


def test_shown_gives_no_address_into_another_programme(world):
    facts = queries.findings(world.indicators[0], world.programme.period).counting
    assert {row.url for row in queries.shown(world.other, facts, with_names=False)} == {""}


def test_shown_asks_the_same_number_of_questions_for_one_and_three(world, django_assert_num_queries):
    facts = queries.findings(world.indicators[0], world.programme.period).counting
    for some in (facts[:1], facts[:3]):
        with django_assert_num_queries(3):
            queries.shown(world.programme, some, with_names=True)


def test_a_corrected_attendance_is_in_the_live_figure_at_once(world):
    mark = world.marks["Anna Ćwik", 2]
    mark.mark = Attendance.Mark.ABSENT
    mark.save()
    assert queries.figure(world.indicators[1], world.programme.period).value == 12
