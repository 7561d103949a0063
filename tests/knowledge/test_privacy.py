"""A byline is personal data: exported, and taken out of the page, of its revisions and of the search."""

import json

import pytest
from wagtail.models import Revision

from osnowa.knowledge.actions import approve_text, send_text_back, submit_text
from osnowa.knowledge.models import ArticlePage, Submission
from osnowa.knowledge.privacy import erase, export
from osnowa.knowledge.queries import article_pages, find
from osnowa.knowledge.rules import names_in, without_name
from tests.factories.knowledge import ArticlePageFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(roza):
    person = PersonFactory(name="Róża Przędza")
    roza.person = person
    roza.save()
    return person


def test_export_holds_own_texts_and_own_part_only(person, roza, wit):
    page = ArticlePageFactory(by=roza, title="Moje")
    submission = submit_text(page, by=roza)
    send_text_back(submission, "Uwaga Wita.", by=wit)
    ArticlePageFactory(by=wit, title="Cudze")
    told = export(person)
    assert [text["title"] for text in told["texts"]] == ["Moje"]
    assert [(row["part"], row["comment"]) for row in told["approvals"]] == [("submitted", "")]
    assert "Cudze" not in json.dumps(told, ensure_ascii=False)


def test_erasure_takes_the_name_out_everywhere_and_keeps_the_text(client, person, roza, wit):
    page = ArticlePageFactory(by=roza, byline="Róża Przędza i Wit Nawój", title="Razem")
    approve_text(submit_text(page, by=roza), by=wit)
    own = submit_text(ArticlePageFactory(by=wit), by=wit)
    send_text_back(own, "Zadzwoń do mnie.", by=roza)
    erase(person)
    erase(person)
    assert ArticlePage.objects.live().get().byline == "Wit Nawój"
    kept = json.dumps(list(Revision.objects.values_list("content", flat=True)), ensure_ascii=False)
    assert ("Róża" in kept, "roza przedza" in kept) == (False, False)
    assert find(article_pages(), "przedza").count() == 0
    assert Submission.objects.get(pk=own.pk).comment == ""
    assert client.get(page.url).status_code == 200


def test_waiting_text_can_still_be_approved_after_erasure(person, roza, wit):
    submission = submit_text(ArticlePageFactory(by=roza), by=roza)
    erase(person)
    assert approve_text(submission, by=wit).state == "approved"
    assert ArticlePage.objects.live().get().byline == ""


def test_namesakes_own_byline_stays(person, roza, wit):
    wit.name = "Róża Przędza"
    wit.save()
    ArticlePageFactory(by=wit, title="Imienniczki")
    erase(person)
    assert ArticlePage.objects.get().byline == "Róża Przędza"


def test_bylines_are_read_as_people_write_them():
    assert names_in("Róża Przędza, Wit Nawój i Ola Nitka") == ["Róża Przędza", "Wit Nawój", "Ola Nitka"]
    assert without_name("Róża Przędza, Wit Nawój", "roza PRZEDZA") == "Wit Nawój"
    assert without_name("Róża i Spółka; Wit", "Ola") == "Róża i Spółka; Wit"
