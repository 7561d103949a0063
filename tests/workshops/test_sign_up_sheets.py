"""Sign-ups out of a spreadsheet: read, matched, looked at; all or nobody; the same table twice is once."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.sheet_reading import read_table
from osnowa.workshops import privacy
from osnowa.workshops.clock import delete_passing_data
from osnowa.workshops.models import Answer, Enrolment, SignUpSheet
from osnowa.workshops.rules.sheets import guess_columns
from tests.factories.people import PersonFactory
from tests.factories.workshops import CycleFactory, QuestionFactory, SignUpSheetFactory
from tests.workshops.conftest import sign_in
from tests.workshops.sign_ups import mails, sign_up

HEADER = ["Imię i nazwisko", "Adres e-mail", "Organizacja", "Telefon", "Skąd przyjeżdżasz?"]
ROWS = [
    ["Jadwiga Kos", "jadwiga@example.org", "Koło Kos", "'+48 600 100 200", "wieś"],
    ["Łukasz Żak", "lukasz@example.org", "Klub Żak", "", "Miasto"],
]


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_of(rows, separator=";", encoding="utf-8-sig"):
    return "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


def read(content, most_rows=200):
    return read_table(io.BytesIO(content), len(content), most_rows=most_rows)


class TestReading:
    @pytest.mark.parametrize(
        "content",
        [
            workbook([HEADER, *ROWS]),
            csv_of([HEADER, *ROWS]),
            csv_of([HEADER, *ROWS], "\t", "utf-8"),
            csv_of([HEADER, *ROWS], ",", "cp1250"),
        ],
    )
    def test_one_table_however_it_was_saved(self, content):
        table = read(content)
        assert table.header == HEADER
        assert table.rows[0] == ["Jadwiga Kos", "jadwiga@example.org", "Koło Kos", "+48 600 100 200", "wieś"]
        assert table.rows[1][0] == "Łukasz Żak"

    def test_numbers_days_and_gaps_are_told_as_people_write_them(self):
        day = dt.datetime.fromisoformat("2027-04-01")  # as a spreadsheet has it: midnight of no zone
        table = read(workbook([["a", "b", "c"], [1.0, day, None], [None, None, None], ["x"]]))
        assert table.rows == [["1", "2027-04-01", ""], ["x", "", ""]]

    def test_formulas_are_not_computed(self):
        table = read(workbook([["a"], ["=1+1"], ["x"]]))
        assert "2" not in [cell for row in table.rows for cell in row]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "empty"),
            (csv_of([HEADER]), "empty"),
            (b"\x00\x01\x02", "kind"),
            (b"PK\x03\x04rubbish", "kind"),
            (workbook([HEADER, *ROWS])[:900], "kind"),
            (csv_of([["a"], *[["x"]] * 6]), "rows"),
            (csv_of([["a"] * 70, ["x"] * 70]), "columns"),
            (b"x" * (2 * 1024**2 + 1), "too_big"),
        ],
    )
    def test_what_is_refused(self, content, code):
        with pytest.raises(RuleBroken) as refusal:
            read(content, most_rows=5)
        assert (refusal.value.code, refusal.value.field) == (code, "file")

    def test_columns_are_guessed_by_their_names_each_once(self):
        names = {"name": ["nazwisko"], "email": ["e-mail", "mail"], "other": ["e-mail"]}
        assert guess_columns(["E-MAIL", "Nazwisko i imię", "e mail służbowy"], names) == {
            "name": 1,
            "email": 0,
            "other": 2,
        }


@pytest.fixture
def desk(client, scene):
    """The coordinator at cycle 5, whose recruitment is open and whose form asks where people come from."""
    cycle = CycleFactory(programme=scene.programme, number=5, capacity=3)
    question = QuestionFactory.choice("wieś", "miasto", cycle=cycle, text="Skąd przyjeżdżasz?")
    sign_in(client, scene.alice)

    class Desk:
        url = "/praca/wiedza/warsztaty/5/zgloszenia/wczytaj/"

        def upload(self, rows):
            answer = client.post(
                self.url, {"file": SimpleUploadedFile("lista.xlsx", workbook([HEADER, *rows]))}
            )
            assert answer.status_code == 302, answer.content.decode()
            return answer.headers["Location"]

        def deed(self, where, deed, **more):
            return client.post(where, {"deed": deed, **more})

    found = Desk()
    found.cycle, found.question, found.client = cycle, question, client
    return found


class TestImport:
    def test_nobody_is_signed_up_by_looking(self, desk):
        where = desk.upload(ROWS)
        page = desk.client.get(where).content.decode()
        assert "Jadwiga Kos" in page
        assert not Enrolment.objects.filter(cycle=desk.cycle).exists()

    def test_all_come_in_with_answers_and_letters_and_the_table_is_gone(self, desk):
        where = desk.upload(ROWS)
        assert desk.deed(where, "import").status_code == 302
        found = list(Enrolment.objects.filter(cycle=desk.cycle).order_by("number"))
        assert [(one.person.name, one.state, one.person.phone) for one in found] == [
            ("Jadwiga Kos", "placed", "+48 600 100 200"),
            ("Łukasz Żak", "placed", ""),
        ]
        assert list(Answer.objects.order_by("pk").values_list("value", flat=True)) == ["wieś", "miasto"]
        assert mails("enrolment_confirmed") == ["jadwiga@example.org", "lukasz@example.org"]
        assert not SignUpSheet.objects.exists()
        assert desk.deed(where, "import").status_code == 404  # a second click

    def test_same_table_twice_is_once(self, desk):
        desk.deed(desk.upload(ROWS), "import")
        where = desk.upload([*ROWS, ["Nowa Osoba", "nowa@example.org", "Klub", "", ""]])
        desk.deed(where, "import")
        assert Enrolment.objects.filter(cycle=desk.cycle).count() == 3
        assert len(mails("enrolment_confirmed")) == 3

    def test_one_wrong_row_keeps_everybody_out_and_is_named(self, desk):
        rows = [
            *ROWS,
            ["", "ktos@example.org", "Klub", "", ""],
            ["Bez Adresu", "adres", "Klub", "", ""],
            ["Skąd Inąd", "skad@example.org", "Klub", "", "gród"],
            ["jadwiga KOS", "Jadwiga@example.org", "Koło", "", ""],
        ]
        where = desk.upload(rows)
        page = desk.client.get(where).content.decode()
        for number in (4, 5, 6, 7):
            assert f'<span class="os-row-number">{number}</span>' in page
        assert "gród" in page
        desk.deed(where, "import")
        assert not Enrolment.objects.filter(cycle=desk.cycle).exists()
        assert mails() == []

    def test_columns_can_be_matched_by_hand(self, desk):
        where = desk.upload(ROWS)
        chosen = {"name": "2", "email": "1", "organisation": "0", "phone": "", "needs": ""}
        assert desk.deed(where, "match", **chosen).status_code == 302
        assert SignUpSheet.objects.get().matching == {"name": 2, "email": 1, "organisation": 0}
        assert desk.deed(where, "match", **{**chosen, "name": ""}).status_code == 200

    def test_who_finds_no_place_waits(self, desk):
        for n in range(2):
            sign_up(desk.cycle, f"Osoba{n} Pierwsza")
        desk.deed(desk.upload(ROWS), "import")
        states = Enrolment.objects.filter(cycle=desk.cycle).order_by("number").values_list("state", flat=True)
        assert list(states) == ["placed", "placed", "placed", "reserve"]

    def test_cycle_that_has_begun_takes_nobody_and_the_table_stays(self, desk):
        where = desk.upload(ROWS)
        with clock.at(desk.cycle.sessions.first().starts_at):
            desk.deed(where, "import")
        assert not Enrolment.objects.filter(cycle=desk.cycle).exists()
        assert SignUpSheet.objects.exists()

    def test_dropped_forgotten_after_a_day_and_with_an_erased_person(self, desk):
        desk.deed(desk.upload(ROWS), "drop")
        assert not SignUpSheet.objects.exists()
        SignUpSheetFactory(cycle=desk.cycle)
        privacy.erase(PersonFactory(email="jadwiga@example.org"))
        assert not SignUpSheet.objects.exists()
        SignUpSheetFactory(cycle=desk.cycle)
        with clock.at(clock.now() + dt.timedelta(hours=25)):
            delete_passing_data()
        assert not SignUpSheet.objects.exists()
