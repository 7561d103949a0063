"""Guides, stories, collections, reports: what each needs before others read it, and where readers find it."""

import pytest
from django.db import transaction

from osnowa.knowledge.actions import submit_text
from osnowa.knowledge.models import SHELVES, CollectionPage, GuidePage
from osnowa.knowledge.queries import all_texts, text_named, ways_to_write
from osnowa.lib.errors import RuleBroken
from tests.factories.knowledge import (
    ArticlePageFactory,
    CollectionPageFactory,
    EventReportPageFactory,
    GuidePageFactory,
    StoryPageFactory,
    ToolPageFactory,
    editor,
    stream,
)
from tests.factories.people import AccountFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


def refusal(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        deed(*args, **kwargs)
    return refused.value


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\u00a0", " ")


def test_each_kind_stands_on_its_shelf_and_in_its_feeds(client, roza):
    article = ArticlePageFactory(by=roza, published=True)
    made = [
        GuidePageFactory(by=roza, published=True, minutes=90, needs="kartka\ndługopis"),
        article,
        StoryPageFactory(by=roza, published=True),
        ToolPageFactory(by=roza, published=True),
        CollectionPageFactory(by=roza, published=True, picks=[article, GuidePageFactory(published=True)]),
        EventReportPageFactory(by=roza, published=True),
    ]
    assert [type(page) for page in made] == [shelf.kind for shelf in SHELVES]
    front = shown(client, "/wiedza/")
    for page, shelf in zip(made, SHELVES, strict=True):
        assert page.url == shelf.address(page.slug)
        assert page.title in shown(client, f"/wiedza/{shelf.slug}/")
        assert page.title in shown(client, page.url)
        assert page.title in shown(client, f"/wiedza/kanal/{shelf.slug}/")
        assert f"/wiedza/{shelf.slug}/" in front
    guide = shown(client, made[0].url)
    assert ("1 godzina 30 minut" in guide, "długopis" in guide, "Krok po kroku" in guide) == (
        True,
        True,
        True,
    )
    collection = shown(client, made[4].url)
    assert f"Bo {article.title}." in collection
    assert made[4].title in shown(client, article.url), "a text says of which collection it is a part"
    assert article.title in shown(client, f"/wiedza/kanal/kolekcja/{made[4].slug}/")
    assert article.title in shown(client, "/wiedza/kanal/temat/management/")
    assert client.get("/wiedza/kanal/temat/nic/").status_code == 404
    assert client.get("/wiedza/poradniki/nie-ma/").status_code == 404
    assert len(ways_to_write()) == len(SHELVES)
    assert all_texts().count() == 7


def test_a_draft_is_not_found_and_wagtails_way_leads_to_the_same_page(client, roza):
    draft = GuidePageFactory(by=roza)
    assert client.get(draft.url).status_code == 404
    assert type(text_named(draft.pk)) is GuidePage
    assert text_named(draft.get_parent().pk) is None


def test_what_is_missing_is_said_before_others_read_it(roza):
    empty = ArticlePageFactory(by=roza, body="")
    assert refusal(submit_text, empty, by=roza).code == "incomplete"
    unasked = StoryPageFactory(by=roza, agreed=False)
    assert "przeczyta" in str(refusal(submit_text, unasked, by=roza).message)
    one = CollectionPageFactory(by=roza, picks=[ArticlePageFactory(published=True)], body="")
    assert "dwa teksty" in str(refusal(submit_text, one, by=roza).message)
    only_parts = GuidePageFactory(by=roza, body="")
    assert submit_text(only_parts, by=roza).state == "waiting"


def test_a_collection_shows_what_is_published_only_in_its_order(client, roza):
    first, second, third = (ArticlePageFactory(by=roza, published=True) for _ in range(3))
    page = CollectionPageFactory(by=roza, published=True, picks=[third, first, second])
    third.unpublish()
    text = shown(client, page.url)
    assert third.title not in text
    assert text.index(f"Bo {first.title}.") < text.index(f"Bo {second.title}.")
    first.delete()
    assert f"Bo {second.title}." in shown(client, CollectionPage.objects.get().url)


def test_somebody_else_looks_after_a_text(roza, wit):
    page = ArticlePageFactory(by=roza)
    stranger = AccountFactory(email="obca@example.org")
    client = signed_in(roza, second_factor=False)
    address = f"/praca/teksty/{page.pk}/"
    answer = client.post(f"{address}opiekun/", {"owner": stranger.pk})
    assert "Wybierz osobę z listy" in answer.content.decode().replace("\u00a0", " ")
    client.post(f"{address}opiekun/", {"owner": wit.pk})
    page.refresh_from_db()
    assert page.owner == wit
    page.title = "Inny tytuł"
    page.save_revision(user=roza)
    assert text_named(page.pk).latest_revision.as_object().owner == wit


def test_an_editor_reads_the_parts_of_a_draft(roza, programme):
    page = GuidePageFactory(
        by=roza, parts=stream(("tip", {"kind": "warning", "body": "<p>Nie na skróty.</p>"}))
    )
    other = editor(programme, email="trzecia@example.org")
    text = shown(signed_in(other, second_factor=False), f"/praca/teksty/{page.pk}/")
    assert ("Nie na skróty." in text, "Uwaga" in text) == (True, True)
