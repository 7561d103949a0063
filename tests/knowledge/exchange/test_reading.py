"""Texts out of files: what is found in them, and what is refused."""

import struct
import time
from contextlib import suppress

import pytest

from osnowa.knowledge.exchange import read_docx, read_file, read_markdown
from osnowa.lib.errors import RuleBroken
from tests.knowledge.exchange import word

WRITTEN = """---
title: "Hasła: od czego zacząć"
lead: Zyskasz spokój. W jeden wieczór.
kind: guide
topic: management
competences: [4.2, 2.6]
minutes: 60
nieznane: x
---

# Hasła: od czego zacząć

Wstęp **gruby** i *pochyły* z [linkiem](https://a.example/?a=1&b=2).

## Krok po kroku

1. **Spiszcie konta.** Wszystkie, także *stare*.
2. Wybierzcie menedżer haseł. Każdy ma swoje konto.
   ![Ekran menedżera z trzema hasłami](obrazy/ekran.png)
3. Zamknijcie stare konta

> **Wskazówka.** Zacznijcie od poczty.

> **Uwaga.** Nie wysyłajcie haseł e-mailem.
>
> - ani SMS-em

> Mamy spokój
> od roku.
>
> — Anna Nić, prezeska
> Źródło: rozmowa, 2026

*Co wybrać*

| | Bitwarden | Kartka |
|---|---|---|
| Koszt | 0 zł | 0 zł |
| Kopia | tak \\| własna | nie |

> **Film.** [Jak zacząć](https://film.example/1)
>
> Ania pokazuje ekran.
"""


def kinds(found):
    return [part["type"] for part in found.parts]


def test_markdown_becomes_blocks():
    found = read_markdown(WRITTEN, pictures={"obrazy/ekran.png": word.png(3000, 20)})
    assert (found.title, found.lead, found.kind) == (
        "Hasła: od czego zacząć",
        "Zyskasz spokój. W jeden wieczór.",
        "guide",
    )
    assert (found.topic, found.competences, found.facts) == ("management", ("4.2", "2.6"), {"minutes": "60"})
    assert found.body_html == (
        '<p>Wstęp <b>gruby</b> i <i>pochyły</i> z <a href="https://a.example/?a=1&amp;b=2">linkiem</a>.</p>'
    )
    assert kinds(found) == ["steps", "tip", "tip", "quote", "comparison", "video"]
    steps, tip, warning, quote, table, film = (part["value"] for part in found.parts)
    assert [(step["title"], step["body"], step["picture"]) for step in steps] == [
        ("Spiszcie konta", "<p>Wszystkie, także <i>stare</i>.</p>", None),
        ("Wybierzcie menedżer haseł", "<p>Każdy ma swoje konto.</p>", "picture-1"),
        ("Zamknijcie stare konta", "", None),
    ]
    assert steps[1]["alt"] == "Ekran menedżera z trzema hasłami"
    assert tip == {"kind": "tip", "body": "<p>Zacznijcie od poczty.</p>"}
    assert warning == {
        "kind": "warning",
        "body": "<p>Nie wysyłajcie haseł e-mailem.</p><ul><li>ani SMS-em</li></ul>",
    }
    assert quote == {"words": "Mamy spokój od roku.", "who": "Anna Nić, prezeska", "source": "rozmowa, 2026"}
    assert (table["caption"], table["headers"]) == ("Co wybrać", ["", "Bitwarden", "Kartka"])
    assert table["rows"] == [["Koszt", "0 zł", "0 zł"], ["Kopia", "tak | własna", "nie"]]
    assert (film["title"], film["address"]) == ("Jak zacząć", "https://film.example/1")
    assert film["transcript"] == "<p>Ania pokazuje ekran.</p>"
    [kept] = found.pictures
    assert kept.name == "ekran.png"
    assert found.warnings == ["„nieznane: x” nad tekstem nic tu nie znaczy."]


