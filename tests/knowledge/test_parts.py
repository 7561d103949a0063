"""Parts of a text: what is asked for on behalf of who cannot see or hear, and how they are shown."""

import io
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image as Opened
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

from osnowa.knowledge.actions import keep_picture, submit_text
from osnowa.knowledge.permissions import lend_editor_rights
from osnowa.lib.errors import RuleBroken
from tests.factories.knowledge import ArticlePageFactory, stream, tiny_png
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


def wrong_with(part, roza):
    page = ArticlePageFactory(by=roza, parts=stream(part))
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        submit_text(page, by=roza)
    return str(refused.value.message)


def document(name, content=b"WEBVTT\n"):
    return Document.objects.create(title=name, file=ContentFile(content, name=name))


@pytest.fixture
def picture(roza):
    return keep_picture(tiny_png(), title="Stół", by=roza)


def test_a_picture_without_words_is_not_given_to_others(roza, picture):
    shown = {"picture": picture.pk, "caption": "", "credit": ""}
    assert "co widać" in wrong_with(("picture", {**shown, "alt": "IMG_0001.png"}), roza)
    assert wrong_with(("picture", {**shown, "alt": ""}), roza)
    step = {"title": "Krok", "body": "", "picture": picture.pk, "alt": ""}
    assert "co widać" in wrong_with(("steps", [step]), roza)


def test_a_film_needs_words_and_one_of_ours_captions(roza):
    film, captions = document("film.mp4"), document("napisy.vtt")
    words = {
        "title": "",
        "address": "",
        "file": None,
        "captions": None,
        "transcript": "<p>Mówi: dzień dobry.</p>",
    }
    assert "napisy" in wrong_with(("video", {**words, "file": film.pk}), roza)
    assert "adres" in wrong_with(("video", words), roza)
    assert "adres" in wrong_with(
        ("video", {**words, "address": "https://x.example/", "file": film.pk, "captions": captions.pk}), roza
    )
    assert ".vtt" in wrong_with(("video", {**words, "file": film.pk, "captions": film.pk}), roza)
    assert wrong_with(("video", {**words, "address": "https://x.example/", "transcript": ""}), roza)
    whole = ArticlePageFactory(
        by=roza, parts=stream(("video", {**words, "file": film.pk, "captions": captions.pk}))
    )
    assert submit_text(whole, by=roza).state == "waiting"


def test_a_table_has_as_many_cells_as_headings(roza):
    assert "nagłówków" in wrong_with(
        ("comparison", {"caption": "Co", "headers": ["A", "B"], "rows": [["1", "2"], ["3"]]}), roza
    )


def test_every_part_is_shown(client, roza, picture):
    file = document("lista.csv", b"a;b\n")
    film, captions = document("film.webm"), document("napisy.vtt")
    parts = stream(
        ("text", "<h2>Rozdział</h2><p>Treść.</p>"),
        (
            "steps",
            [
                {
                    "title": "Pierwszy krok",
                    "body": "<p>Tak.</p>",
                    "picture": picture.pk,
                    "alt": "Stół z kartkami",
                }
            ],
        ),
        ("tip", {"kind": "tip", "body": "<p>Rada.</p>"}),
        ("picture", {"picture": picture.pk, "alt": "Krzesło <b>", "caption": "Podpis", "credit": "Wit, CC0"}),
        (
            "video",
            {
                "title": "Film",
                "address": "",
                "file": film.pk,
                "captions": captions.pk,
                "transcript": "<p>Słowa.</p>",
            },
        ),
        ("quote", {"words": "Działa.", "who": "Anna", "source": ""}),
        ("comparison", {"caption": "Dwa", "headers": ["Co", "Cena"], "rows": [["Kalendarz", "0 zł"]]}),
        ("downloads", [{"document": file.pk, "title": "Lista kont"}]),
    )
    page = ArticlePageFactory(by=roza, published=True, parts=parts)
    text = client.get(page.url).content.decode().replace("\u00a0", " ")
    for words in (
        *(
            "Pierwszy krok",
            'alt="Stół z kartkami"',
            "Krzesło &lt;b&gt;",
            "Podpis",
            'kind="captions"',
            "Słowa.",
        ),
        *(
            "Działa.",
            'data-label="Cena"',
            'scope="row"',
            "Lista kont",
            file.url,
            'loading="lazy"',
            "Krok po kroku",
        ),
    ):
        assert words in text, words
    assert [
        step.value["title"]
        for part in page.parts
        if part.block_type == "steps"
        for step in part.value.bound_blocks
    ] == ["Pierwszy krok"]
    file.delete()
    Image.objects.all().delete()
    page.live_revision.publish(skip_permission_checks=True)
    assert client.get(page.url).status_code == 200, "what was lost leaves a hole, not a broken page"
    assert json.loads(page.live_revision.content["parts"])


def test_pictures_lose_what_the_camera_wrote_and_are_refused_by_their_bytes(roza, settings, tmp_path):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    for content, code in (
        (b"<svg/>", "kind"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "kind"),
        (tiny_png() + b"0" * 1000, "big"),
    ):
        with pytest.raises(RuleBroken) as refused:
            keep_picture(content, title="x", by=roza)
        assert refused.value.code == code
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    with pytest.raises(RuleBroken):
        keep_picture(tiny_png(), title="x", by=roza)
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 10_000
    kept = keep_picture(tiny_png(), title=" Stół  ", by=roza)
    assert (kept.title, keep_picture(tiny_png(), title="ten sam", by=roza)) == ("Stół", kept)


def test_an_editor_sends_a_picture_in_the_chooser_only(roza):
    client = signed_in(roza, second_factor=False)
    assert client.get("/redakcja/images/chooser/").status_code == 200
    exif = Opened.Exif()
    exif[0x010F] = "Aparat Zdradliwy"
    photo = io.BytesIO()
    Opened.new("RGB", (40, 30), "red").save(photo, format="JPEG", exif=exif)
    lend_editor_rights(roza)

    def sent(name, content, kind):
        file = SimpleUploadedFile(name, content, content_type=kind)
        return get_image_form(Image)({"title": "Stół", "tags": ""}, {"file": file}, user=roza)

    form = sent("Ania u lekarza.jpg", photo.getvalue(), "image/jpeg")
    assert form.is_valid(), form.errors
    kept = form.save()
    assert "Ania" not in kept.file.name
    with kept.file.open("rb") as file:
        assert b"Zdradliwy" not in file.read()
    assert kept.renditions.count() == 3
    assert not sent("x.png", b"<svg onload=alert(1)></svg>", "image/png").is_valid()
    for closed in ("", "add/", f"{kept.pk}/", f"{kept.pk}/delete/", "multiple/add/"):
        assert client.get(f"/redakcja/images/{closed}").status_code == 404, closed
