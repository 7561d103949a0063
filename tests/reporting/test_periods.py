"""Which period is suggested next, and which reports tell the same days."""

import datetime as dt

from osnowa.lib.period import Period
from osnowa.reporting import actions, queries
from tests.factories.workshops import CycleFactory


def test_suggested_periods_go_on_after_the_last_submitted_report(world, submitted):
    first = queries.suggested_periods(world.programme)[0]
    assert (first.kind, Period(first.start, first.end)) == (
        "partial",
        Period(dt.date(2017, 7, 1), dt.date(2017, 8, 31)),
    )


def test_suggested_periods_go_on_after_a_draft_too(world, draft):
    assert [(one.kind, one.start) for one in queries.suggested_periods(world.programme)] == [
        ("partial", dt.date(2017, 7, 1)),
        ("final", world.programme.starts_on),
    ]


def test_overlapping_are_other_reports_of_the_kind_that_tell_the_same_days(world, submitted):
    def begun(kind, start, end):
        return actions.create_report(world.programme, kind=kind, starts_on=start, ends_on=end, by=world.alice)

    touching = begun("partial", dt.date(2017, 6, 30), dt.date(2017, 7, 31))
    after = begun("partial", dt.date(2017, 8, 1), dt.date(2017, 8, 31))
    final = begun("final", dt.date(2017, 4, 1), dt.date(2017, 8, 31))
    assert [queries.overlapping(report) for report in (submitted, touching, after, final)] == [
        [touching],
        [submitted],
        [],
        [],
    ]


def test_reports_of_lists_only_the_programmes_own(world, draft):
    CycleFactory(programme=world.other, sessions=0)
    assert list(queries.reports_of(world.other)) == []
    assert list(queries.reports_of(world.programme)) == [draft]