def test_headings_with_numbers_are_steps_too():
    found = read_markdown(
        "# T\n\nWstęp.\n\nDalej.\n\n## Krok po kroku\n\n### 1. Raz\n\nA.\n\n### 2. Dwa\n\n> **Uwaga.** B.\n"
    )
    assert kinds(found) == ["steps", "tip"]
    assert [step["title"] for step in found.parts[0]["value"]] == ["Raz", "Dwa"]


def test_scripts_and_drawings_are_left_out():
    found = read_markdown(
        "# T\n\nWstęp <script>alert(1)</script> i <b onclick=alert(2)>słowo</b>.\n\n"
        "[zły](javascript:alert(3)) <a href='javascript:alert(4)'>też</a> \x00\n\n"
        "<svg onload=alert(5)><text>alert(6)</text></svg><iframe src=//x></iframe>\n\n"
        "![x](http://169.254.169.254/x.png) ![y](../../etc/passwd) ![z](data:image/svg+xml;base64,PHN2Zz4=)\n"
    )
    said = found.body_html + str(found.parts)
    for gone in (
        "<script",
        "onclick",
        "alert(1)",
        "alert(5)",
        "alert(6)",
        "href",
        "<svg",
        "<iframe",
        "\x00",
        "<img",
    ):
        assert gone not in said
    assert not found.pictures
    assert any("Skrypty" in warning for warning in found.warnings)
    assert any("2 obrazki" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "marks",
    ["*a_" * 20_000, "<b>" * 20_000 + "x", "- " * 9_000 + "x"],
)
def test_a_text_of_marks_only_is_read_in_time(marks):
    began = time.monotonic()
    with suppress(RuleBroken):
        read_markdown("# T\n\nx\n\n" + marks)
    assert time.monotonic() - began < 10


def test_docx_becomes_the_same_blocks():
    content = word.docx(
        word.paragraph("Jak prowadzić zebranie", "Tytu"),
        word.paragraph("Krótsze zebrania i decyzje na piśmie."),
        word.paragraph("Po co", "Nagwek1"),
        word.point("raz", 2),
        word.point("dwa", 2, level=1),
        word.paragraph("Krok po kroku", "Nagwek1"),
        word.point("Zaproście ludzi. Tydzień wcześniej.", 1),
        word.point("Zapiszcie ustalenia", 1),
        word.paragraph("Dalej", "Nagwek2"),
        word.paragraph("Mądre słowa.", "Cytat"),
        word.picture("r2", "Tablica z zadaniami"),
        word.picture("r3"),
        word.picture("r4"),
        word.table(("Sposób", "Czas"), ("Stojąc", "15 minut")),
        pictures={"r2": ("a.png", word.png()), "r3": ("b.svg", b"<svg><script>alert(1)</script></svg>")},
        outside={"r4": "http://169.254.169.254/x.png"},
    )
    found = read_docx(content)
    assert (found.title, found.lead) == ("Jak prowadzić zebranie", "Krótsze zebrania i decyzje na piśmie.")
    assert found.body_html == "<h2>Po co</h2><ul><li>raz<ul><li>dwa</li></ul></li></ul>"
    assert kinds(found) == ["steps", "text", "quote", "picture", "comparison"]
    assert [step["title"] for step in found.parts[0]["value"]] == ["Zaproście ludzi", "Zapiszcie ustalenia"]
    assert found.parts[1]["value"] == "<h3>Dalej</h3>"
    assert found.parts[3]["value"]["alt"] == "Tablica z zadaniami"
    assert len(found.pictures) == 1
    assert any("2 obrazki" in warning for warning in found.warnings)


def too_many_parts():
    return word.packed({f"word/{number}.xml": b"" for number in range(2_001)})


