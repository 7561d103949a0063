"""An installation that had only news gets its shelves, and its news move with their list."""

import importlib

import pytest
from django.apps import apps
from wagtail.models import Locale, Page, Site

from osnowa.knowledge.models import SHELVES, KnowledgeIndexPage, NewsIndexPage, NewsPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_installation():
    """As migration 0002 left it: the list of news is the root, with two pieces of news under it."""
    Page.objects.all().delete()
    locale = Locale.objects.first()
    top = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    top.add_child(instance=Page(title="Cudza", slug="cudza", locale=locale))
    index = top.add_child(instance=NewsIndexPage(title="Aktualności", slug="aktualnosci", locale=locale))
    for title in ("Ruszają zapisy", "Zapisy zamknięte"):
        index.add_child(instance=NewsPage(title=title, lead="Krótko.", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", site_name="Osnowa", root_page=index, is_default_site=True)


@pytest.mark.usefixtures("old_installation")
def test_news_move_with_their_list_and_old_addresses_lead_on(client):
    assert client.get("/wiedza/ruszaja-zapisy/").status_code == 200
    importlib.import_module("osnowa.knowledge.migrations.0004_shelves").lay_out(apps, None)
    importlib.import_module("osnowa.knowledge.migrations.0005_kinds").lay_out(apps, None)
    assert [problem for kind in Page.find_problems() for problem in kind] == []
    root = KnowledgeIndexPage.objects.get()
    assert Site.objects.get().root_page_id == root.pk
    assert {child.specific_class for child in root.get_children()} == {
        NewsIndexPage,
        *(shelf.index for shelf in SHELVES),
    }
    answer = client.get("/wiedza/ruszaja-zapisy/")
    assert (answer.status_code, answer["Location"]) == (301, "/wiedza/aktualnosci/ruszaja-zapisy/")
    assert client.get("/wiedza/aktualnosci/zapisy-zamkniete/").status_code == 200
    assert sorted(page.url for page in NewsPage.objects.all()) == [
        "/wiedza/aktualnosci/ruszaja-zapisy/",
        "/wiedza/aktualnosci/zapisy-zamkniete/",
    ]
