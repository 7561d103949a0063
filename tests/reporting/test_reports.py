"""The story of a report: begun, described, submitted; then somebody corrects an attendance line."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.programme import actions as programme_actions
from osnowa.programme.evidence import Counting, Evidence, Source
from osnowa.reporting import actions, queries
from osnowa.reporting.actions import submitting
from osnowa.reporting.models import EvidenceLine, Report, ReportFigure
from osnowa.workshops.models import Attendance
from tests.factories.people import MembershipFactory
from tests.factories.programme import IndicatorFactory, ProgrammeFactory
from tests.factories.reporting import ReportFactory
from tests.factories.workshops import SessionFactory
from tests.reporting.conftest import APRIL_TO_JUNE

D = Decimal


def refusal(call) -> str:
    with pytest.raises(RuleBroken) as caught:
        call()
    assert str(caught.value.message)
    return caught.value.code


def then_and_now(report):
    return {
        row.figure.name: (row.figure.value, row.live, row.difference.count)
        for row in queries.figures_then_and_now(report)
    }


# Drafts


def test_create_report_twice_gives_the_same_draft(world, draft):
    again = actions.create_report(world.programme, **APRIL_TO_JUNE, by=world.bob)
    assert again == draft
    assert AuditLine.objects.filter(deed="reporting.report_created").count() == 1


def test_create_report_numbers_within_the_programme(world, draft):
    final = actions.create_report(
        world.programme,
        kind="final",
        starts_on=dt.date(2017, 4, 1),
        ends_on=dt.date(2017, 11, 30),
        by=world.alice,
    )
    foreign = actions.create_report(world.other, **APRIL_TO_JUNE, by=world.charlie)
    assert [draft.number, final.number, foreign.number] == [1, 2, 1]


def test_create_report_refuses_a_period_outside_the_programme(world):
    code = refusal(
        lambda: actions.create_report(
            world.programme,
            kind="partial",
            starts_on=dt.date(2016, 4, 1),
            ends_on=dt.date(2016, 6, 30),
            by=None,
        )
    )
    assert code == "dates"


def test_create_report_refuses_dates_in_the_wrong_order(world):
    code = refusal(
        lambda: actions.create_report(
            world.programme,
            kind="partial",
            starts_on=dt.date(2017, 6, 30),
            ends_on=dt.date(2017, 4, 1),
            by=None,
        )
    )
    assert code == "dates"


def test_change_report_keeps_paragraphs_of_the_narrative(world, draft):
    actions.change_report(draft, narrative="Pierwszy.\r\n\r\nDrugi.\n", by=world.alice)
    draft.refresh_from_db()
    assert draft.narrative == "Pierwszy.\n\nDrugi."
    assert AuditLine.objects.get(deed="reporting.report_changed").detail == {"fields": ["narrative"]}


def test_remove_draft_twice_is_once(world, draft):
    kept = Report.objects.get(pk=draft.pk)
    actions.remove_draft(draft, by=world.alice)
    actions.remove_draft(kept, by=world.alice)
    assert AuditLine.objects.filter(deed="reporting.report_removed").count() == 1


def test_checklist_says_what_is_open(world, draft):
    start = clock.moment(dt.date(2017, 6, 6), dt.time(17))
    SessionFactory(cycle=world.cycle, number=3, starts_at=start, ends_at=start + dt.timedelta(hours=3))
    later = clock.moment(dt.date(2017, 7, 4), dt.time(17))
    SessionFactory(cycle=world.cycle, number=4, starts_at=later, ends_at=later + dt.timedelta(hours=3))
    doubtful = world.enrolments["Ola Żuraw"].membership
    doubtful.match, doubtful.organisation = "doubtful", None
    doubtful.save()
    MembershipFactory(match="doubtful", organisation=None)  # of somebody who takes part in nothing here
    world.indicators[0].source_of_verification = ""
    world.indicators[0].save()
    assert {check.code: check.count for check in queries.checklist(draft)} == {
        "period_over": 0,
        "overlap": 0,
        "indicators": 0,
        "attendance": 1,
        "organisations": 1,
        "sources": 1,
        "agreement": 0,
        "narrative": 1,
        "narrative_activities": 1,
    }


def test_checklist_asks_the_same_number_of_questions_for_one_and_three(
    world, draft, django_assert_num_queries
):
    with django_assert_num_queries(4):
        queries.checklist(draft)
    for number in (4, 5):
        IndicatorFactory(programme=world.programme, number=number)
    with django_assert_num_queries(4):
        queries.checklist(draft)


# Submitting


def test_submit_report_freezes_figures_with_their_words_and_lines(world, submitted):
    people, hours, organisations = submitted.figures.order_by("number")
    assert (people.value, hours.value, organisations.value) == (3, 15, 2)
    assert (people.name, people.target, people.source_of_verification) == ("Osoby", 20, "Listy obecności")
    assert [figure.lines_count for figure in (people, hours, organisations)] == [3, 5, 2]
    for figure in submitted.figures.all():
        lines = list(queries.frozen_lines(figure))
        assert [line.position for line in lines] == list(range(1, figure.lines_count + 1))
        assert sum(line.amount for line in lines if not line.reason) == figure.value
    assert submitted.submitted_by == world.alice
    assert submitted.submitted_at == clock.now()


def test_submit_report_freezes_no_names(world, submitted):
    told = " ".join(f"{line.label} {line.groups} {line.reason}" for line in EvidenceLine.objects.all())
    assert not any(word in told for name in world.enrolments for word in name.split())
    assert {line.who for line in EvidenceLine.objects.filter(figure__number=1)} == {
        enrolment.person.key for enrolment in world.enrolments.values()
    }


def test_submit_report_tells_the_period_and_the_sum_from_the_beginning(world):
    world.indicators[1].baseline = D(10)
    world.indicators[1].save()
    later = actions.create_report(
        world.programme, kind="partial", starts_on=dt.date(2017, 5, 10), ends_on=dt.date(2017, 6, 30), by=None
    )
    actions.submit_report(later, by=world.alice)
    hours = later.figures.get(number=2)
    assert (hours.value, hours.value_to_date) == (6, 25)


def test_submit_report_twice_is_once(world, draft):
    first = actions.submit_report(draft, by=world.alice)
    second = actions.submit_report(draft, by=world.bob)
    assert (second.submitted_by, second.checksum) == (world.alice, first.checksum)
    assert ReportFigure.objects.count() == 3
    assert AuditLine.objects.filter(deed="reporting.report_submitted").count() == 1


def test_submit_report_needs_an_indicator(db):
    empty = ReportFactory(programme=ProgrammeFactory())
    assert refusal(lambda: actions.submit_report(empty, by=None)) == "no_indicators"
    assert Report.objects.get(pk=empty.pk).state == Report.State.DRAFT


def test_submit_report_that_fails_half_way_leaves_a_draft(world, draft, monkeypatch):
    counting = queries.COUNTINGS["workshops.organisations_reached"]

    def breaking(_programme, _period):
        yield Evidence(dt.date(2017, 5, 9), D(1), "Fakt", Source("workshops.attendance", 1))
        raise RuntimeError("the disk is full")

    monkeypatch.setitem(
        queries.COUNTINGS,
        counting.kind,
        Counting(counting.kind, counting.name, counting.unit, counting.definition, counting.total, breaking),
    )
    with pytest.raises(RuntimeError):
        actions.submit_report(draft, by=world.alice)
    draft.refresh_from_db()
    assert draft.state == Report.State.DRAFT
    assert ReportFigure.objects.count() == 0
    assert EvidenceLine.objects.count() == 0


def test_a_submitted_report_cannot_be_changed_or_removed(world, submitted):
    assert (
        refusal(lambda: actions.change_report(submitted, narrative="Inaczej", by=world.alice)) == "submitted"
    )
    assert refusal(lambda: actions.remove_draft(submitted, by=world.alice)) == "submitted"
    assert Report.objects.get(pk=submitted.pk).narrative == ""


def test_a_programme_or_indicator_with_a_submitted_report_cannot_be_removed(world, submitted):
    assert (
        refusal(lambda: programme_actions.remove_indicator(world.indicators[0], by=world.alice)) == "in_use"
    )


def test_a_submitted_report_without_a_seal_cannot_be_in_the_data(world, draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=draft.pk).update(state="submitted")


def test_a_changed_target_leaves_the_submitted_figure_as_it_was(world, submitted):
    programme_actions.change_indicator(world.indicators[0], target=D(10), name="Inaczej", by=world.alice)
    figure = submitted.figures.get(number=1)
    assert (figure.target, figure.name) == (20, "Osoby")
    assert queries.verify_checksum(submitted) is True


# After a correction


def test_nothing_differs_right_after_submitting(submitted):
    assert then_and_now(submitted) == {"Osoby": (3, 3, 0), "Godziny": (15, 15, 0), "Organizacje": (2, 2, 0)}


def test_a_correction_moves_the_live_figure_and_leaves_the_frozen_one(world, submitted):
    mark = world.marks["Anna Ćwik", 2]
    mark.mark = Attendance.Mark.ABSENT
    mark.save()
    assert then_and_now(submitted) == {"Osoby": (3, 3, 0), "Godziny": (15, 12, 1), "Organizacje": (2, 2, 0)}
    (gone,) = next(
        row.difference.disappeared
        for row in queries.figures_then_and_now(submitted)
        if row.figure.name == "Godziny"
    )
    assert gone.key == ("workshops.attendance", mark.pk)
    assert queries.verify_checksum(submitted) is True


def test_a_fact_with_another_amount_is_told_as_changed(world, submitted):
    mark = world.marks["Jan Łoś", 1]
    mark.minutes_missed = 30
    mark.mark = Attendance.Mark.LATE
    mark.save()
    hours = next(row for row in queries.figures_then_and_now(submitted) if row.figure.name == "Godziny")
    ((before, after),) = hours.difference.changed
    assert (before.amount, after.amount, hours.moved) == (3, D("2.5"), D("-0.5"))


def test_a_new_fact_is_told_as_appeared(world, submitted):
    mark = world.marks["Ola Żuraw", 2]
    mark.mark = Attendance.Mark.PRESENT
    mark.save()
    hours = next(row for row in queries.figures_then_and_now(submitted) if row.figure.name == "Godziny")
    assert [fact.key for fact in hours.difference.appeared] == [("workshops.attendance", mark.pk)]


def test_the_same_sum_of_other_facts_is_told_as_well(world, submitted):
    """Ola's organisation comes by another person's mark: two organisations as before, through another fact."""
    mark = world.marks["Ola Żuraw", 1]
    mark.mark = Attendance.Mark.ABSENT
    mark.save()
    second = world.marks["Ola Żuraw", 2]
    second.mark = Attendance.Mark.PRESENT
    second.save()
    row = next(row for row in queries.figures_then_and_now(submitted) if row.figure.name == "Organizacje")
    assert (row.moved, row.difference.count, row.difference.amount) == (0, 2, 0)


def test_facts_after_the_period_change_nothing_in_the_report(world, submitted):
    start = clock.moment(dt.date(2017, 8, 1), dt.time(17))
    session = SessionFactory(
        cycle=world.cycle, number=3, starts_at=start, ends_at=start + dt.timedelta(hours=3), closed_at=start
    )
    Attendance.objects.create(
        session=session, enrolment=world.enrolments["Anna Ćwik"], mark="present", marked_at=clock.now()
    )
    assert then_and_now(submitted)["Godziny"] == (15, 15, 0)


# The seal


@pytest.mark.parametrize(
    "tamper",
    [
        lambda report: EvidenceLine.objects.filter(position=1).update(amount=D(2)),
        lambda report: EvidenceLine.objects.filter(position=1).update(label="Coś innego"),
        lambda report: EvidenceLine.objects.filter(position=1, figure__number=1).delete(),
        lambda report: ReportFigure.objects.filter(number=1).update(value=D(4)),
        lambda report: ReportFigure.objects.filter(number=1).update(target=D(3)),
        lambda report: Report.objects.filter(pk=report.pk).update(narrative="Dopisane"),
    ],
)
def test_verify_checksum_sees_a_change_made_past_the_actions(submitted, tamper):
    assert queries.verify_checksum(submitted) is True
    tamper(submitted)
    assert queries.verify_checksum(Report.objects.get(pk=submitted.pk)) is False


def test_verify_checksum_of_a_draft_is_no(draft):
    assert queries.verify_checksum(draft) is False


# Long reports


def many_facts(count: int):
    def lines(_programme, _period):
        for number in range(count):
            yield Evidence(
                dt.date(2017, 5, 1) + dt.timedelta(days=number % 30),
                D(1),
                f"Fakt {number}",
                Source("workshops.attendance", number + 1),
            )

    return Counting(
        "workshops.people_attended", "Osoby", "osoby", "Tyle osób.", lambda programme, period: D(count), lines
    )


def test_submit_report_of_many_facts_asks_in_batches(
    world, draft, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setitem(queries.COUNTINGS, "workshops.people_attended", many_facts(10_000))
    world.programme.indicators.filter(number__gt=1).delete()
    with django_assert_max_num_queries(10_000 // 80 + 20):  # SQLite takes some 83 rows in one statement
        actions.submit_report(draft, by=world.alice)
    draft.refresh_from_db()
    figure = draft.figures.get()
    assert (figure.lines_count, figure.value) == (10_000, 10_000)
    assert EvidenceLine.objects.filter(figure=figure).count() == 10_000
    assert queries.verify_checksum(draft) is True


def test_submit_report_never_holds_more_than_a_batch_of_facts(world, draft, monkeypatch):
    alive = {"now": 0, "most": 0}

    class Counted(EvidenceLine):
        class Meta:
            proxy = True
            app_label = "reporting"

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            alive["now"] += 1
            alive["most"] = max(alive["most"], alive["now"])

        def __del__(self):
            alive["now"] -= 1

    monkeypatch.setitem(queries.COUNTINGS, "workshops.people_attended", many_facts(3_000))
    monkeypatch.setattr(submitting, "EvidenceLine", Counted)
    world.programme.indicators.filter(number__gt=1).delete()
    actions.submit_report(draft, by=world.alice)
    assert alive["most"] <= 2 * submitting.BATCH + 1


# Suggested periods
