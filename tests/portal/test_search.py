"""The page that finds everything public."""

import pytest

from osnowa.lib import search
from osnowa.portal.actions.found import reindex
from osnowa.portal.views import search as views
from osnowa.workshops.actions.cycles import publish_cycle, withdraw_publication
from tests.factories.cooperation import AnnouncementFactory
from tests.factories.knowledge import ArticlePageFactory, ToolPageFactory
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_the_empty_page_teaches_and_every_room_is_found_at_once(client):
    assert "Na przykład" in text_of(client.get("/szukaj/"))
    page = ArticlePageFactory(published=True, title="Praca wolontariuszy", lead="<b>Krótko</b>")
    cycle = CycleFactory(title="Wolontariat od podstaw", programme=page.programme or ProgrammeFactory())
    ArticlePageFactory(title="Wolontariat: szkic")
    reindex()
    answer = client.get("/szukaj/", {"q": "wolontariuszem"})
    shown = text_of(answer)
    assert "Praca <mark>wolontariuszy</mark>" in shown
    assert ("szkic" in shown, "<b>Krótko" in shown) == (False, False)
    assert cycle.is_published
    assert f"/{cycle.slug}/" in text_of(client.get("/szukaj/", {"q": "wolontariat", "rodzaj": "cycle"}))
    assert "no-store" in answer["Cache-Control"]


def test_deeds_keep_the_index_in_step(client):
    page = ToolPageFactory(published=True, title="Nextcloud")
    cycle = CycleFactory(title="Pliki w chmurze", is_published=False)
    assert search.find("chmury").hits == ()
    publish_cycle(cycle, by=None)
    assert [hit.kind for hit in search.find("chmury").hits] == ["cycle"]
    withdraw_publication(cycle, by=None)
    assert search.find("chmury").hits == ()
    page.unpublish()
    assert search.find("nextcloud").hits == ()
    page.delete()


def test_a_programme_that_is_not_public_takes_its_things_along(client):
    cycle = CycleFactory(title="Tajemnica ogrodu", programme=ProgrammeFactory(is_public=False))
    reindex()
    assert search.find("tajemnica").hits[0].id == str(cycle.pk)
    assert "Nic nie znaleziono" in text_of(client.get("/szukaj/", {"q": "tajemnica"}))
    assert "Tajemnica" not in text_of(client.get("/szukaj/podpowiedzi/", {"q": "tajemn"}))


def test_what_is_meant_is_asked_and_what_is_missing_is_counted(client):
    ToolPageFactory(published=True, title="Nextcloud")
    assert '?q=nextcloud">nextcloud</a>' in text_of(client.get("/szukaj/", {"q": "nextcluod"}))
    for _twice in range(2):
        client.get("/szukaj/", {"q": "hulajnoga"})
    client.get("/szukaj/", {"q": "ala@example.org"})
    assert [(row.words, row.times) for row in search.missed()] == [("hulajnoga", 2)]


def test_the_board_is_found_until_an_announcement_leaves_it(client):
    announcement = AnnouncementFactory(title="Oddamy krzesła")
    reindex()
    assert [hit.title for hit in search.find("krzesełko krzesłami").hits] == ["Oddamy krzesła"]
    announcement.state = announcement.State.HIDDEN
    announcement.hidden_at = announcement.created_at
    announcement.save()
    reindex()
    assert search.find("krzesła").hits == ()


def test_any_search_is_answered_at_a_fixed_price_and_a_flood_is_slowed(
    client, settings, django_assert_max_num_queries
):
    for number in range(12):
        ToolPageFactory(published=True, title=f"Notatnik {number}")
    client.get("/szukaj/")
    with django_assert_max_num_queries(12):
        assert "Notatnik" in text_of(client.get("/szukaj/", {"q": "notatniki"}))
    for typed in ("\x00", "OR", "a" * 5000, "<script>alert(1)</script>", '"'):
        answer = client.get("/szukaj/", {"q": typed, "rodzaj": "x", "temat": "y", "page": "99999"})
        assert (answer.status_code, b"<script>alert" in answer.content) == (200, False), typed
    assert client.post("/szukaj/").status_code == 405
    settings.SEARCHES_PER_MINUTE_PER_ADDRESS = 0
    views._asked.too_many("127.0.0.1", 0)
    answer = client.get("/szukaj/", {"q": "notatnik"})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_tools_are_narrowed_by_facets_of_the_catalogue(client):
    common = {"published": True, "lead": "Do rysowania."}
    ToolPageFactory(**common, title="Ołówek", tasks=["graphics"], price="free", hosted=["computer"])
    ToolPageFactory(
        **common, title="Pędzel", tasks=["graphics", "notes"], price="paid", polish_interface=True
    )
    shown = text_of(client.get("/szukaj/", {"q": "rysowanie"}))
    assert ("Ołówek" in shown, "Pędzel" in shown) == (True, True)
    for words in ("zadanie=graphics", "Grafika i skład (2)", "cena=paid"):
        assert words.lower() in shown.lower(), words
    narrowed = text_of(client.get("/szukaj/", {"q": "rysowanie", "cena": "free", "polski": "nic"}))
    assert ("Ołówek" in narrowed, "Pędzel" in narrowed) == (True, False)
    assert '<input type="hidden" name="cena" value="free">' in narrowed
    ArticlePageFactory(published=True, title="Haft")
    assert "zadanie=" not in text_of(client.get("/szukaj/", {"q": "haft"}))


def test_suggestions_are_links_and_the_old_address_leads_on(client):
    ToolPageFactory(published=True, title="Etherpad")
    assert 'href="/wiedza/narzedzia/etherpad/"' in text_of(client.get("/szukaj/podpowiedzi/", {"q": "ether"}))
    assert client.get("/wiedza/", {"q": "ether pad"})["Location"] == "/szukaj/?q=ether+pad"
