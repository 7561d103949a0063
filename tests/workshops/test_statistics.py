"""Workshops in numbers: the page agrees with the figures, names nobody, and its tables open in a spreadsheet."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.workshops.models import Attendance
from osnowa.workshops.queries.statistics import statistics
from osnowa.workshops.rules.statistics import Ends, ends, percent
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory, SessionFactory
from tests.workshops.conftest import attend, enrol_people, sign_in, warsaw
from tests.workshops.test_evidence import WHOLE, random_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_september():
    with clock.at(warsaw(dt.date(2017, 9, 1), 9)):
        yield


def address(name, *args):
    return reverse(f"workshops:{name}", args=["wiedza", *args])


def lines_of(response):
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def sheet_of(response):
    return [
        list(row) for row in load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    ]


# Rules


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 0, None), (1, 3, 33), (1, 8, 13), (2, 3, 67), (5, 5, 100)]
)
def test_percent(part, whole, said):
    assert percent(part, whole) == said


def test_ends_of_a_cycle_add_up_to_everybody_with_a_place():
    """Four with a place, 10 hours of which 80 % are needed: 8 h and 10 h stay, 2 h leave off, one never came."""
    found = ends({1, 2, 3, 4}, {1: 480, 2: 600, 3: 120, 9: 600}, 600, 80)
    assert found == Ends(stayed=2, left_off=1, never_came=1)
    assert (found.placed, found.dropped_out, found.percent) == (4, 2, 50)
    assert ends(set(), {}, 0, 80).percent is None


# Numbers


def test_numbers_of_a_finished_cycle(finished):
    finished.enrolments += enrol_people(finished.cycle, 1, after=3)  # has a place, never marked
    found = statistics(finished.programme, WHOLE)
    row = found.cycles[0]
    assert (row.sessions, row.sessions_held, row.people, row.organisations, row.placed) == (4, 4, 3, 3, 4)
    assert row.hours == Decimal(31)  # 12 + 10 + 9
    assert row.ends == Ends(stayed=2, left_off=1, never_came=1)
    assert [(one.came, one.expected, one.percent) for one in found.sessions] == [
        (3, 3, 100),
        (3, 3, 100),
        (2, 3, 67),
        (3, 3, 100),
    ]
    assert found.sign_ups == [(dt.date(2017, 4, 30), 4)]
    assert row.fill == 25
    assert not found.is_empty


def test_who_comes_to_a_second_cycle_returns_there(finished):
    cycle = CycleFactory(programme=finished.programme, number=5, sessions=0)
    start = warsaw(dt.date(2017, 7, 4), 17)
    session = SessionFactory(
        cycle=cycle,
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
        closed_at=start + dt.timedelta(hours=3),
    )
    again = EnrolmentFactory(cycle=cycle, membership=finished.enrolments[0].membership, placed_at=start)
    for enrolment in (again, EnrolmentFactory(cycle=cycle, number=2, placed_at=start)):
        AttendanceFactory(session=session, enrolment=enrolment)
    rows = statistics(finished.programme, WHOLE).cycles
    assert [(row.people, row.returning) for row in rows] == [(3, 0), (2, 1)]


def test_days_asked_for_cut_sessions_but_not_the_cycle(finished):
    found = statistics(finished.programme, Period(dt.date(2017, 5, 16), dt.date(2017, 5, 23)))
    row = found.cycles[0]
    assert (row.sessions, row.sessions_held, row.people, row.signed_up) == (2, 2, 3, 0)
    assert row.ends is None
    assert found.sign_ups == []
    assert statistics(finished.programme, Period(dt.date(2018, 1, 1), dt.date(2018, 1, 2))).is_empty


@pytest.mark.parametrize("seed", range(3))
def test_rows_agree_with_the_figures(scene, seed):
    random_world(seed, scene.elsewhere)
    for period in (WHOLE, Period(dt.date(2017, 5, 1), dt.date(2017, 5, 31))):
        found = statistics(scene.elsewhere, period)
        totals = {total.counting.kind.removeprefix("workshops."): total.value for total in found.totals}
        assert sum(row.hours for row in found.cycles) == totals["training_hours"]
        assert sum(row.sessions_held for row in found.cycles) == totals["sessions_held"]
        assert sum(row.certificates for row in found.cycles) == totals["certificates_issued"]
        assert max((row.people for row in found.cycles), default=0) <= totals["people_attended"]
        for splits, kind in (
            (found.people, "people_attended"),
            (found.organisations, "organisations_reached"),
        ):
            assert {split.total for split in splits} <= {totals[kind]}


def test_questions_do_not_grow(finished, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        statistics(finished.programme, WHOLE)
    random_world(1, finished.programme.__class__.objects.get(slug="inny"))
    with django_assert_num_queries(len(one)):
        statistics(finished.elsewhere, WHOLE)


# The page


@pytest.mark.parametrize("who", ["alice", "eve"])
def test_page_shows_figures_pictures_and_tables_without_names(finished, client, who):
    page = sign_in(client, getattr(finished, who)).get(address("work_statistics"))
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count('<figure class="os-chart"') == 3
    assert "<svg" in text
    assert 'aria-label="3 zgłoszenia; najwięcej jednego dnia' in text.replace("\u00a0", " ")
    assert [one.person.name for one in finished.enrolments if one.person.name in text] == []
    assert "31" in text


@pytest.mark.parametrize("who", ["tomek", "bob", "charlie"])
def test_others_do_not_see_it(finished, client, who):
    browser = sign_in(client, getattr(finished, who))
    for name in ("work_statistics", "work_statistics_csv", "work_statistics_xlsx"):
        assert browser.get(address(name)).status_code == 404
    for name in ("work_attendance_csv", "work_attendance_xlsx"):
        assert browser.get(address(name, 4)).status_code == 404


def test_the_list_of_cycles_leads_there_for_those_who_may(finished, client):
    assert (
        address("work_statistics")
        in sign_in(client, finished.alice).get(address("work_cycles")).content.decode()
    )
    assert (
        address("work_statistics")
        not in sign_in(client, finished.tomek).get(address("work_cycles")).content.decode()
    )


def test_empty_programme_is_told_what_will_come(scene, client):
    scene.cycle.enrolments.all().delete()
    scene.sessions[0].cycle.sessions.all().delete()
    page = sign_in(client, scene.alice).get(address("work_statistics"))
    assert "os-empty" in page.content.decode()


def test_days_asked_for_stay_in_form_and_in_files(finished, client):
    page = sign_in(client, finished.alice).get(
        address("work_statistics"), {"od": "16.05.2017", "do": "2017-05-23"}
    )
    text = page.content.decode()
    assert "od=2017-05-16&amp;do=2017-05-23" in text or "od=2017-05-16&do=2017-05-23" in text


@pytest.mark.parametrize("asked", [{"od": "wczoraj"}, {"od": "2017-06-01", "do": "2017-05-01"}])
def test_wrong_days_are_kept_and_told_apart(finished, client, asked):
    page = sign_in(client, finished.alice).get(address("work_statistics"), asked)
    text = page.content.decode()
    assert page.status_code == 200
    assert "os-field--error" in text
    assert asked["od"] in text


# Files


@pytest.mark.parametrize("name", ["podsumowanie", "cykle", "zapisy", "spotkania", "podzial"])
def test_every_table_is_a_file_of_both_kinds_with_the_same_rows(finished, client, name):
    browser = sign_in(client, finished.eve)
    lines = lines_of(browser.get(address("work_statistics_csv"), {"tabela": name}))
    book = sheet_of(browser.get(address("work_statistics_xlsx"), {"tabela": name}))
    assert lines[0] == book[0]
    assert len(lines) == len(book) > 1


def test_amounts_are_numbers_in_the_workbook_and_have_a_comma_in_csv(finished, client):
    Attendance.objects.filter(mark="late").update(minutes_missed=30)
    browser = sign_in(client, finished.alice)
    assert "32" in lines_of(browser.get(address("work_statistics_csv"), {"tabela": "cykle"}))[1][4]
    Attendance.objects.filter(mark="late").update(minutes_missed=45)
    assert lines_of(browser.get(address("work_statistics_csv"), {"tabela": "cykle"}))[1][4] == "31,50"
    assert sheet_of(browser.get(address("work_statistics_xlsx"), {"tabela": "cykle"}))[1][4] == 31.5


def test_unknown_table_is_not_found(finished, client):
    assert (
        sign_in(client, finished.alice).get(address("work_statistics_csv"), {"tabela": "../x"}).status_code
        == 404
    )


def test_attendance_of_a_cycle_is_people_times_sessions(finished, client):
    person = finished.enrolments[0].person
    person.name = '=HYPERLINK("http://zly.example")'
    person.save()
    browser = sign_in(client, finished.alice)
    lines = lines_of(browser.get(address("work_attendance_csv", 4)))
    book = sheet_of(browser.get(address("work_attendance_xlsx", 4)))
    assert len(lines) == len(book) == 4
    assert lines[0][4:8] == [f"{one.number}. {one.title}" for one in finished.sessions]
    evil = next(row for row in lines if "HYPERLINK" in row[2])
    assert evil[2].startswith("'=")
    assert evil[-2:] == ["4", "12,00"]
    late = next(row for row in book if row[2] == "Bogdan Żuraw")
    assert "60" in late[4]
    assert late[-2:] == [4, 10]


def test_attendance_is_for_the_coordinator_only(finished, client):
    assert sign_in(client, finished.eve).get(address("work_attendance_xlsx", 4)).status_code == 404
    assert sign_in(client, finished.alice).get(address("work_attendance_xlsx", 9)).status_code == 404


def test_open_lists_count_nothing_yet(scene, client):
    CycleFactory(programme=scene.programme, number=5)
    found = statistics(scene.programme, WHOLE)
    assert [(row.people, row.ends) for row in found.cycles] == [(0, None)] * len(found.cycles)
    attend(scene, ["pppp", "pppp", "aaaa"])
    assert statistics(scene.programme, WHOLE).cycles[0].ends == Ends(stayed=2, left_off=0, never_came=1)
