"""The paper: tagged, in both languages, with numbers instead of names; and the fields to copy."""

import datetime as dt
import io
import shutil
import subprocess
from decimal import Decimal

import pikepdf
import pytest
from django.utils import translation

from osnowa.reporting import actions, documents, queries
from osnowa.reporting.models import EvidenceLine
from osnowa.reporting.queries.countings import COUNTINGS


@pytest.fixture
def report(world):
    draft = actions.create_report(
        world.programme,
        kind="partial",
        starts_on=dt.date(2017, 4, 1),
        ends_on=dt.date(2017, 6, 30),
        by=world.alice,
    )
    actions.change_report(
        draft,
        narrative="Przyszły 3 osoby.\n\n#import „nic” $x$ *nie* _kod_ <etykieta> @odsyłacz \\",
        narrative_activities="1. Warsztaty: 2 spotkania.",
        by=world.alice,
    )
    return actions.submit_report(draft, by=world.alice)


def text_of(pdf: bytes, tmp_path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is absent: the text of papers cannot be read back")
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
    return " ".join(said.replace("\u00a0", " ").split())


@pytest.mark.parametrize(("language", "title"), [("pl", "Sprawozdanie częściowe"), ("en", "Partial report")])
def test_report_is_tagged_and_says_its_language_and_title(report, language, title):
    with pikepdf.open(io.BytesIO(documents.report(report, language))) as pdf:
        assert pdf.Root.MarkInfo.Marked is True or bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == language
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"].startswith(title)
            assert metadata["pdfuaid:part"] == "1"


def test_report_holds_figures_facts_and_seal_and_no_names(world, report, tmp_path):
    said = text_of(documents.report(report, "pl"), tmp_path)
    assert "Godziny 100 15 15 Listy obecności" in said
    assert report.checksum[:8] in said
    assert report.checksum[-8:] in said
    assert "1 kwietnia – 30 czerwca 2017" in said
    assert not any(word in said for name in world.enrolments for word in name.split())


def test_report_takes_words_as_words_never_as_code(report, tmp_path):
    said = text_of(documents.report(report, "pl"), tmp_path)
    assert "#import „nic” $x$ *nie* _kod_ <etykieta> @odsyłacz \\" in said


def test_report_gives_one_person_one_number_in_every_figure(world, report):
    parts = documents._appendix(list(report.figures.order_by("number")))
    numbered = {}
    for part, figure in zip(parts, report.figures.order_by("number"), strict=True):
        lines = [line for line in queries.frozen_lines(figure) if not line.reason]
        for row, line in zip(part["lines"], lines, strict=True):
            numbered.setdefault(line.who, set()).add(row[3])
    assert all(len(numbers) == 1 for numbers in numbered.values())
    assert len({number for numbers in numbered.values() for number in numbers}) == len(numbered)


def test_report_after_erasure_of_a_name_is_the_same_paper(world, report):
    before = documents._appendix(list(report.figures.all()))
    world.enrolments["Anna Ćwik"].person.name = ""
    world.enrolments["Anna Ćwik"].person.save()
    assert documents._appendix(list(report.figures.all())) == before


def test_report_of_too_many_facts_says_where_the_rest_is(report, monkeypatch):
    monkeypatch.setattr(documents, "FACTS_ON_PAPER", 4)
    parts = documents._appendix(list(report.figures.order_by("number")))
    assert [len(part["lines"]) + len(part["left_out"]) for part in parts] == [3, 1, 0]
    assert [bool(part["missing"]) for part in parts] == [False, True, True]


def test_report_of_a_draft_is_refused(world):
    draft = actions.create_report(
        world.programme, kind="final", starts_on=dt.date(2017, 4, 1), ends_on=dt.date(2017, 11, 30), by=None
    )
    with pytest.raises(ValueError, match="submitted"):
        documents.report(draft, "pl")


def test_report_without_words_and_with_an_unprintable_sign_is_still_made(world, report):
    EvidenceLine.objects.filter(position=1).update(label="Spotkanie 🎉")
    report.narrative = ""
    assert documents.report(report, "pl").startswith(b"%PDF")


def test_fields_to_copy_follow_the_form_and_count_characters(report):
    parts = documents.fields_to_copy(report, [("Osoby", "20 osób", "3 osoby", "")])
    assert [part.heading for part in parts] == [
        "Nagłówek",
        "Część I. Sprawozdanie merytoryczne",
        "Rezultaty (tabela III.6 oferty)",
    ]
    head = {field.label: field.text for field in parts[0].fields}
    assert head["Rodzaj sprawozdania"] == "częściowe"
    assert head["Okres, za jaki jest składane sprawozdanie"] == "01.04.2017–30.06.2017"
    assert head["Data zawarcia umowy"] == "24.04.2017"
    assert [field.text for field in parts[2].fields] == ["Osoby", "20 osób", "3 osoby", "nie dotyczy"]
    assert all(field.length == len(field.text) for part in parts for field in part.fields)


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [
        ("120", "osoby", "120 osób"),
        ("1", "cykle", "1 cykl"),
        ("512.50", "godziny", "512,5 godziny"),
        ("12000", "osoby", "12 000 osób"),
        ("20", "kontakty", "20 kontaktów"),
        ("140", "zaświadczenia", "140 zaświadczeń"),
        ("3", "licencje", "3 (licencje)"),
        ("3", "", "3"),
    ],
)
def test_amount_words_say_it_as_a_form_wants(amount, unit, said):
    assert documents.amount_words(Decimal(amount), unit) == said


def test_every_unit_has_its_polish_forms():
    with translation.override("pl"):
        units = {str(counting.unit) for counting in COUNTINGS.values()}
    assert units - set(documents.UNITS_IN_POLISH) == set()


@pytest.mark.parametrize(
    ("in_period", "to_date", "said"),
    [
        ("3", "7", "w okresie sprawozdania: 3 cykle; od początku zadania: 7 cykli"),
        ("3", "3", "3 cykle (tyle samo w okresie sprawozdania i od początku zadania)"),
    ],
)
def test_achieved_words_say_what_they_count_from(in_period, to_date, said):
    assert documents.achieved_words(Decimal(in_period), Decimal(to_date), "cykle") == said


def test_fields_not_written_are_empty(report):
    report.narrative, report.narrative_activities = "", "  "
    parts = documents.fields_to_copy(report, [])
    assert [field.text for field in parts[1].fields] == ["", ""]
