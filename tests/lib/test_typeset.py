"""What can be proven of an accessible paper without a validator: tags, language, title, alternative texts, order."""

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest

from osnowa.lib import typeset

PAPER = """#import "/look.typ": *
#show: certificate-page
#masthead(data.programme)
= Zaświadczenie
#data.name
#rule()
#sheet((auto, 1fr), ("Lp.", "Osoba"), (("1", "Łucja"), ("2", "Ędward")))
#picture(data.qr, alt: "Kod QR", width: 25mm)
"""


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "certificate.typ"
    path.write_text(PAPER, encoding="utf-8")
    return path


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def shown(pdf: bytes, tmp_path: Path, poppler) -> str:
    (tmp_path / "shown.pdf").write_bytes(pdf)
    return poppler("pdftotext", "-layout", str(tmp_path / "shown.pdf"), "-")


def data(**more) -> dict:
    return {
        "programme": "Wiedza → rozwój",
        "name": "Łucja",
        "qr": typeset.qr("https://osnowa.example/z/7K4Q"),
        **more,
    }


def structure(pdf: pikepdf.Pdf) -> list[tuple[str, str | None]]:
    """Every structure element in reading order: its kind and its alternative text."""
    found = []

    def walk(element) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            return
        if "/S" in element:
            found.append((str(element.S), str(element.Alt) if "/Alt" in element else None))
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            walk(child)

    walk(pdf.Root.StructTreeRoot)
    return found


def test_paper_is_tagged_and_names_its_language_and_title(paper):
    pdf = opened(typeset.pdf(paper, data(), title="Zaświadczenie W4/2017/012", language="pl"))

    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang) == "pl"
    assert str(pdf.docinfo.Title) == "Zaświadczenie W4/2017/012"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_paper_has_headings_tables_and_pictures_in_reading_order(paper):
    kinds = structure(opened(typeset.pdf(paper, data(), title="Z", language="pl")))

    assert [alt for kind, alt in kinds if kind == "/Figure"] == ["Kod QR"]
    order = [kind for kind, _alt in kinds if kind in {"/H1", "/Table", "/Figure"}]
    assert order == ["/H1", "/Table", "/Figure"]
    assert [kind for kind, _alt in kinds].count("/TH") == 2


def test_fonts_are_embedded(paper):
    pdf = opened(typeset.pdf(paper, data(), title="Z", language="pl"))

    names = {
        str(font.BaseFont).split("+")[1].removesuffix("-Identity-H")
        for font in pdf.pages[0].Resources.Font.values()
    }
    assert names == {"OsnowaSans-Regular", "OsnowaSans-Bold", "Brygada1918-Bold"}


@pytest.mark.parametrize(
    "name", ['#panic("x")', "*Jan* _Kowalski_", "$x$ @see <label>", "// nic", "\\ #{1 + 1}", '"]}']
)
def test_text_of_people_stays_text(paper, tmp_path, poppler, name):
    pdf = typeset.pdf(paper, data(name=name), title="Z", language="pl")

    assert name in shown(pdf, tmp_path, poppler)


@pytest.mark.parametrize("name", ["Оксана Шевченко", "Γιώργος", "Żółć Łódź"])
def test_other_scripts_are_set(paper, tmp_path, poppler, name):
    pdf = typeset.pdf(paper, data(name=name), title="Z", language="pl")

    assert name in shown(pdf, tmp_path, poppler)


def test_a_sign_that_no_font_knows_does_not_stop_the_paper(paper):
    pdf = opened(typeset.pdf(paper, data(name="Jan 🎉"), title="Z", language="pl"))

    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang) == "pl"


def test_picture_without_alternative_text_is_refused(tmp_path):
    path = tmp_path / "bad.typ"
    path.write_text(
        '#import "/look.typ": *\n#show: list-page\n#picture(data.qr, width: 2cm)', encoding="utf-8"
    )

    with pytest.raises(typeset.PaperFailed, match="alt"):
        typeset.pdf(path, data(), title="Z", language="pl")


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', '#image("/etc/hostname")', '#include "../secret.typ"']
)
def test_template_reaches_no_file(tmp_path, words):
    path = tmp_path / "bad.typ"
    path.write_text(words, encoding="utf-8")

    with pytest.raises(typeset.PaperFailed):
        typeset.pdf(path, {}, title="Z", language="pl")


def test_data_may_hold_dates(tmp_path, poppler):
    path = tmp_path / "day.typ"
    path.write_text(
        '#import "/look.typ": *\n#show: report-page.with(running: "Bieg")\n= Dzień\n#data.day',
        encoding="utf-8",
    )
    pdf = typeset.pdf(path, {"day": dt.date(2017, 5, 9)}, title="Z", language="pl")

    assert "2017-05-09" in shown(pdf, tmp_path, poppler)
    assert "Bieg" in shown(pdf, tmp_path, poppler)


def test_unknown_paper_is_named():
    with pytest.raises(typeset.PaperFailed, match="There is no paper"):
        typeset.pdf("nowhere/papers/none.typ", {}, title="Z", language="pl")
