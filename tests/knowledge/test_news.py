"""The news: on the home page, in a list, for feed readers; written by whom a role lets."""

import datetime as dt

import pytest
from wagtail.models import Page, Site

from osnowa.knowledge.actions import lay_out_news, publish_news
from osnowa.knowledge.models import KnowledgeIndexPage, NewsIndexPage, NewsPage
from osnowa.knowledge.queries import latest_news
from osnowa.lib import clock
from osnowa.programme.models import Role, TeamMember
from tests.factories.programme import ProgrammeFactory
from tests.portal.conftest import member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db):
    return ProgrammeFactory(slug="wiedza")


@pytest.fixture
def edyta(programme):
    return member(programme, Role.EDITOR, email="edyta@example.org", name="Edyta Pisząca")


def news(title, programme=None, days_ago=0):
    return publish_news(
        title=title,
        lead="Krótko.",
        body="<p>Więcej.</p>",
        published_on=clock.today() - dt.timedelta(days=days_ago),
        programme=programme,
        by=None,
    )


def test_fresh_database_serves_the_list_of_news(client):
    assert NewsIndexPage.objects.count() == 1
    assert Site.objects.get().root_page.specific == KnowledgeIndexPage.objects.get()
    assert client.get("/wiedza/").status_code == 200
    assert client.get("/wiedza/aktualnosci/").status_code == 200
    assert [problem for kind in Page.find_problems() for problem in kind] == []


def test_laying_out_again_changes_nothing():
    before = list(Page.objects.values())
    lay_out_news(by=None)
    assert list(Page.objects.values()) == before


def test_laying_out_works_in_an_emptied_database():
    Page.objects.all().delete()
    index = lay_out_news(by=None)
    assert index.url == "/wiedza/aktualnosci/"


def test_latest_news_are_the_programmes_and_the_common_ones(programme):
    other = ProgrammeFactory(slug="inny")
    mine, _foreign, common = news("Nasze", programme, 2), news("Cudze", other, 1), news("Wspólne", None, 0)
    assert [page.pk for page in latest_news(programme)] == [common.pk, mine.pk]


def test_slug_keeps_polish_letters_readable(programme):
    assert news("Żółta łódź na Bugu").slug == "zolta-lodz-na-bugu"


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_however_many(client, programme, count, django_assert_max_num_queries):
    for number in range(count):
        news(f"Aktualność {number}", programme)
    client.get("/wiedza/aktualnosci/")
    with django_assert_max_num_queries(12) as asked:
        client.get("/wiedza/aktualnosci/")
    assert len(asked) <= 10


def test_page_and_feed_show_the_piece(client, programme):
    page = news("Ruszają zapisy", programme)
    assert "Ruszają zapisy" in client.get(page.url).content.decode()
    feed = client.get("/wiedza/kanal/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Ruszają zapisy" in feed.content.decode()


def test_old_address_of_news_leads_on(client, programme):
    page = news("Ruszają zapisy", programme)
    answer = client.get(f"/wiedza/{page.slug}/")
    assert (answer.status_code, answer["Location"]) == (301, "/wiedza/aktualnosci/ruszaja-zapisy/")
    assert client.get("/wiedza/nie-ma-takiej/").status_code == 404


def new_page_url():
    return f"/redakcja/pages/add/knowledge/newspage/{NewsIndexPage.objects.get().pk}/"


def written(title):
    return {
        "title": title,
        "slug": "nowa",
        "published_on": "2026-11-03",
        "lead": "Krótko.",
        "body": '{"blocks": [], "entityMap": {}}',
        "programme": "",
        "action-publish": "action-publish",
    }


def test_editor_writes_and_publishes(edyta):
    client = signed_in(edyta, second_factor=False)
    assert client.get("/redakcja/").status_code == 200
    assert client.get(new_page_url()).status_code == 200
    answer = client.post(new_page_url(), written("Od redakcji"))
    assert answer.status_code == 302
    assert NewsPage.objects.live().filter(title="Od redakcji").count() == 1
    assert edyta.groups.count() == 0


@pytest.mark.parametrize(("title", "slug"), [("Żółta łódź", "zolta-lodz"), ("!!!", "aktualnosc")])
def test_draft_without_an_address_gets_one_from_its_title(edyta, title, slug):
    client = signed_in(edyta, second_factor=False)
    draft = {**written(title), "slug": ""}
    del draft["action-publish"]
    for _twice in range(2):
        assert client.post(new_page_url(), draft).status_code == 302
    pages = NewsPage.objects.filter(title=title).order_by("pk")
    assert [(page.slug, page.live) for page in pages] == [(slug, False), (f"{slug}-2", False)]


def test_way_from_work_opens_an_empty_piece(edyta, client):
    answer = signed_in(edyta, second_factor=False).get("/redakcja/nowa-aktualnosc/")
    assert answer["Location"] == new_page_url()
    assert client.get("/redakcja/nowa-aktualnosc/")["Location"].startswith("/konto/zaloguj/")


def test_editor_whose_role_ended_is_out_at_once(edyta):
    client = signed_in(edyta, second_factor=False)
    assert client.get("/redakcja/").status_code == 200
    TeamMember.objects.filter(account=edyta).update(ended_at=clock.now())
    assert client.get("/redakcja/").status_code == 404
    assert client.post(new_page_url(), written("Za późno")).status_code == 404


def test_list_itself_cannot_be_deleted_or_hidden(edyta):
    client = signed_in(edyta, second_factor=False)
    index = NewsIndexPage.objects.get()
    for deed in ("delete", "unpublish"):
        client.post(f"/redakcja/pages/{index.pk}/{deed}/")
    index.refresh_from_db()
    assert index.live


def test_front_of_the_editor_has_no_english_words(edyta):
    page = signed_in(edyta, second_factor=False).get("/redakcja/").content.decode()
    assert [word for word in ("0 Documents", "created in") if word in " ".join(page.split())] == []


def test_menu_holds_the_news_only(edyta):
    page = signed_in(edyta, second_factor=False).get("/redakcja/").content.decode()
    for other in (
        "/redakcja/users/",
        "/redakcja/groups/",
        "/redakcja/sites/",
        "/redakcja/images/",
        "/redakcja/reports/",
    ):
        assert other not in page


def test_pages_of_the_editor_get_the_looser_policy_and_others_do_not(client, edyta, programme):
    editors = signed_in(edyta, second_factor=False).get("/redakcja/")
    assert "frame-ancestors 'self'" in editors["Content-Security-Policy"]
    assert editors["X-Frame-Options"] == "SAMEORIGIN"
    public = client.get("/")
    assert "unsafe-inline" not in public["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]
    assert public["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["/redakcja/login/", "/redakcja/password_reset/", "/redakcja/password_reset/confirm/x/y/"]
)
def test_wagtails_own_ways_in_lead_to_ours(client, path):
    assert client.get(path)["Location"].startswith("/konto/zaloguj/")
    answer = client.post(path, {"username": "edyta@example.org", "password": "x"})
    assert answer["Location"].startswith("/konto/zaloguj/")


def test_programme_that_is_not_public_cannot_be_named(edyta, programme):
    hidden = ProgrammeFactory(slug="tajny", title="Program w przygotowaniu", is_public=False)
    assert hidden.title not in signed_in(edyta, second_factor=False).get(new_page_url()).content.decode()
