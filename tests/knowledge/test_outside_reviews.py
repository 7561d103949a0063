"""The second pair of eyes may come from outside: by a link that runs out, once, never by who wrote the text."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections, transaction

from osnowa.knowledge.actions import approve_text, submit_text
from osnowa.knowledge.actions import outside_reviews as actions
from osnowa.knowledge.evidence import COUNTINGS
from osnowa.knowledge.models import ArticlePage, OutsideReview, Submission
from osnowa.knowledge.privacy import erase, export
from osnowa.knowledge.rules import outside_reviews as rules
from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import OutgoingMail
from osnowa.lib.period import Period
from osnowa.people.privacy import is_shared
from osnowa.portal.queries.history import in_words
from tests.factories.knowledge import ArticlePageFactory, ToolPageFactory, editor
from tests.factories.people import PersonFactory
from tests.portal.conftest import signed_in

State = OutsideReview.State
ME = audit.PARTICIPANT
NOW = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)


def test_mailbox_is_the_same_with_a_plus_and_in_capitals():
    assert rules.mailbox(" Anna+Praca@Poczta.Example ") == "anna@poczta.example"
    assert rules.mailbox("anna@poczta.example") != rules.mailbox("anna@inna.example")


def test_standing_says_what_time_and_others_made_of_it():
    def standing(state, *, is_open=True, days=1):
        return rules.standing(state, is_open=is_open, expires_at=NOW + dt.timedelta(days=days), now=NOW)

    assert standing("waiting") == "waiting"
    assert standing("waiting", days=0) == "ran_out"
    assert standing("waiting", is_open=False, days=-1) == "decided"
    for ended in ("approved", "sent_back", "withdrawn", "declined"):
        assert standing(ended, is_open=False, days=-9) == ended


def words_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def letters(template):
    return list(OutgoingMail.objects.filter(template=f"knowledge/{template}").order_by("pk"))


def link(number=-1):
    return "/recenzja/" + letters("reviewer_invited")[number].text.partition("/recenzja/")[2].split()[0]


def refusal(deed, *args, **kwargs):
    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        deed(*args, **kwargs)
    return refused.value.code


@pytest.fixture
def given(roza, programme):
    page = ArticlePageFactory(
        by=roza,
        programme=programme,
        title="Umowy bez pułapek",
        body="<h2>Po co umowa</h2><p>Żeby pamiętać.</p><h2>Kto podpisuje</h2><p>Zarząd.</p>",
    )
    return submit_text(page, by=roza)


def ask(submission, by, **more):
    said = {"name": "Halina Postaw", "email": "halina@prawo.example", "words": "Proszę o uwagi."}
    return actions.invite_reviewer(submission, **(said | more), by=by)


def yes(review, **more):
    said = {"name": "Halina Postaw", "seen": str(review.submission.revision_id), "by": ME}
    return actions.approve_from_outside(review, **(said | more))


@pytest.mark.django_db
class TestInviting:
    def test_who_is_refused_and_what_is_said_once(self, given, roza, wit):
        for wrong in ("roza@example.org", "Roza+2@Example.org", "wit@example.org"):
            assert refusal(ask, given, wit, email=wrong) == "own"
        assert refusal(ask, given, wit, name=" ") == "empty"
        assert refusal(ask, given, wit, days=61) == "days"
        assert refusal(ask, given, wit, words="x" * 2001) == "long"
        review = ask(given, wit)
        assert ask(given, wit, email="HALINA@prawo.example").pk == review.pk
        assert len(letters("reviewer_invited")) == 1
        letter = letters("reviewer_invited")[0]
        assert (letter.to, letter.reply_to) == ("halina@prawo.example", "wit@example.org")
        assert "Proszę o uwagi." in letter.text
        assert review.token_hash not in letter.text
        with pytest.raises(IntegrityError), transaction.atomic():
            OutsideReview.objects.create(
                submission=given,
                name="Inna",
                email=review.email,
                email_key=review.email_key,
                token_hash="x",
                digest=given.digest,
                invited_by=wit,
                expires_at=review.expires_at,
            )
        approve_text(given, by=wit)
        assert refusal(ask, Submission.objects.get(), roza, email="b@prawo.example") == "decided"

    def test_limit_a_day_and_a_new_link(self, given, wit, monkeypatch, client):
        monkeypatch.setattr(rules, "INVITED_A_DAY", 1)
        review = ask(given, wit)
        assert refusal(ask, given, wit, email="druga@prawo.example") == "limit"
        actions.write_reviewer_again(review, by=wit)  # a second press
        assert len(letters("reviewer_invited")) == 1
        with clock.at(clock.now() + dt.timedelta(days=20)):
            assert "Ten link już nie działa" in words_of(client.get(link()))
            again = actions.write_reviewer_again(review, by=wit)
            assert (again.last_day - clock.today()).days == rules.HOLDS
            assert "nowszy link" in words_of(client.get(link(0)))
            assert "Umowy bez pułapek" in words_of(client.get(link()))
            again.letters = rules.MOST_LETTERS
            again.expires_at = clock.now()
            again.save()
            assert refusal(actions.write_reviewer_again, again, by=wit) == "limit"
        actions.withdraw_reviewer(review, by=wit)
        actions.withdraw_reviewer(review, by=wit)
        assert audit.history_of(given.page.specific).filter(deed="knowledge.reviewer_withdrawn").count() == 1
        assert "nie jest już potrzebna" in words_of(client.get(link()))
        assert client.get("/recenzja/zgadnij.mnie/").status_code == 404


@pytest.mark.django_db
class TestReviewersPage:
    def test_reads_comments_approves_and_readers_find_it(self, client, given, wit, roza):
        ask(given, roza)
        where = link()
        page = words_of(client.get(where))
        for words in (
            "Żeby pamiętać.",
            "Proszę o uwagi.",
            "Twoje dane",
            "halina@prawo.example",
            "Po co umowa",
        ):
            assert words in page, words
        assert client.get(where).headers["Cache-Control"] == "no-store, private"
        before = (OutsideReview.objects.get().state, OutgoingMail.objects.count())
        client.head(where)
        assert (OutsideReview.objects.get().state, OutgoingMail.objects.count()) == before
        said = {"deed": "comment", "place": "Kto podpisuje", "words": "Czasem pełnomocnik."}
        client.post(where, said)
        client.post(where, said)
        client.post(where, said | {"place": "", "words": "Jasne."})
        (letter,) = letters("outside_commented")  # both in one, after a while
        assert letter.to == "roza@example.org"
        assert ("Czasem pełnomocnik." in letter.text, letter.text.count("Jasne.")) == (True, 1)
        assert "Kto podpisuje" in words_of(client.get(where))
        assert OutsideReview.objects.get().comments.count() == 2
        wrong = client.post(where, {"deed": "approve", "name": "", "seen": given.revision_id})
        assert "Zaznacz" in words_of(wrong)
        assert ArticlePage.objects.live().count() == 0
        approve = {"deed": "approve", "name": "dr Halina Postaw", "seen": given.revision_id}
        approve |= {"has_read": "on", "is_named": "on"}
        assert "Dziękujemy za recenzję" in words_of(client.post(where, approve, follow=True))
        assert "Dziękujemy za recenzję" in words_of(client.post(where, approve, follow=True))
        assert len(letters("text_approved")) == 1
        assert "dr Halina Postaw (recenzja z zewnątrz)" in letters("text_approved")[0].text
        assert letters("outside_decided") == []  # Róża asked and wrote: one letter is enough
        public = words_of(client.get("/wiedza/artykuly/umowy-bez-pulapek/"))
        assert "dr Halina Postaw (recenzja z zewnątrz)" in public
        desk = words_of(signed_in(wit, second_factor=False).get("/praca/teksty/"))
        assert "dr Halina Postaw (recenzja z zewnątrz)" in desk
        text = words_of(signed_in(wit, second_factor=False).get(f"/praca/teksty/{given.page_id}/"))
        assert "Czasem pełnomocnik." in text

    def test_sends_back_or_declines(self, client, given, wit, roza):
        ask(given, wit)
        where = link()
        editing = words_of(signed_in(wit, second_factor=False).get(f"/redakcja/pages/{given.page_id}/edit/"))
        assert "Prośba o recenzję z zewnątrz: Halina Postaw" in editing
        back = {"deed": "send_back", "name": "Halina Postaw", "seen": given.revision_id}
        assert "Napisz, co poprawić" in words_of(client.post(where, back | {"comment": " "}))
        answer = client.post(where, back | {"comment": "Podajcie podstawę."}, follow=True)
        assert "Podajcie podstawę." in words_of(answer)
        assert [(one.to) for one in letters("text_sent_back")] == ["roza@example.org"]
        assert [(one.to) for one in letters("outside_decided")] == ["wit@example.org"]
        given.refresh_from_db()
        assert (given.state, given.decided_by, given.comment) == ("sent_back", None, "Podajcie podstawę.")
        again = submit_text(ArticlePage.objects.get(), by=roza)
        ask(again, wit)
        client.post(link(), {"deed": "decline"})
        client.post(link(), {"deed": "decline"})
        assert len(letters("outside_declined")) == 1
        assert Submission.objects.get(pk=again.pk).state == "waiting"

    def test_only_what_was_seen_and_never_ones_own(self, client, given, wit, roza):
        review = ask(given, wit)
        where, page = link(), ArticlePage.objects.get()
        page.lead = "Inaczej."
        page.save_revision(user=roza)
        assert "zmienia ten tekst" in words_of(client.get(where))
        assert refusal(yes, review) == "changed"
        seen = given.revision_id
        submit_text(page, by=roza)
        shown = words_of(client.get(where))
        assert ("Inaczej." in shown, "zmienił się" in shown) == (True, True)
        stale = {"deed": "approve", "name": "H", "has_read": "on", "seen": seen}
        assert "po otwarciu tej strony" in words_of(client.post(where, stale, follow=True))
        given.refresh_from_db()
        review.refresh_from_db()
        assert refusal(yes, review, by=roza) == "own"  # Róża opened the link in her own browser
        OutsideReview.objects.update(email="roza+x@example.org")
        review.refresh_from_db()
        assert refusal(yes, review) == "own"
        assert ArticlePage.objects.live().count() == 0


@pytest.mark.django_db
class TestProof:
    def test_figure_history_and_constraint(self, given, wit, programme):
        yes(ask(given, wit))
        today = clock.today()
        (line,) = COUNTINGS[0].lines(programme, Period(today, today))
        number = OutsideReview.objects.get().pk
        assert line.counts
        assert line.label.startswith("Umowy bez pułapek (")
        assert f"nr {number}" in line.label
        assert COUNTINGS[0].total(programme, Period(today, today)) == 1
        told = in_words(audit.history_of(given.page.specific), programme)
        assert "Halina Postaw (recenzja z zewnątrz)" in {row.who for row in told}
        for both in ({"decided_by": wit}, {"decided_outside": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Submission.objects.update(**both)
        page = given.page.specific
        page.delete()
        assert OutsideReview.objects.count() == 0

    def test_name_is_exported_erased_and_forgotten_in_time(self, client, given, wit, roza, programme):
        person = PersonFactory(name="Halina Postaw", email="halina@prawo.example")
        assert not is_shared(person.email, person)
        actions.comment_from_outside(ask(given, wit), "Jasne.")
        yes(OutsideReview.objects.get(), is_named=True)
        (told,) = export(person)["outside_reviews"]
        assert (told["state"], told["comments"][0]["words"]) == ("approved", "Jasne.")
        assert "Halina" in words_of(client.get("/wiedza/artykuly/umowy-bez-pulapek/"))
        erase(person)
        review = OutsideReview.objects.get()
        assert (review.name, review.email, review.signed_as, review.state) == ("", "", "", "approved")
        assert review.comments.get().words == ""
        assert letters("reviewer_invited") == []
        public = words_of(client.get("/wiedza/artykuly/umowy-bez-pulapek/"))
        assert ("Halina" in public, "recenzja z zewnątrz" in public) == (False, True)

        programme.ends_on = clock.today()
        programme.save()
        page = ToolPageFactory(by=roza, programme=programme)
        other = submit_text(page, by=roza)
        idle = ask(other, wit, email="cicha@prawo.example")
        decided = ask(other, wit, email="druga@prawo.example")
        yes(decided)
        assert actions.forget_old_reviewers() == 0
        with clock.at(clock.now() + dt.timedelta(days=40)):
            assert actions.forget_old_reviewers() == 1
            idle.refresh_from_db()
            assert (idle.email, idle.state) == ("", "withdrawn")
        over = dt.datetime.combine(programme.kept_until, dt.time(12), dt.UTC) + dt.timedelta(days=1)
        with clock.at(over):
            assert actions.forget_old_reviewers() == 1


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_editor_and_reviewer_at_once_decide_once(programme):
    author, other = editor(programme), editor(programme)

    def decide(deed):
        try:
            deed()
        except RuleBroken as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    for _ in range(3):
        submission = submit_text(ArticlePageFactory(by=author), by=author)
        review = ask(submission, other)
        deeds = [
            lambda given=submission: approve_text(given, by=other),
            lambda review=review: actions.send_back_from_outside(
                review, "Popraw.", name="H", seen=str(review.submission.revision_id), by=ME
            ),
        ]
        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(decide, deeds)) == ["decided", "done"]
        submission.refresh_from_db()
        assert (submission.decided_by is None) == (submission.decided_outside is not None)
        assert ArticlePage.objects.get(pk=submission.page_id).live is (submission.state == "approved")