def test_without_styles_bold_lines_are_headings():
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    found = read_docx(
        word.docx(
            bold.format("Jak pisać"),
            word.paragraph("Krótko."),
            bold.format("Po co"),
            word.paragraph("Bo tak."),
        )
    )
    assert (found.title, found.lead, found.body_html) == (
        "Jak pisać",
        "Krótko.",
        "<h2>Po co</h2><p>Bo tak.</p>",
    )
    assert "Pogrubione wiersze" in found.warnings[0]


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("many", too_many_parts, "parts"),
        (
            "bomb",
            lambda: word.docx(word.paragraph("x"), more={"word/media/a.bin": bytes(61 * 1024**2)}),
            "too_big",
        ),
        (
            "packed tight",
            lambda: word.docx(word.paragraph("x"), more={"a.bin": bytes(9 * 1024**2)}),
            "too_big",
        ),
        ("long", lambda: word.docx(word.paragraph("x" * 3_200_000)), "too_big"),
        ("deep", lambda: word.docx("<w:p>" * 400 + "</w:p>" * 400), "kind"),
        (
            "entities",
            lambda: word.docx(more={"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'}),
            "kind",
        ),
        ("macros", lambda: word.docx(word.paragraph("x"), more={"word/vbaProject.bin": b"x"}), "kind"),
        ("nothing", lambda: word.docx(word.paragraph("")), "empty"),
        ("broken", lambda: b"PK\x03\x04" + bytes(300), "kind"),
        ("old", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(300), "kind"),
        ("pdf", lambda: b"%PDF-1.7\n", "kind"),
        ("zeros", lambda: b"a\x00b", "kind"),
        ("empty", lambda: b"  \n", "empty"),
        ("too many bytes", lambda: b"a" * (10 * 1024**2 + 1), "too_big"),
        ("long text", lambda: b"a " * 210_000, "too_big"),
    ],
)
def test_what_cannot_be_a_text_is_refused_kindly_and_fast(name, make, code):
    content = make()
    began = time.monotonic()
    with pytest.raises(RuleBroken) as refusal:
        read_file(f"{name}.docx", content)
    assert (refusal.value.code, refusal.value.field) == (code, "file")
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("said", [100_000, 2_001])
def test_parts_are_counted_before_their_list_is_read(said):
    """From 65,535 on ZIP64 counts elsewhere, and the record at the end says only that there are more."""
    whole = word.docx(word.paragraph("x"))
    count = min(said, 0xFFFF)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, 99, len(whole) - 22, 0)
    with pytest.raises(RuleBroken) as refusal:
        read_file("x.docx", whole[:-22] + end)
    assert refusal.value.code == "parts"


def test_a_picture_of_20_mb_is_left_out_and_the_text_stays():
    heavy = word.png() + bytes(20 * 1024**2)
    found = read_docx(
        word.docx(
            word.paragraph("Jest tekst."),
            word.picture("r2", "x"),
            pictures={"r2": ("a.png", heavy)},
            more=noise(),
        )
    )
    assert not found.pictures
    assert "1 obrazek" in "".join(found.warnings)


def noise():
    """What cannot be packed tighter, so that the archive is no bomb."""
    import random

    return {"docProps/x.bin": random.Random(7).randbytes(300_000)}


def test_letters_of_windows_are_read_and_told():
    found = read_file("Łąka_w_mieście.md", "Zażółć gęślą jaźń. Drugie zdanie.".encode("cp1250"))
    assert found.title == "Łąka w mieście"
    assert found.lead == "Zażółć gęślą jaźń. Drugie zdanie."
    assert "UTF-8" in found.warnings[0]
    assert read_file("a.txt", "# Ó\n\nx".encode("utf-16")).title == "Ó"


def test_markdown_in_a_package_brings_its_pictures():
    found = read_file(
        "paczka.zip",
        word.packed(
            {
                "tekst/tekst.md": "# T\n\nWstęp.\n\n![Dwie osoby przy stole](obrazy/a%20b.png)\n\n![x](../../tajne.png)\n",
                "tekst/obrazy/a b.png": word.png(),
                "__MACOSX/tekst/._tekst.md": b"x",
            }
        ),
    )
    assert [(kept.name, kept.alt) for kept in found.pictures] == [("a-b.png", "Dwie osoby przy stole")]
    assert kinds(found) == ["picture"]
