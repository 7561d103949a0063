"""Pages of figures and reports: who may open them, what they say, what they refuse."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from osnowa.lib.models import AuditLine
from osnowa.programme.models import Indicator
from osnowa.reporting import actions
from osnowa.reporting.models import Report
from osnowa.workshops.models import Attendance
from tests.factories.programme import IndicatorFactory
from tests.reporting.reading import address, words_of

READ = [
    ("reporting:indicators", []),
    ("reporting:indicator", [1]),
    ("reporting:indicator_facts", [1]),
    ("reporting:definitions", []),
    ("reporting:reports", []),
    ("reporting:report", [1]),
    ("reporting:report", [2]),
    ("reporting:report_preview", [2]),
    ("reporting:report_copy", [1]),
    ("reporting:report_copy", [2]),
    ("reporting:report_paper", [1]),
    ("reporting:report_facts", [1]),
    ("reporting:frozen_figure", [1, 2]),
]
WRITE = [
    ("reporting:definition_add", []),
    ("reporting:definition_change", [1]),
    ("reporting:report_create", []),
    ("reporting:report_change", [2]),
    ("reporting:report_narrative", [2]),
    ("reporting:report_submit", [2]),
]
POST_ONLY = [("reporting:definition_remove", [1]), ("reporting:report_remove", [2])]


# Who may


@pytest.mark.parametrize("page", READ)
@pytest.mark.parametrize(
    ("who", "status"), [("alice", 200), ("bob", 200), ("ewa", 200), ("tomek", 404), ("charlie", 404)]
)
def test_reading_is_for_coordinators_and_evaluators_of_the_programme(told, signed_in, page, who, status):
    assert signed_in(getattr(told, who)).get(address(*page)).status_code == status


@pytest.mark.parametrize("page", WRITE)
@pytest.mark.parametrize(("who", "status"), [("alice", 200), ("ewa", 404), ("tomek", 404), ("charlie", 404)])
def test_writing_is_for_coordinators_of_the_programme(told, signed_in, page, who, status):
    assert signed_in(getattr(told, who)).get(address(*page)).status_code == status


@pytest.mark.parametrize(("name", "args"), [*WRITE, *POST_ONLY])
@pytest.mark.parametrize("who", ["ewa", "tomek", "charlie"])
def test_nobody_else_can_post(told, signed_in, name, args, who):
    before = (Report.objects.count(), Indicator.objects.count(), AuditLine.objects.count())
    assert signed_in(getattr(told, who)).post(address(name, args)).status_code == 404
    assert (Report.objects.count(), Indicator.objects.count(), AuditLine.objects.count()) == before


@pytest.mark.parametrize(("name", "args"), [*READ, *WRITE])
def test_strangers_are_sent_to_sign_in(told, name, args):
    response = Client().get(address(name, args))
    assert response.status_code == 302
    assert "next=" in response.headers["Location"]


@pytest.mark.parametrize(("name", "args"), POST_ONLY)
def test_removing_is_not_a_link(told, signed_in, name, args):
    assert signed_in(told.alice).get(address(name, args)).status_code == 405


def test_a_report_of_another_programme_is_not_found_under_ones_own(told, signed_in):
    assert signed_in(told.charlie).get(address("reporting:report", [1], slug="inny")).status_code == 404


def test_reading_changes_nothing(told, signed_in):
    before = (AuditLine.objects.count(), list(Report.objects.values_list("state", "checksum")))
    client = signed_in(told.alice)
    for name, args in [*READ, *WRITE]:
        client.get(address(name, args))
    assert (AuditLine.objects.count(), list(Report.objects.values_list("state", "checksum"))) == before


# Figures


def test_indicators_page_says_figure_target_and_state(told, signed_in):
    words = words_of(signed_in(told.alice).get(address("reporting:indicators", [])))
    assert "3 z 20" in words
    assert "9 za planem" in words


def test_indicator_page_names_people_to_coordinators_only(told, signed_in):
    alice = words_of(signed_in(told.alice).get(address("reporting:indicator", [1])))
    ewa = words_of(signed_in(told.ewa).get(address("reporting:indicator", [1])))
    assert all(name in alice for name in told.enrolments)
    assert not any(name in ewa for name in told.enrolments)
    assert ewa.count("osoba ") >= 3


def test_indicator_page_shows_the_sum_and_what_does_not_count(told, signed_in):
    told.sessions[1].closed_at = None
    told.sessions[1].save()
    words = words_of(signed_in(told.alice).get(address("reporting:indicator", [2])))
    assert re.search(r"15 znaleziono − 6 [^=−]+ = 9", words)
    assert "2 fakty, których nie liczymy" in words


def test_indicator_page_looks_at_some_days_only(told, signed_in):
    url = address("reporting:indicator", [2])
    words = words_of(signed_in(told.alice).get(url, {"od": "15.05.2017", "do": "2017-05-31"}))
    assert "2 fakty, z których składa się ta liczba" in words
    assert "15–31 maja 2017" in words


def test_indicator_page_keeps_wrong_dates_and_says_what_is_wrong(told, signed_in):
    response = signed_in(told.alice).get(address("reporting:indicator", [2]), {"od": "jutro", "do": ""})
    assert response.status_code == 200
    assert 'value="jutro"' in response.content.decode()
    assert "napisz datę tak: 1.04.2027" in words_of(response)


def test_indicator_page_has_a_chart_with_its_finding_and_a_table(told, signed_in):
    page = signed_in(told.alice).get(address("reporting:indicator", [2])).content.decode()
    assert 'role="img" aria-label="15 z' in page.replace("\u00a0", " ")
    assert "<table" in page[page.index("os-chart") :]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_indicator_page_asks_a_fixed_number_of_questions(
    told, signed_in, number, django_assert_max_num_queries
):
    client = signed_in(told.alice)
    client.get(
        address("reporting:indicator", [number])
    )  # the first visit also notes the programme in the session
    with django_assert_max_num_queries(15):  # three of them for what the figure is split by
        client.get(address("reporting:indicator", [number]))


def test_indicators_page_asks_the_same_number_of_questions_for_three_and_six(told, signed_in):
    client = signed_in(told.alice)
    client.get(address("reporting:indicators", []))
    with CaptureQueriesContext(connection) as three:
        client.get(address("reporting:indicators", []))
    for number in (4, 5, 6):
        IndicatorFactory(programme=told.programme, number=number, kind="workshops.people_attended")
    with CaptureQueriesContext(connection) as six:
        client.get(address("reporting:indicators", []))
    assert len(six) == len(three)


def test_facts_file_is_safe_for_spreadsheets(told, signed_in):
    told.sessions[0].title = '=HYPERLINK("http://x")'
    told.sessions[0].save()
    person = told.enrolments["Anna Ćwik"].person
    person.name = "@Anna"
    person.save()
    response = signed_in(told.alice).get(address("reporting:indicator_facts", [1]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]
    assert rows[0][:3] == ["Lp.", "Dzień", "Fakt"]
    assert len(rows) == 4
    assert not any(cell.strip('"').startswith(("=", "+", "@", "\t")) for row in rows for cell in row)
    assert "'@Anna" in text


def test_facts_file_gives_evaluators_no_names(told, signed_in):
    response = signed_in(told.ewa).get(address("reporting:indicator_facts", [1]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert not any(name in text for name in told.enrolments)


# Promises


def test_report_create_fills_in_the_likeliest_period(told, signed_in):
    page = signed_in(told.alice).get(address("reporting:report_create", [])).content.decode()
    assert 'value="2017-07-01"' in page
    assert 'value="2017-08-31"' in page
    assert 'value="2017-09-30"' in page


def test_report_create_keeps_what_was_typed(told, signed_in):
    response = signed_in(told.alice).post(
        address("reporting:report_create", []),
        {"kind": "partial", "starts_on": "2017-08-01", "ends_on": "1.07.2017", "due_on": ""},
    )
    assert response.status_code == 200
    assert "Okres kończy się" in words_of(response)
    assert 'value="1.07.2017"' in response.content.decode()


def test_report_narrative_typed_after_submitting_stays_on_the_page(told, signed_in):
    actions.submit_report(told.draft, by=told.bob)
    response = signed_in(told.alice).post(
        address("reporting:report_narrative", [2]), {"narrative": "Długo pisane.", "narrative_activities": ""}
    )
    assert response.status_code == 200
    assert "Długo pisane." in response.content.decode()
    assert "jest złożone" in words_of(response)


def test_report_submit_asks_first_and_then_does_it_once(told, signed_in):
    client = signed_in(told.alice)
    url = address("reporting:report_submit", [2])
    assert "Złożyć sprawozdanie końcowe" in words_of(client.get(url))
    for _ in range(2):
        assert client.post(url).status_code == 302
    assert AuditLine.objects.filter(deed="reporting.report_submitted").count() == 2  # one for each report
    assert client.get(url).status_code == 302


def test_submitted_report_shows_then_now_and_the_difference(told, signed_in):
    mark = told.marks["Anna Ćwik", 2]
    mark.mark = Attendance.Mark.ABSENT
    mark.save()
    client = signed_in(told.alice)
    words = words_of(client.get(address("reporting:report", [1])))
    assert "− 3" in words
    assert "1 fakt" in words
    assert "nienaruszona" in words
    figure = words_of(client.get(address("reporting:frozen_figure", [1, 2])))
    assert "15 podano − 3 = 12 teraz" in figure
    assert "Anna Ćwik" in figure


def test_submitted_report_tells_other_sums_from_other_facts(told, signed_in):
    mark, second = told.marks["Ola Żuraw", 1], told.marks["Ola Żuraw", 2]
    mark.mark, second.mark = Attendance.Mark.ABSENT, Attendance.Mark.PRESENT
    mark.save()
    second.save()
    response = signed_in(told.alice).get(address("reporting:report", [1]))
    moved, same = (len(response.context[name]) for name in ("moved", "same_sum"))
    changed = [row for row in response.context["rows"] if row.difference.count]
    assert (same > 0, moved + same) == (True, len(changed))
    assert "suma jest ta sama, zmieniły się fakty. To, co podano, zostaje." in words_of(response)
    assert ("dziś inaczej" in words_of(response)) is (moved > 0)


def test_submitted_report_says_when_its_seal_is_broken(told, signed_in):
    Report.objects.filter(number=1, programme=told.programme).update(narrative="Dopisane")
    words = words_of(signed_in(told.alice).get(address("reporting:report", [1])))
    assert "Pieczęć jest naruszona" in words


@pytest.mark.parametrize("name", ["reporting:report_change", "reporting:report_narrative"])
def test_submitted_report_offers_no_form(told, signed_in, name):
    assert signed_in(told.alice).get(address(name, [1])).status_code == 302


@pytest.mark.parametrize("name", ["reporting:report_paper", "reporting:report_facts"])
def test_a_draft_has_no_paper(told, signed_in, name):
    assert signed_in(told.alice).get(address(name, [2])).status_code == 404


def test_report_paper_in_an_unknown_language_is_not_found(told, signed_in):
    url = address("reporting:report_paper", [1])
    assert signed_in(told.alice).get(url, {"jezyk": "xx"}).status_code == 404


def test_report_facts_hold_keys_not_names(told, signed_in):
    response = signed_in(told.alice).get(address("reporting:report_facts", [1]))
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + sum(figure.lines_count for figure in told.submitted.figures.all())
    assert not any(name in text for name in told.enrolments)


def test_report_copy_gives_fields_with_their_length(told, signed_in):
    words = words_of(signed_in(told.alice).get(address("reporting:report_copy", [1])))
    assert "Okres, za jaki jest składane sprawozdanie 01.04.2017–30.06.2017 21 znaków" in words
    assert "Przyszły 3 osoby. 17 znaków" in words
    assert f"Numer umowy, o ile został nadany {told.programme.agreement_number}" in words


def test_report_copy_of_a_submitted_report_keeps_the_told_figure(told, signed_in):
    mark = told.marks["Anna Ćwik", 2]
    mark.mark = Attendance.Mark.ABSENT
    mark.save()
    page = signed_in(told.alice).get(address("reporting:report_copy", [1]))
    assert re.search(r"Rezultat 2: osiągnięty poziom 15 \w+ \(tyle samo", words_of(page))


def test_report_copy_offers_nothing_to_copy_where_nothing_is_written(told, signed_in):
    page = signed_in(told.alice).get(address("reporting:report_copy", [2]))
    words = words_of(page)
    assert "poszczególnych działań jeszcze nie napisano" in words
    assert "nie dotyczy 11 znaków" not in words.split("Część I.")[1].split("Rezultaty (tabela")[0]
    fields = [field for part in page.context["parts"] for field in part.fields]
    assert page.content.decode().count("data-copy=") == sum(bool(field.text) for field in fields)


def test_a_draft_asks_readers_for_nothing(told, signed_in):
    said = {
        name: words_of(signed_in(account).get(address("reporting:report", [2])))
        + words_of(signed_in(account).get(address("reporting:reports", [])))
        for name, account in (("alice", told.alice), ("ewa", told.ewa))
    }
    deeds = ("Opisz rezultaty", "Kontynuuj", "Przed złożeniem sprawdź")
    assert {name: [deed in words for deed in deeds] for name, words in said.items()} == {
        "alice": [True, True, True],
        "ewa": [False, False, False],
    }


def test_a_draft_names_reports_that_tell_the_same_days(told, signed_in):
    client = signed_in(told.alice)
    assert "dwa razy" not in words_of(client.get(address("reporting:report", [2])))
    dates = {"starts_on": dt.date(2017, 6, 30), "ends_on": dt.date(2017, 7, 31)}
    actions.create_report(told.programme, kind="partial", **dates, by=told.alice)
    for name in ("reporting:report", "reporting:report_submit"):
        page = client.get(address(name, [3]))
        assert f'href="{address("reporting:report", [1])}"' in page.content.decode()
        assert "dwa razy" in words_of(page)


def test_indicator_page_says_what_as_planned_means(told, signed_in):
    words = words_of(signed_in(told.ewa).get(address("reporting:indicator", [1])))
    assert "„Zgodnie z planem” znaczy: najwyżej 5% poniżej planu na dziś." in words


def test_hours_are_rounded_in_lists_and_exact_on_their_own_page(told, signed_in):
    mark = told.marks["Anna Ćwik", 2]
    mark.mark, mark.minutes_missed = Attendance.Mark.LATE, 5
    mark.save()
    client = signed_in(told.alice)
    assert "14,9 z 100" in words_of(client.get(address("reporting:indicators", [])))
    words = words_of(client.get(address("reporting:indicator", [2])))
    assert "14,92" in words
    assert "do jednego miejsca po przecinku: 14,9." in words


def test_pages_of_an_empty_programme_teach(told, signed_in):
    client = signed_in(told.charlie)
    for name in ("reporting:indicators", "reporting:definitions", "reporting:reports"):
        response = client.get(address(name, [], slug="inny"))
        assert response.status_code == 200
        assert "os-empty" in response.content.decode()


def test_indicator_page_splits_the_figure_and_offers_both_files(told, signed_in):
    text = signed_in(told.ewa).get(address("reporting:indicator", [1])).content.decode()
    assert 'id="breakdown"' in text
    assert address("reporting:indicator_facts_book", [1]) in text


def test_facts_book_holds_numbers_and_groups_for_coordinators_only(told, signed_in):
    def rows(who):
        response = signed_in(who).get(address("reporting:indicator_facts_book", [2]))
        return list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))

    alice, ewa = rows(told.alice), rows(told.ewa)
    assert len(alice) == len(ewa) > 1
    assert len(alice[0]) == len(ewa[0]) + 4
    assert isinstance(alice[1][3], int | float)
    assert "Anna" in str(alice).title()
    assert "Anna" not in str(ewa).title()


def test_frozen_figure_keeps_what_it_was_split_by(told, signed_in):
    text = signed_in(told.alice).get(address("reporting:frozen_figure", [1, 2])).content.decode()
    assert 'id="breakdown"' in text
