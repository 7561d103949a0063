"""The page of a text: what it costs, what it keeps and when it forgets, what it tells to machines."""

import datetime as dt
import json
import re

import pytest
from django.core.cache import caches

from osnowa.knowledge.actions import approve_text, submit_text
from osnowa.knowledge.models import ArticlePage
from osnowa.lib import clock
from tests.factories.knowledge import ArticlePageFactory, GuidePageFactory

pytestmark = pytest.mark.django_db


def shown(client, page):
    return client.get(page.url).content.decode().replace("\u00a0", " ")


def publish(page, by, reader, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=by)
    approve_text(submit_text(page, by=by), by=reader)
    page.refresh_from_db()


@pytest.fixture(autouse=True)
def _nothing_kept():
    caches["local"].clear()


def test_a_text_costs_few_questions_however_many_there_are(
    client, roza, programme, django_assert_max_num_queries
):
    page = ArticlePageFactory(by=roza, published=True, programme=programme)
    costs = []
    for _ in range(2):
        ArticlePageFactory(by=roza, published=True, programme=programme)
        client.get(page.url)
        with django_assert_max_num_queries(5) as asked:
            client.get(page.url)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_what_is_kept_is_forgotten_when_it_is_no_longer_true(client, roza, wit):
    page = ArticlePageFactory(by=roza, published=True, title="Hasła", body="<p>Stare.</p>")
    other = ArticlePageFactory(by=roza, published=True, title="Pliki")
    assert ("Stare." in shown(client, page), "Pliki" in shown(client, page)) == (True, True)
    publish(other, roza, wit, title="Wspólne pliki")
    assert "Wspólne pliki" in shown(client, page)
    other.unpublish()
    assert "Wspólne pliki" not in shown(client, page)
    publish(page, roza, wit, body="<p>Nowe.</p>")
    text = shown(client, page)
    assert ("Nowe." in text, "Stare." in text) == (True, False)
    ArticlePage.objects.filter(pk=page.pk).update(byline="Anna Wełna")  # as erasing a person does
    assert "Anna Wełna" in shown(client, page)
    client.cookies["django_language"] = "en"
    assert "About this text" in shown(client, page)


def test_review_day_that_has_passed_is_said(client, roza):
    page = ArticlePageFactory(by=roza, published=True, review_on=clock.today() + dt.timedelta(days=1))
    assert "nikt jeszcze" not in shown(client, page)
    with clock.at(clock.now() + dt.timedelta(days=3)):
        assert "nikt jeszcze" in shown(client, page)


def test_translation_says_that_the_original_is_newer(client, roza, wit):
    original = ArticlePageFactory(by=roza, published=True, title="Hasła")
    page = ArticlePageFactory(
        by=roza, published=True, title="Passwords", language="en", translation_of=original
    )
    assert "oryginał" not in shown(client, page).lower()
    assert ('hreflang="en"' in shown(client, original), "starsze" in shown(client, original)) == (True, False)
    publish(original, roza, wit, lead="Inaczej.")
    assert "Zobacz oryginał" in shown(client, page)
    assert "starsze" in shown(client, original)
    original.unpublish()
    assert "Zobacz oryginał" not in shown(client, page)


def test_long_text_has_contents_and_short_has_none(client, roza):
    chapter = "<h2>{}</h2><p>" + "słowo " * 250 + "</p>"
    page = ArticlePageFactory(
        by=roza, published=True, body="".join(chapter.format(name) for name in ("Ala", "Łan", "Ćma"))
    )
    text = shown(client, page)
    assert ('href="#tekst-lan"' in text, 'id="tekst-lan"' in text, "5 minut czytania" in text) == (
        True,
        True,
        True,
    )
    assert "W tym tekście" not in shown(client, ArticlePageFactory(by=roza, published=True))


def test_machines_and_sharers_are_told(client, roza, programme):
    page = GuidePageFactory(
        by=roza, published=True, programme=programme, title="Hasła </script>", minutes=20, competences="4.1"
    )
    answer = client.get(page.url)
    text = answer.content.decode()
    facts = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    assert (facts["@type"], facts["name"], facts["step"][0]["name"]) == (
        "HowTo",
        "Hasła </script>",
        "Spiszcie konta",
    )
    assert facts["publisher"]["name"] == programme.operator.name
    assert f'<link rel="canonical" href="{page.address}">' in text
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    picture = re.search(r'property="og:image" content="[^"]*?(/wiedza/obraz/[^"]+)"', text)[1]
    for _ in range(2):
        drawn = client.get(picture)
        assert (drawn["Content-Type"], drawn.content[:4]) == ("image/png", b"\x89PNG")
    assert client.get(picture.replace(".png", "0.png")).status_code == 404
    page.unpublish()
    assert client.get(picture).status_code == 404
