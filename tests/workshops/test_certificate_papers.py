"""The papers themselves, read back by pikepdf: tagged, titled, with words that can be copied."""

import datetime as dt
import io

import pikepdf
import pytest

from osnowa.lib import clock
from osnowa.workshops import documents
from osnowa.workshops.models import Certificate
from tests.workshops.conftest import sign_in

pytestmark = pytest.mark.django_db


def opened(paper: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(paper))


def words(pdf: pikepdf.Pdf) -> str:
    """What a reader can copy: actual text by the font's own map, ligatures and all."""
    from subprocess import run

    out = io.BytesIO()
    pdf.save(out)
    return run(
        ["pdftotext", "-layout", "-", "-"], input=out.getvalue(), capture_output=True, check=True
    ).stdout.decode()


def tags(node, found=None) -> list[tuple[str, str]]:
    """(kind, alt text) of every element of the structure, in reading order."""
    found = [] if found is None else found
    if isinstance(node, pikepdf.Array):
        for child in node:
            tags(child, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append((str(node.S), str(node.get("/Alt", ""))))
        if "/K" in node:
            tags(node.K, found)
    return found


class TestCertificate:
    def test_revoked_says_so_on_the_paper(self, finished):
        paper = Certificate.objects.get(sequence=1)
        assert "Nieważne" not in words(opened(documents.certificate(paper)))
        paper.revoked_at = clock.moment(dt.date(2017, 6, 3), dt.time(12))
        assert "Nieważne od 3 czerwca 2017." in words(opened(documents.certificate(paper)))

    def test_is_tagged_titled_and_in_its_language(self, finished):
        pdf = opened(documents.certificate(Certificate.objects.get(sequence=1)))
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "pl"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "Zaświadczenie W4/2017/001"
        assert len(pdf.pages) == 1
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"

    def test_reading_order_and_alt_of_the_code(self, finished):
        certificate = Certificate.objects.get(sequence=1)
        pdf = opened(documents.certificate(certificate))
        kinds = tags(pdf.Root.StructTreeRoot.K)
        assert [kind for kind, _alt in kinds if kind in ("/H1", "/H2", "/H3")] == [
            "/H1",
            "/H2",
            "/H2",
            "/H3",
            "/H3",
        ]
        assert [alt for kind, alt in kinds if kind == "/Figure"] == [
            f"Kod QR prowadzący do sprawdzenia tego zaświadczenia: localhost:8000/z/{certificate.code}"
        ]

    def test_says_what_it_must_with_polish_letters(self, finished):
        certificate = Certificate.objects.get(sequence=1)
        said = " ".join(words(opened(documents.certificate(certificate))).split())
        for piece in (
            "nr W4/2017/001",
            "Bogdan Żuraw",
            "Organizacja: Stowarzyszenie „Łąka 1”",
            "za ukończenie cyklu warsztatów",
            "Zadania na jednej tablicy",
            "prowadzić tablicę zadań zespołu",
            "Obecność: 4 z 4 spotkań, 10 z 12 godzin.",
            certificate.code,
            "Sfinansowano ze środków",
        ):
            assert piece in said, piece

    def test_english_reader_gets_english(self, finished):
        certificate = Certificate.objects.get(sequence=1)
        certificate.language = "en"
        pdf = opened(documents.certificate(certificate))
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("en", "Certificate W4/2017/001")
        assert "for completing the workshop cycle" in words(pdf)

    @pytest.mark.parametrize(
        "name",
        [
            "",
            '#import "x": *',
            "<b>Jan</b> $a$ *b* _c_ @d `e`",
            "Олена Шевченко",
            "李小龙 🎈",
            "Bardzo " * 20,
            "O'Brien-Śmigły \\ \" }",
        ],
    )
    def test_any_name_is_text_on_one_sheet(self, finished, name):
        certificate = Certificate.objects.get(sequence=1)
        certificate.facts["name"] = name
        assert len(opened(documents.certificate(certificate)).pages) == 1

    def test_long_programmes_stay_on_one_sheet(self, finished):
        certificate = Certificate.objects.get(sequence=1)
        certificate.facts["cycle"] = "Jak prowadzić i przekazać " * 5
        certificate.facts["sessions"] = [f"Spotkanie {n}: " + "słowo " * 8 for n in range(8)]
        certificate.facts["outcomes"] = ["umieć " + "bardzo " * 9] * 6
        assert len(opened(documents.certificate(certificate)).pages) == 1

    def test_erased_person_leaves_a_paper_without_a_name(self, finished):
        certificate = Certificate.objects.get(sequence=1)
        certificate.facts.update(name="", organisation="")
        said = words(opened(documents.certificate(certificate)))
        assert "Żuraw" not in said
        assert "Łąka" not in said


class TestAttendanceList:
    def test_names_what_the_funder_asks_for_and_no_more(self, scene):
        pdf = opened(documents.attendance_list(scene.sessions[1]))
        said = " ".join(words(pdf).split())
        for piece in (
            "Lista obecności",
            "Wiedza → współpraca → rozwój",
            "Sfinansowano ze środków",
            "2. Terminy, osoby i przypomnienia",
            "wtorek 16 maja 2017, 17:00–20:00",
            "Tomek Trenerski",
            "Łucja Ćwik",
            "Stowarzyszenie „Łąka 0”",
            "Podpis",
        ):
            assert piece in said, piece
        for enrolment in scene.enrolments:
            assert enrolment.person.email not in said
            assert enrolment.person.phone not in said

    def test_is_a_tagged_table_with_heads(self, scene):
        pdf = opened(documents.attendance_list(scene.sessions[1]))
        kinds = [kind for kind, _alt in tags(pdf.Root.StructTreeRoot.K)]
        assert kinds.count("/TH") == 4
        assert kinds.count("/TR") == 4
        assert str(pdf.Root.Lang) == "pl"


def test_papers_are_downloads_for_those_who_may(finished, client):
    certificate = Certificate.objects.get(sequence=1)
    own = client.get(f"/zgloszenie/{certificate.enrolment.token}/zaswiadczenie.pdf")
    assert (own.status_code, own.headers["Content-Type"]) == (200, "application/pdf")
    address = "/praca/wiedza/warsztaty/4/zaswiadczenia/1/zaswiadczenie.pdf"
    found = [
        sign_in(client, who).get(address).status_code
        for who in (finished.alice, finished.tomek, finished.bob)
    ]
    assert found == [200, 200, 404]
    assert sign_in(client, finished.charlie).get(address).status_code == 404
