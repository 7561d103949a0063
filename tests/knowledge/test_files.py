"""An editor sends a text as a file and makes one draft of it; a reader takes a text home."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.images.models import Image

from osnowa.knowledge.actions import delete_old_texts, keep_text, make_draft
from osnowa.knowledge.exchange import read_file
from osnowa.knowledge.models import ArticlePage, GuidePage, SentText
from osnowa.knowledge.privacy import erase, export
from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from tests.factories.knowledge import ArticlePageFactory, SentTextFactory
from tests.factories.people import AccountFactory, PersonFactory
from tests.knowledge.exchange import word
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db

MARKDOWN = """---
kind: guide
minutes: 45
needs: kartka; ołówek
competences: 4.2
---
# Hasła bez kartek

Spokój w jeden wieczór.

Wstęp, [ciąg dalszy](/wiedza/artykuly/dalej/).

## Krok po kroku

1. Spiszcie konta. Wszystkie.

![Dwie osoby przy stole](a.png)

> **Do pobrania.**
>
> - [Wzór](https://a.example/wzor.odt)
"""


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def send(client, name, content):
    return client.post("/praca/teksty/z-pliku/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_from_a_file_to_one_draft(roza, wit):
    client = signed_in(roza, second_factor=False)
    further = ArticlePageFactory(by=roza, title="Dalej")
    assert "/praca/teksty/z-pliku/" in words_of(client.get("/praca/teksty/"))
    package = word.packed({"tekst.md": MARKDOWN, "a.png": word.png()})
    seen = words_of(send(client, "hasla.zip", package))
    assert "Hasła bez kartek" in seen
    assert "Pierwszy akapit" in seen
    assert "1 krok" in seen
    assert "1 obrazek" in seen
    assert '<option value="guidepage" selected>' in seen
    assert GuidePage.objects.count() == 0

    sent = SentText.objects.get()
    where = f"/praca/teksty/z-pliku/{sent.pk}/"
    assert "Wybierz, co to za tekst" in words_of(client.post(where, {"deed": "draft", "kind": "newspage"}))
    for _press in range(2):
        answer = client.post(where, {"deed": "draft", "kind": "guidepage"})
        page = GuidePage.objects.get()
        assert answer.headers["Location"] == f"/redakcja/pages/{page.pk}/edit/"
    assert not page.live
    assert (page.owner, page.author, page.byline) == (roza, roza, "Róża Przędza")
    assert (page.lead, page.minutes, page.needs, page.competences) == (
        "Spokój w jeden wieczór.",
        45,
        "kartka\nołówek",
        "4.2",
    )
    assert [part.block_type for part in page.parts] == ["steps", "picture", "text"]
    assert f'<a linktype="page" id="{further.pk}">' in page.body
    assert page.parts[1].value["picture"] == Image.objects.get()
    assert 'href="https://a.example/wzor.odt"' in page.parts[2].value.source
    assert AuditLine.objects.filter(deed="knowledge.text_taken_in").count() == 1
    sent.refresh_from_db()
    assert bytes(sent.content) == b""


def test_a_file_that_is_no_text_is_told_at_its_field(roza):
    client = signed_in(roza, second_factor=False)
    assert "nie da się odczytać" in words_of(send(client, "a.docx", b"PK\x03\x04" + bytes(99)))
    assert "2000 części" in words_of(
        send(client, "a.docx", word.packed(dict.fromkeys(map(str, range(2001)), b"")))
    )
    assert "Wybierz plik" in words_of(client.post("/praca/teksty/z-pliku/", {}))
    assert SentText.objects.count() == 0


def test_files_are_forgotten(roza):
    old = SentTextFactory(sent_by=roza, created_at=clock.now() - dt.timedelta(days=2))
    new = SentTextFactory(sent_by=roza)
    assert delete_old_texts() == 1
    found = read_file(new.name, bytes(new.content))
    with pytest.raises(RuleBroken) as refusal:
        make_draft(old, found, "guidepage", by=roza)
    assert refusal.value.code == "gone"
    client = signed_in(roza, second_factor=False)
    client.post(f"/praca/teksty/z-pliku/{new.pk}/", {"deed": "drop"})
    assert client.get(f"/praca/teksty/z-pliku/{new.pk}/").status_code == 404
    roza.person = PersonFactory()
    roza.save()
    SentTextFactory(sent_by=roza, name="moje.md")
    assert [row["name"] for row in export(roza.person)["sent_texts"]] == ["moje.md"]
    erase(roza.person)
    assert SentText.objects.count() == 0


def test_who_does_not_write_makes_nothing_of_files():
    with pytest.raises(RuleBroken) as refusal:
        keep_text("a.md", b"x", by=AccountFactory())
    assert refusal.value.code == "role"


def test_a_reader_takes_a_text_home_once(roza):
    page = ArticlePageFactory(by=roza, title="Hasła", published=True)
    reader = Client()
    text = words_of(reader.get(page.url))
    for ending, start in (("pdf", b"%PDF-"), ("epub", b"PK"), ("md", b"---\ntitle: Has")):
        where = f"/wiedza/pobierz/{page.pk}/{ending}/"
        assert where in text
        answer = reader.get(where)
        assert answer.content.startswith(start)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="hasla.{ending}"'
        again = reader.get(where, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert reader.post(where).status_code == 405
    ArticlePage.objects.filter(pk=page.pk).update(byline="")
    changed = reader.get(where, headers={"If-None-Match": answer.headers["ETag"]})
    assert changed.status_code == 200
    assert "Róża" not in changed.content.decode()
    assert reader.get(f"/wiedza/pobierz/{page.pk}/docx/").status_code == 404
    draft = ArticlePageFactory(by=roza)
    assert reader.get(f"/wiedza/pobierz/{draft.pk}/pdf/").status_code == 404
    assert reader.get("/wiedza/pobierz/1/pdf/").status_code == 404
