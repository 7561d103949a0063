"""The desk of editors: what waits, what came back, who decides."""

import pytest

from osnowa.knowledge.actions import send_text_back, submit_text
from osnowa.knowledge.models import ArticlePage, Submission
from tests.factories.knowledge import ArticlePageFactory, ToolPageFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def waiting(roza, wit):
    return submit_text(ArticlePageFactory(by=roza, title="Notatki ze spotkań"), by=roza)


def decide(client, given, deed="zatwierdz", **more):
    data = {"submission": given.pk, "revision": given.revision_id} | more
    return client.post(f"/praca/teksty/{given.page_id}/{deed}/", data, follow=True)


def test_second_editor_reads_and_approves(waiting, wit):
    client = signed_in(wit, second_factor=False)
    assert "czeka na Ciebie" in words_of(client.get("/praca/teksty/"))
    page = words_of(client.get(f"/praca/teksty/{waiting.page_id}/"))
    assert "Umówcie się, kto odpisuje" in page
    assert "Zatwierdź i opublikuj" in page
    assert decide(client, waiting).status_code == 200
    assert ArticlePage.objects.live().count() == 1


def test_author_sees_no_button_and_is_refused(waiting, roza):
    client = signed_in(roza, second_factor=False)
    assert "Zatwierdź i opublikuj" not in words_of(client.get(f"/praca/teksty/{waiting.page_id}/"))
    assert "inna osoba z redakcji" in words_of(decide(client, waiting))
    assert ArticlePage.objects.live().count() == 0


@pytest.mark.parametrize(
    "wrong", [{"submission": ""}, {"submission": "9" * 30}, {"revision": "0"}, {"submission": "x"}]
)
def test_unseen_version_is_not_approved(waiting, wit, wrong):
    assert "taki, jaki jest teraz" in words_of(decide(signed_in(wit, second_factor=False), waiting, **wrong))
    assert ArticlePage.objects.live().count() == 0


def test_sending_back_keeps_what_was_typed(waiting, wit, roza):
    client = signed_in(wit, second_factor=False)
    answer = decide(client, waiting, "zwroc", comment="x" * 2001)
    assert "x" * 2001 in words_of(answer)
    assert Submission.objects.get().state == "waiting"
    assert "Napisz, co poprawić" in words_of(decide(client, waiting, "zwroc", comment=" "))
    decide(client, waiting, "zwroc", comment="Dodaj przykład.")
    assert "Dodaj przykład." in words_of(signed_in(roza, second_factor=False).get("/praca/wiedza/"))


def test_sent_back_text_is_given_again(waiting, wit, roza):
    send_text_back(waiting, "Dodaj przykład.", by=wit)
    client = signed_in(roza, second_factor=False)
    client.post(f"/praca/teksty/{waiting.page_id}/zglos/", follow=True)
    assert list(Submission.objects.order_by("pk").values_list("state", flat=True)) == ["sent_back", "waiting"]


@pytest.mark.parametrize("count", [1, 3])
def test_desk_costs_the_same_however_many(roza, wit, count, django_assert_max_num_queries):
    for _ in range(count):
        submit_text(ArticlePageFactory(by=roza), by=roza)
        ToolPageFactory(by=roza)
    client = signed_in(wit, second_factor=False)
    client.get("/praca/teksty/")
    with django_assert_max_num_queries(14) as asked:
        client.get("/praca/teksty/")
    assert len(asked) <= 12


def test_missing_text_is_not_found(roza):
    assert signed_in(roza, second_factor=False).get("/praca/teksty/999999/").status_code == 404
