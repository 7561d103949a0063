"""Was this useful: one tap, once a day for one reader; words go to whoever looks after the text, and are forgotten."""

import datetime as dt
import re

import pytest
from django.test import Client

from osnowa.knowledge import privacy
from osnowa.knowledge.actions import delete_words, forget_answers, send_words
from osnowa.knowledge.actions.useful import MOST_WORDS_A_DAY
from osnowa.knowledge.models import ReaderWords, UsefulAnswer
from osnowa.knowledge.queries.useful import opinions_of
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from tests.factories.knowledge import ArticlePageFactory, ReaderWordsFactory, ToolPageFactory
from tests.factories.people import AccountFactory, PersonFactory
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db
TOKEN = re.compile(
    r'action="(/wiedza/ocena/\d+/)"[^>]*><input type="hidden" name="csrfmiddlewaretoken" value="(\w+)"'
)


@pytest.fixture(autouse=True)
def _own_secret(settings, tmp_path):
    settings.HOME = tmp_path


def tap(client, page, answer, **more):
    return client.post(
        f"/wiedza/ocena/{page.pk}/", {"odp": answer, **more}, headers={"user-agent": "Mozilla/5.0"}
    )


def test_one_tap_under_a_kept_text_with_the_readers_own_token(roza):
    for page in (ArticlePageFactory(by=roza, published=True), ToolPageFactory(by=roza, published=True)):
        for _reader in range(2):  # the second one gets the kept page
            client = Client(enforce_csrf_checks=True)
            found = TOKEN.search(client.get(page.url).content.decode())
            answer = client.post(found[1], {"odp": "tak", "csrfmiddlewaretoken": found[2]})
            assert (answer.status_code, answer.url) == (303, f"/wiedza/ocena/{page.pk}/?odp=tak")
        assert (opinions_of(page.pk).yes, opinions_of(page.pk).no) == (1, 0), (
            "one device, one day, one answer"
        )
    signed = signed_in(roza, second_factor=False)
    assert "kept-place" not in signed.get(page.url).content.decode()


def test_a_second_tap_changes_the_answer_and_the_next_day_is_a_new_one(client, roza):
    page = ArticlePageFactory(by=roza, published=True)
    thanks = client.get(tap(client, page, "tak").url).content.decode()
    assert "Dziękujemy" in thanks
    tap(client, page, "nie")
    tap(client, page, "może")
    assert list(UsefulAnswer.objects.values_list("is_useful", flat=True)) == [False]
    with clock.at(clock.now() + dt.timedelta(days=1)):
        forget_answers()
        tap(client, page, "tak")
    assert (opinions_of(page.pk).no, UsefulAnswer.objects.filter(mark="").count()) == (1, 1)
    assert UsefulAnswer.objects.count() == 2
    assert client.get("/wiedza/ocena/999999/").status_code == 404
    assert tap(client, ArticlePageFactory(by=roza), "tak").status_code == 404


def test_words_go_to_the_owner_once_and_are_kept_for_a_year(client, roza, wit):
    page = ArticlePageFactory(by=roza, published=True)
    words = "Brakuje <b>przykładu</b>.\r\nI zdjęcia."
    for _twice in range(2):
        assert tap(client, page, "nie", words=words).url.endswith("?odp=nie&wyslano=1")
    (row,) = ReaderWords.objects.all()
    assert (row.words, row.is_useful) == ("Brakuje <b>przykładu</b>.\nI zdjęcia.", False)
    letter = OutgoingMail.objects.get(template="knowledge/words_came")
    assert letter.to == roza.email
    assert "I zdjęcia." in letter.text
    assert "<b>przykładu" not in letter.html
    desk = signed_in(wit, second_factor=False)
    assert "&lt;b&gt;" in desk.get(f"/praca/teksty/{page.pk}/czytelnicy/").content.decode()
    with clock.at(clock.now() + dt.timedelta(days=366)):
        forget_answers()
    assert not ReaderWords.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Napisz"), ("   ", "Napisz"), ("a" * 1001, "1001")],
)
def test_bad_words_are_said_at_the_field_and_kept(client, roza, words, said):
    page = ArticlePageFactory(by=roza, published=True)
    answer = tap(client, page, "nie", words=words)
    text = answer.content.decode()
    assert (answer.status_code, said in text, ReaderWords.objects.exists()) == (200, True, False)
    assert words.strip() in text


def test_machines_and_crowds_are_stopped(client, roza, settings):
    page = ArticlePageFactory(by=roza, published=True)
    tap(client, page, "tak", words="Kup teraz", page_address="https://spam.example")
    assert not ReaderWords.objects.exists()
    for n in range(MOST_WORDS_A_DAY):
        send_words(page, f"Uwaga {n}", None, by=audit.PARTICIPANT)
    with pytest.raises(RuleBroken) as refused:
        send_words(page, "Jeszcze jedna", None, by=audit.PARTICIPANT)
    assert refused.value.code == "too_many"
    settings.SIGNUPS_PER_MINUTE_PER_ADDRESS = 0
    assert tap(client, page, "tak").status_code == 429


def test_words_that_name_somebody_are_deleted(roza):
    page = ArticlePageFactory(by=roza, published=True)
    person = PersonFactory(name="Jan Kruk", email="jan@example.org")
    for words in (
        "Pisał do mnie Jan Kruk.",
        "Proszę o odpowiedź: JAN@example.org",
        "Jan Krukowski ma rację.",
    ):
        ReaderWordsFactory(page=page, words=words)
    privacy.erase(person)
    (left,) = ReaderWords.objects.all()
    assert left.words == "Jan Krukowski ma rację."
    client = signed_in(roza, second_factor=False)
    for _twice in range(2):
        assert client.post(f"/praca/teksty/slowa/{left.pk}/usun/").status_code == 302
    assert not ReaderWords.objects.exists()
    with pytest.raises(RuleBroken):
        delete_words(ReaderWordsFactory(page=page), by=AccountFactory())
