"""Texts into files: nothing is lost on the way out and back, papers are tagged, books are valid."""

import io
import os
import shutil
import subprocess
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile
from wagtail.images.models import Image

from osnowa.knowledge import documents
from osnowa.knowledge.exchange import read_file, read_markdown, write_epub, write_markdown, written
from osnowa.knowledge.models import GuidePage
from tests.factories.knowledge import ArticlePageFactory, CollectionPageFactory, GuidePageFactory, stream
from tests.knowledge.exchange import word

pytestmark = pytest.mark.django_db

HARD = """Wstęp z * gwiazdką, `kodem`, <nawiasem> & znakiem, 1\\. kropką i [klamrą].

- lista

<!-- -->

- druga **b**ardzo i **_obie_**
  1. w środku
  2. z przerwą\\
     w wierszu

\\# nie nagłówek

2024\\. Nie lista.

## Krok po kroku

1. **Zrób: to (i „tamto”)?**

   Opis z [adresem](https://a.example/x_(y)?a=1&b=2).

2. **Koniec**

<!-- -->

1. zwykła
2. lista

> **Uwaga.** Krótko.
>
> - i jasno

> Pierwszy.
>
> Drugi & <trzeci>.
>
> — Kto, *skąd*
>
> Źródło: książka

*Tabela | z kreską*

| A \\| B | C |
|---|---|
| `1` | |
| * | <b> |

> **Film.** [Tytuł](https://film.example/1)
>
> Słowa.
"""


def guide(by, **more):
    """A published guide with every block, pictures included."""
    shot = Image.objects.create(title="Zrzut", file=ContentFile(word.png(60, 40), name="zrzut.png"))
    pictures = [
        (
            "picture",
            {
                "picture": shot.pk,
                "alt": 'Dwie "osoby" [przy] stole',
                "caption": 'Podpis "x"',
                "credit": "Fot. * K.",
            },
        ),
        ("steps", [{"title": "Patrz", "body": "", "picture": shot.pk, "alt": "Ekran z hasłem"}]),
    ]
    found = read_markdown("# T\n\n" + HARD)
    return GuidePageFactory(
        by=by,
        body=found.body_html,
        parts=stream(*((part["type"], part["value"]) for part in found.parts), *pictures),
        summary_en="How to: passwords.",
        competences="4.2",
        minutes=60,
        needs="kartka\nołówek",
        published=True,
        **more,
    )


def told(found):
    """Blocks with names of pictures in place of what they are kept under."""
    names = {kept.key: kept.name for kept in found.pictures}

    def named(value):
        if isinstance(value, dict):
            return {
                key: names.get(one, one) if key == "picture" else named(one) for key, one in value.items()
            }
        return [named(one) for one in value] if isinstance(value, list) else value

    return [named(part) for part in found.parts]


def test_what_is_written_reads_back_as_the_same_blocks(roza):
    page = GuidePage.objects.get(pk=guide(roza).pk)
    shown = written(page)
    files = {f"obrazy/{one.name}": one.drawn.content for one in shown.pictures()}
    once = write_markdown(shown)
    again = read_file("x.zip", word.packed({"tekst.md": once, **files}))
    first = read_markdown("# T\n\n" + HARD)
    assert again.body_html == page.body == first.body_html
    assert told(again)[:-2] == first.parts
    name = next(iter(files)).removeprefix("obrazy/")
    assert told(again)[-2:] == [
        {
            "type": "picture",
            "value": {
                "picture": name,
                "alt": 'Dwie "osoby" [przy] stole',
                "caption": 'Podpis "x"',
                "credit": "Fot. * K.",
            },
        },
        {
            "type": "steps",
            "value": [{"title": "Patrz", "body": "", "picture": name, "alt": "Ekran z hasłem"}],
        },
    ]
    assert (again.title, again.lead, again.kind, again.summary_en) == (
        page.title,
        page.lead,
        "guide",
        page.summary_en,
    )
    assert (again.byline, again.licence, again.competences) == (page.byline, "cc-by-4.0", ("4.2",))
    assert again.facts == {"minutes": "60", "needs": "kartka; ołówek"}
    assert again.warnings == []


def test_a_collection_is_a_tagged_paper_and_a_valid_book(roza, tmp_path):
    article = ArticlePageFactory(
        by=roza, title="Drugi & <trzeci>", language="en", body="<h3>Od trzeciego</h3><p>x</p>", published=True
    )
    page = CollectionPageFactory(
        by=roza, picks=[guide(roza, title="Hasła bez kartek"), article], published=True
    )
    shown = written(type(page).objects.get(pk=page.pk))
    assert [one.title for one, _words in shown.chosen] == ["Hasła bez kartek", "Drugi & <trzeci>"]

    with pikepdf.open(io.BytesIO(documents.text_paper(shown))) as pdf:
        assert str(pdf.docinfo.Title) == page.title
        assert str(pdf.Root.Lang) == "pl"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        kinds, alts = structure(pdf)
        assert {"/H1", "/H2", "/L", "/Table", "/TH", "/Figure", "/Link", "/TOC"} <= kinds
        assert "Ekran z hasłem" in alts

    book = tmp_path / "kolekcja.epub"
    book.write_bytes(write_epub(shown))
    assert write_epub(shown) == book.read_bytes()
    with zipfile.ZipFile(book) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        package = archive.read("EPUB/content.opf").decode()
        for said in ("schema:accessMode", "alternativeText", "CC BY 4.0", "Róża Przędza", shown.address):
            assert said in package
        assert "Drugi &amp; &lt;trzeci&gt;" in archive.read("EPUB/nav.xhtml").decode()
        assert 'xml:lang="en"' in archive.read("EPUB/text-2.xhtml").decode()
    valid_by_epubcheck(book)


def structure(pdf):
    """Kinds of structure elements, and alternative texts."""
    kinds, alts = set(), set()
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing:
            kinds.add(str(thing.S))
            alts.add(str(thing.get("/Alt", "")))
    return kinds, alts


def valid_by_epubcheck(book):
    """Debian's epubcheck, once in the whole suite: Java takes its time. It is a JAR that a bare system cannot start."""
    checker = shutil.which("epubcheck")
    if checker is None:
        assert os.environ.get("OSNOWA_CI") != "1", "epubcheck is missing"
        return
    said = subprocess.run(
        ["java", "-jar", os.path.realpath(checker), "--failonwarnings", str(book)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
