"""Pictures and films of texts as a browser asks for them."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from osnowa.knowledge.actions import keep_picture
from tests.factories.knowledge import tiny_png

pytestmark = pytest.mark.django_db


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_film_is_sent_in_pieces(client):
    film = Document.objects.create(title="F", file=ContentFile(b"0123456789", name="film.mp4"))
    address = f"/wiedza/nagrania/{film.pk}/"
    whole = client.get(address)
    assert (whole.status_code, whole["Content-Type"], body(whole)) == (200, "video/mp4", b"0123456789")
    for asked, said, piece in (
        ("bytes=2-4", "bytes 2-4/10", b"234"),
        ("bytes=7-", "bytes 7-9/10", b"789"),
        ("bytes=-3", "bytes 7-9/10", b"789"),
        ("bytes=0-99", "bytes 0-9/10", b"0123456789"),
    ):
        answer = client.get(address, headers={"range": asked})
        assert (answer.status_code, answer["Content-Range"], body(answer)) == (206, said, piece), asked
    assert client.get(address, headers={"range": "bytes=10-"}).status_code == 416
    for asked in ("bytes=a-b", "bytes=-", "bytes=1-2,4-5", "lines=1-2"):
        answer = client.get(address, headers={"range": asked})
        assert (answer.status_code, body(answer)) == (200, b"0123456789"), asked


def test_only_films_and_captions_are_played(client):
    other = Document.objects.create(title="L", file=ContentFile(b"x", name="lista.csv"))
    assert client.get(f"/wiedza/nagrania/{other.pk}/").status_code == 404


def test_pictures_are_known_by_names_of_chance(client, roza):
    kept = keep_picture(tiny_png(), title="Stół", by=roza)
    one = kept.renditions.first()
    answer = client.get(one.url)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "immutable" in answer["Cache-Control"]
    assert body(answer)
    for name in ("nie-ma.webp", "..%2Foriginal_images%2Fx.png", "x.svg", "x"):
        assert client.get(f"/media/images/{name}").status_code == 404
    assert client.get(f"/media/{kept.file.name}").status_code == 404
