"""The public results: figures of all blocks, their facts in number, no person, no small group, open data."""

import csv
import datetime as dt
import html
import io
import re
from decimal import Decimal

import pytest
from django.core.cache import caches

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.reporting import actions
from tests.factories.cooperation import AnnouncementFactory, AnswerFactory
from tests.factories.people import AccountFactory
from tests.factories.programme import ActivityFactory, IndicatorFactory
from tests.factories.workshops import AttendanceFactory, CycleFactory, EnrolmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
PAGE = "/programy/wiedza/wyniki/"
TODAY = clock.moment(dt.date(2017, 9, 5), dt.time(12))


@pytest.fixture(autouse=True)
def _today():
    with clock.at(TODAY):
        yield


@pytest.fixture
def programme(programme):
    """Two blocks: 6 and 3 people in two cycles; one announcement and one connection."""
    Programme.objects.filter(pk=programme.pk).update(
        starts_on=dt.date(2017, 4, 1), ends_on=dt.date(2017, 11, 30)
    )
    programme.refresh_from_db()
    first = ActivityFactory(programme=programme, number=1, title="Osiem cykli warsztatów")
    third = ActivityFactory(programme=programme, number=3, title="=Współpraca")
    for number, people in ((1, 6), (2, 3)):
        add_cycle(programme, first, number, people)
    IndicatorFactory(
        programme=programme,
        activity=first,
        name="Osoby na warsztatach",
        kind="workshops.people_attended",
        target=Decimal(20),
    )
    IndicatorFactory(
        programme=programme,
        activity=third,
        name="=SUMA(A1)",
        kind="cooperation.announcements",
        target=Decimal(14),
    )
    IndicatorFactory(
        programme=programme, name="Kontakty", kind="cooperation.connections", baseline=Decimal(2)
    )
    AnswerFactory(announcement=AnnouncementFactory(programme=programme), state="accepted")
    return programme


def add_cycle(programme, activity, number, people):
    cycle = CycleFactory(programme=programme, activity=activity, number=number, sessions=0)
    start = clock.moment(dt.date(2017, 5, 9), dt.time(17))
    session = SessionFactory(
        cycle=cycle,
        number=1,
        starts_at=start,
        ends_at=start + dt.timedelta(hours=3),
        closed_at=start + dt.timedelta(hours=4),
    )
    for _ in range(people):
        AttendanceFactory(session=session, enrolment=EnrolmentFactory(cycle=cycle))


def words(client, address=PAGE):
    page = client.get(address)
    assert page.status_code == 200
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text).replace("\u00a0", " "))


def test_figures_stand_in_their_blocks_with_their_facts(client, programme):
    text = words(client)
    blocks = ("Blok 1: Osiem cykli warsztatów", "Blok 3: =Współpraca", "Cały program")
    places = [text.index(block) for block in blocks]
    assert places == sorted(places)
    assert "9 z 20 (osoby)" in text
    assert "Liczba faktów 9" in text
    assert "Liczba faktów 1, a na początku było 2" in text
    assert "Źródło weryfikacji Listy obecności" in text


def test_a_small_part_of_a_figure_is_not_shown(client, programme):
    page = client.get(PAGE)
    ((_first, shown), *_rest) = page.context["blocks"]
    ((result, parts),) = shown
    assert [(cycle.number, amount) for cycle, amount in parts] == [(1, None), (2, None)]
    assert (result.value, result.facts) == (9, 9)
    assert "mniej niż 5 osób" in words(client)


def test_the_last_report_stands_beside_the_figure_of_today(client, programme):
    alice = AccountFactory()
    report = actions.create_report(
        programme, kind="partial", starts_on=dt.date(2017, 4, 1), ends_on=dt.date(2017, 6, 30), by=alice
    )
    actions.change_report(report, narrative="Trwa.", by=alice)
    assert "W ostatnim sprawozdaniu" not in words(client)
    actions.submit_report(report, by=alice)
    add_cycle(programme, programme.activities.get(number=1), 3, 7)
    caches["local"].clear()
    text = words(client)
    assert "16 z 20 (osoby)" in text
    assert "9 do 30 czerwca 2017 (złożone 5 września 2017)" in text


def test_nobody_and_no_work_page_is_named(client, programme):
    page = client.get(PAGE).content.decode()
    for enrolment in programme.cycles.first().enrolments.all():
        assert enrolment.person.name not in page
        assert enrolment.person.email not in page
    assert "/praca/" not in page


def test_a_second_reader_costs_no_counting(client, programme, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(3):
        client.get(PAGE)


@pytest.mark.parametrize("people", [1, 12])
def test_counting_asks_as_much_however_many_facts(client, programme, django_assert_num_queries, people):
    add_cycle(programme, programme.activities.get(number=1), 3, people)
    with django_assert_num_queries(15):
        client.get(PAGE)


def test_the_table_is_open_data_that_no_spreadsheet_runs(client, programme):
    answer = client.get(PAGE + "wyniki.csv")
    assert answer.headers["Content-Disposition"] == ('attachment; filename="wyniki-wiedza-2017-09-05.csv"')
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Wskaźnik"] for row in rows] == ["Osoby na warsztatach", "'=SUMA(A1)", "Kontakty"]
    assert [row["Blok"] for row in rows] == ["Osiem cykli warsztatów", "'=Współpraca", ""]
    assert [Decimal(row["Osiągnięto"]) for row in rows] == [9, 1, 3]
    assert [row["Liczba faktów"] for row in rows] == ["9", "1", "1"]
    assert {row["Licencja"] for row in rows} == {
        "CC0 1.0 (https://creativecommons.org/publicdomain/zero/1.0/)"
    }
    assert {row["Stan na"] for row in rows} == {"2017-09-05 12:00"}


def test_a_programme_that_is_not_public_has_no_results(client, programme):
    Programme.objects.filter(pk=programme.pk).update(is_public=False)
    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE + "wyniki.csv").status_code == 404


def test_groups_of_a_figure_are_shown_but_for_small_ones(client, programme):
    add_cycle(programme, programme.activities.get(number=1), 3, 7)
    organisations = [one.membership.organisation for one in programme.cycles.get(number=3).enrolments.all()]
    for organisation in organisations[:2]:
        organisation.legal_form = "foundation"
        organisation.save()
    caches["local"].clear()
    ((_first, shown), *_rest) = client.get(PAGE).context["blocks"]
    ((result, _parts),) = shown
    assert result.by_group["gender"] == {"unsaid": 16}
    assert result.by_group["legal_form"] == {"association": None, "foundation": None}
    assert "nie podano" in words(client)


def test_a_kind_without_groups_shows_none(client, programme):
    blocks = client.get(PAGE).context["blocks"]
    found = {result.kind: result.groups for _activity, results in blocks for result, _parts in results}
    assert found["workshops.people_attended"]
    assert all(parts for groups in found.values() for _title, parts in groups)
