"""Through the browser's door: what is typed, kept when refused, and led on from."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from osnowa.spreading.models import Handout, ShortLink
from tests.factories.spreading import HandoutFactory, HandoutProofFactory, LinkDayFactory, ShortLinkFactory
from tests.factories.workshops import CycleFactory
from tests.spreading.conftest import MAY_10, WORK, sign_in


def text(response):
    return re.sub(r"\s+", " ", response.content.decode().replace("\u00a0", " "))


def test_prints_from_the_empty_list_to_named_organisations(scene, client):
    sign_in(client, scene.alice)
    assert "Zapisz pierwsze druki" in text(client.get(f"{WORK}druki/"))
    form = text(client.get(f"{WORK}druki/dodaj/"))
    key = re.search(r'name="submission_key" value="([^"]+)"', form)[1]
    typed = {"kind": "brochure", "title": "Jak pisać", "copies": "sto", "given_on": "10.05.2017", "place": ""}
    page = text(client.post(f"{WORK}druki/dodaj/", typed))
    assert "Wpisz liczbę całkowitą." in page
    assert 'value="Jak pisać"' in page
    typed |= {"copies": "60", "place": "Biblioteka", "submission_key": key}
    places = {client.post(f"{WORK}druki/dodaj/", typed).headers["Location"] for _click in range(2)}
    handout = Handout.objects.get()
    assert places == {f"{WORK}druki/{handout.pk}/"}
    assert (handout.copies, handout.given_on, handout.kind) == (60, MAY_10, "brochure")
    found = text(client.get(f"{WORK}druki/{handout.pk}/organizacje/", {"szukaj": "laka"}))
    assert "Łąka" in found
    assert "Brzeg" not in found
    client.post(f"{WORK}druki/{handout.pk}/organizacje/", {"organisations": [scene.laka.pk]})
    assert "Łąka" in text(client.get(f"{WORK}druki/{handout.pk}/"))
    form = text(client.get(f"{WORK}druki/{handout.pk}/popraw/"))
    assert 'name="version" value="1"' in form
    page = text(client.post(f"{WORK}druki/{handout.pk}/wycofaj/", {"reason": ""}))
    assert "Błąd: " in page
    client.post(f"{WORK}druki/{handout.pk}/wycofaj/", {"reason": "Pomyłka"})
    assert "Pomyłka" in text(client.get(f"{WORK}druki/{handout.pk}/"))


def test_posters_for_two_places_from_one_form(scene, client):
    cycle = CycleFactory(programme=scene.programme, is_published=True)
    sign_in(client, scene.ed)
    typed = {"target": "https://zly.example", "label": "Bezpłatne warsztaty", "places": "Rynek\nSzkoła"}
    page = text(client.post(f"{WORK}plakaty/dodaj/", typed))
    assert "Wybierz, dokąd prowadzi kod." in page
    assert "Rynek" in page
    typed["target"] = f"cycle-{cycle.pk}"
    assert client.post(f"{WORK}plakaty/dodaj/", typed).headers["Location"] == f"{WORK}plakaty/"
    link = ShortLink.objects.get(place="Rynek")
    page = client.get(f"{WORK}plakaty/{link.pk}/").content.decode()
    assert f"localhost:8000/k/{link.code}" in page
    assert "<svg" in page
    poster = client.get(f"{WORK}plakaty/{link.pk}/plakat.pdf").content
    assert (poster[:5], b"/StructTreeRoot" in poster) == (b"%PDF-", True)
    png, svg = (client.get(f"{WORK}plakaty/{link.pk}/kod.{kind}") for kind in ("png", "svg"))
    assert png.content.startswith(b"\x89PNG")
    assert (b"<svg" in svg.content, svg.headers["Content-Disposition"][:10]) == (True, "attachment")
    assert client.get(f"{WORK}plakaty/{link.pk}/kod.exe").status_code == 404


def test_lists_ask_the_same_however_long_and_hide_names_from_the_evaluator(scene, client):
    sign_in(client, scene.eve)

    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            page = text(client.get(path))
        assert "Alicja" not in page
        return len(queries)

    one = HandoutFactory(programme=scene.programme, note="Pani Anna", logged_by=scene.alice)
    proof = HandoutProofFactory(handout=one)
    LinkDayFactory(link__programme=scene.programme)
    asked(f"{WORK}druki/")  # what a process asks once
    counts = [asked(f"{WORK}{part}/") for part in ("druki", "plakaty")]
    for _more in range(3):
        HandoutFactory(programme=scene.programme)
        LinkDayFactory(link=ShortLinkFactory(programme=scene.programme))
    assert [asked(f"{WORK}{part}/") for part in ("druki", "plakaty")] == counts
    page = text(client.get(f"{WORK}druki/{one.pk}/"))
    assert "Pani Anna" not in page
    assert f"dowody/{proof.pk}/" not in page
