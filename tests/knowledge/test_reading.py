"""What readers find: lists, topics, words with or without Polish letters, the feed."""

import pytest

from osnowa.knowledge.models import ArticlePage, ToolPage
from osnowa.knowledge.queries import article_pages, find, latest_articles, tool_page_named, tool_pages
from tests.factories.knowledge import ArticlePageFactory, ToolPageFactory
from tests.factories.programme import ProgrammeFactory

pytestmark = pytest.mark.django_db
LISTS = ("/wiedza/", "/wiedza/artykuly/", "/wiedza/narzedzia/")
SEARCHED = ("/szukaj/", "/wiedza/artykuly/", "/wiedza/narzedzia/")


def titles(pages):
    return [page.title for page in pages]


def test_empty_shelves_say_what_will_stand_there(client):
    for address, words in zip(
        LISTS, ("Jeszcze nic", "jeszcze ani jednego", "jeszcze ani jednego"), strict=True
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert words in answer.content.decode().replace("\u00a0", " "), address


def test_words_are_found_folded_title_first(roza, wit):
    ArticlePageFactory(
        by=roza, published=True, title="Spotkania", body="<p>Zapiszcie <b>hasła</b> do sali.</p>"
    )
    ArticlePageFactory(by=roza, published=True, title="Hasła i konta")
    ArticlePageFactory(by=roza, title="Hasła: szkic")
    assert titles(find(article_pages(), "HASLA")) == ["Hasła i konta", "Spotkania"]
    assert titles(find(article_pages(), "haslami w salach"))[0] == "Spotkania"
    assert titles(find(article_pages(), "?!")) == []


def test_a_title_with_the_word_in_another_ending_comes_before_the_body(roza):
    word = "<p>Dobre hasło jest długie.</p>"
    ArticlePageFactory(by=roza, published=True, title="Hasła i konta", body=word)
    ArticlePageFactory(by=roza, published=True, title="Spotkania", body=word)
    ArticlePageFactory(by=roza, published=True, title="Hasło do sali")
    found = titles(find(article_pages(), "haslo"))
    assert (set(found[:2]), found[2:]) == ({"Hasło do sali", "Hasła i konta"}, ["Spotkania"])


def test_only_beginnings_of_words_are_found(roza):
    ArticlePageFactory(by=roza, published=True, title="Hasła i konta")
    assert titles(find(article_pages(), "asła")) == []


@pytest.mark.parametrize("typed", ["a" * 5000, "%", "'; --", "\x00", "_", "<script>alert(1)</script>"])
@pytest.mark.parametrize("address", SEARCHED)
def test_any_search_is_answered(client, roza, address, typed):
    ArticlePageFactory(by=roza, published=True)
    answer = client.get(address, {"q": typed})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_topic_filters_and_unknown_topic_means_all(client, roza):
    ArticlePageFactory(by=roza, published=True, title="Biuro razem", topic="coworking")
    ArticlePageFactory(by=roza, published=True, title="Hasła i konta")
    one = client.get("/wiedza/artykuly/?temat=coworking").content.decode()
    assert ("Biuro" in one, "Hasła" in one) == (True, False)
    both = client.get("/wiedza/artykuly/?temat=nic").content.decode()
    assert ("Biuro" in both, "Hasła" in both) == (True, True)


def test_lists_cost_the_same_however_many(client, roza, django_assert_max_num_queries):
    def cost(address):
        client.get(address)
        with django_assert_max_num_queries(12) as asked:
            client.get(address)
        return len(asked)

    addresses = (*LISTS, "/wiedza/artykuly/?q=n", "/wiedza/nowe-artykuly/kanal/")
    costs = []
    for count in (1, 2):
        for _ in range(count):
            ArticlePageFactory(by=roza, published=True)
            ToolPageFactory(by=roza, published=True)
        costs.append([cost(address) for address in addresses])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 9


def test_tool_says_what_somebody_must_know(client, roza):
    page = ToolPageFactory(
        by=roza,
        published=True,
        title="Nextcloud",
        replaces="Dysk Google",
        polish_interface=True,
        effort="hard",
    )
    text = client.get(page.url).content.decode().replace("\u00a0", " ")
    for words in ("Nextcloud", "Dysk Google", "AGPL-3.0", "Bezpłatne.", "https://narzedzie.example/"):
        assert words in text, words
    assert page.url == "/wiedza/narzedzia/nextcloud/"


def test_tool_is_known_by_its_folded_name(roza):
    ToolPageFactory(by=roza, title="Żółw Pocztowy")
    assert tool_page_named("zolw pocztowy") is None
    page = ToolPageFactory(by=roza, published=True, title="ŻÓŁW  pocztowy!")
    assert tool_page_named("zolw pocztowy") == page
    assert titles(tool_pages()) == [page.title]


def test_latest_articles_are_the_programmes_and_the_common_ones(roza, programme):
    other = ProgrammeFactory(slug="inny")
    common = ArticlePageFactory(by=roza, published=True)
    mine = ArticlePageFactory(by=roza, published=True, programme=programme)
    ArticlePageFactory(by=roza, published=True, programme=other)
    assert list(latest_articles(programme)) == [mine, common]
    assert list(latest_articles(None, limit=1)) == [ArticlePage.objects.order_by("-pk").first()]


def test_feed_and_site_map_name_published_articles_only(client, roza):
    page = ArticlePageFactory(by=roza, published=True, title="Jawny artykuł")
    ArticlePageFactory(by=roza, title="Szkic")
    feed = client.get("/wiedza/nowe-artykuly/kanal/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert ("Jawny artykuł" in feed.content.decode(), "Szkic" in feed.content.decode()) == (True, False)
    assert page.url in client.get("/sitemap.xml").content.decode()


def test_scripts_of_an_editor_stay_out(client, roza):
    page = ArticlePageFactory(
        by=roza, published=True, body='<p onclick="x()">Tak</p><script>alert(1)</script>'
    )
    answer = client.get(page.url)
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert ToolPage.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "slug"), [("Łąka i źródło", "laka-i-zrodlo"), ("Żółta łódź", "zolta-lodz")]
)
def test_addresses_keep_polish_letters_readable(roza, typed, slug):
    assert ArticlePageFactory(by=roza, title=typed).slug == slug
