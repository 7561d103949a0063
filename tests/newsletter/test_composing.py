"""An issue put together, looked at, tried and sent through its pages."""

import datetime as dt

import pytest
from django.core import mail as django_mail
from django.urls import reverse

from osnowa.knowledge.actions import lay_out_news, publish_news
from osnowa.lib import clock, mail_sending
from osnowa.lib.errors import RuleBroken
from osnowa.newsletter.actions import composing, delivery, postman
from osnowa.newsletter.models import Issue, IssueItem
from osnowa.newsletter.queries.checks import findings_of
from osnowa.newsletter.queries.issues import items_of, rendered
from osnowa.newsletter.rules import marks
from tests.factories.knowledge import ArticlePageFactory
from tests.factories.newsletter import (
    DeliveryFactory,
    IssueItemFactory,
    MailingListFactory,
    ReaderFactory,
    SubscriptionFactory,
)
from tests.factories.programme import ProgrammeFactory
from tests.factories.workshops import CycleFactory
from tests.newsletter.conftest import draft
from tests.portal.conftest import signed_in

pytestmark = pytest.mark.django_db


def url(name, issue, *more):
    return reverse(f"newsletter:{name}", args=[issue.programme.slug, issue.pk, *more])


def said(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_from_the_subject_to_the_archive(scene):  # noqa: PLR0915  a story is long
    """The whole way as an editor walks it."""
    article = ArticlePageFactory(published=True, title="Hasła i logowanie", programme=scene.programme)
    cycle = CycleFactory(programme=scene.programme, title="Zadania na tablicy", is_published=True)
    ReaderFactory(name="Łucja Żądło", email="lucja@poczta.example")
    client = signed_in(scene.ed)
    work = reverse("newsletter:work", args=[scene.programme.slug])
    assert "newsletter" in said(client.get(f"/praca/{scene.programme.slug}/")).lower()
    assert "Zacznij" in said(client.get(work)) or "Begin" in said(client.get(work))

    new = reverse("newsletter:issue_new", args=[scene.programme.slug])
    words = {"title": "", "opening": "Dzień dobry!", "language": "pl", "is_public": "on"}
    refused = client.post(new, words)
    assert refused.status_code == 200
    assert "Dzień dobry!" in said(refused)
    answer = client.post(new, words | {"title": "Trzy rzeczy na maj"})
    issue = Issue.objects.get()
    assert answer.url == url("issue_pick", issue)
    page = said(client.get(answer.url))
    assert "Hasła i logowanie" in page
    assert "Zadania na tablicy" in page
    client.post(url("issue_pick", issue), {"picked": [f"page-{article.pk}", f"cycle-{cycle.pk}"]})
    client.post(
        url("item_new", issue), {"heading": "Dyżur", "words": "W czwartek do [rana](https://a.example/)."}
    )
    assert [item.title for item in items_of(issue)] == ["Hasła i logowanie", "Zadania na tablicy", "Dyżur"]
    last = issue.items.order_by("position").last()
    client.post(url("item_move", issue, last.pk), {"kierunek": "wyzej"})
    first = issue.items.order_by("position").first()
    client.post(url("item_move", issue, first.pk), {"kierunek": "wyzej"})  # it is the first already
    assert [item.title for item in items_of(issue)] == ["Hasła i logowanie", "Dyżur", "Zadania na tablicy"]

    letter = client.get(url("issue_letter", issue) + "?szerokosc=telefon&jasnosc=ciemno")
    assert "max-width:390px" in said(letter)
    assert "@media all" in said(letter)
    assert "sandbox" in letter.headers["Content-Security-Policy"]
    assert "Zadania na tablicy" in said(client.get(url("issue_preview", issue)))
    client.post(url("issue_test", issue))
    mail_sending.send_due()
    [trial] = [one for one in django_mail.outbox if "Trzy rzeczy na maj" in one.subject]
    assert trial.to == [scene.ed.email]
    assert "OSNOWA-MARK" not in trial.body

    assert client.get(f"/newsletter/{issue.pk}/").status_code == 404
    asked = said(client.get(url("issue_send", issue)))
    assert "1 osob" in asked or "1 person" in asked
    noon = dt.datetime.combine(clock.today(), dt.time(10), tzinfo=dt.UTC)
    with clock.at(noon):
        for _click in range(2):
            client.post(url("issue_send", issue))
        assert postman.send_due() == 1
    sent = django_mail.outbox[-1].message()
    assert "Łucja Żądło" in sent.get_body(("plain",)).get_content()
    issue.refresh_from_db()
    assert issue.state == Issue.State.SENT
    assert client.get(url("issue_words", issue)).url == url("work_issue", issue)
    with pytest.raises(RuleBroken):
        composing.change_words(issue, title="Inaczej", by=scene.ed)
    progress = said(client.get(url("work_issue", issue)))
    assert "100%" in progress
    public = said(client.get(f"/newsletter/{issue.pk}/"))
    assert "Hasła i logowanie" in public
    assert "Łucja" not in public
    assert "style=" not in public.partition("os-prose")[2][:900]
    assert client.get(f"/newsletter/{issue.pk}/wydanie.pdf").content.startswith(b"%PDF")
    assert "Trzy rzeczy na maj" in said(client.get("/newsletter/"))
    assert "Trzy rzeczy na maj" in said(client.get("/newsletter/kanal.atom"))


def test_who_may_what(scene):
    issue = draft(scene.programme)
    assert signed_in(scene.eve).get(url("work_issue", issue)).status_code == 200
    for client in (signed_in(scene.mia), signed_in(scene.eve)):
        assert client.post(url("issue_send", issue)).status_code == 404
    stranger = draft(ProgrammeFactory(slug="obok"))
    item = stranger.items.get()
    client = signed_in(scene.ed)
    foreign = reverse("newsletter:work_issue", args=[scene.programme.slug, stranger.pk])
    assert client.get(foreign).status_code == 404
    assert client.post(url("item_remove", issue, item.pk)).status_code == 302
    assert IssueItem.objects.filter(pk=item.pk).exists()


def test_only_what_is_public_can_be_picked(scene):
    hidden = ArticlePageFactory(title="Szkic", programme=scene.programme)
    foreign = ArticlePageFactory(published=True, title="Obcy", programme=ProgrammeFactory(slug="obok"))
    unpublished = CycleFactory(programme=scene.programme, is_published=False)
    issue = draft(scene.programme)
    keys = [
        f"page-{hidden.pk}",
        f"page-{foreign.pk}",
        f"cycle-{unpublished.pk}",
        "page-99999999999999",
        "x",
        "page-²",
    ]
    assert composing.add_items(issue, keys, by=scene.ed) == 0
    answer = signed_in(scene.ed).post(url("issue_pick", issue), {"picked": keys})
    assert answer.status_code == 200
    assert issue.items.count() == 1


def test_page_taken_down_is_left_out_and_said(scene):
    article = ArticlePageFactory(published=True, title="Hasła", programme=scene.programme)
    issue = draft(scene.programme, preheader="Krótko", opening="Dzień dobry.")
    composing.add_items(issue, [f"page-{article.pk}"], by=scene.ed)
    article.refresh_from_db()
    article.unpublish()
    assert "Hasła" not in rendered(issue, "pl").text
    findings = findings_of(issue, items_of(issue))
    assert findings[0].state == "late"
    assert "Hasła" in findings[0].detail


def test_dead_links_and_heavy_words_are_found(scene, settings):
    long = "To zdanie ciągnie się " + "i ciągnie " * 12 + "bez końca."
    lay_out_news(by=None)
    news = publish_news(
        title="Nowe biuro",
        lead="Krótko.",
        body="<p>x</p>",
        published_on=clock.today(),
        programme=scene.programme,
        by=scene.ed,
    )
    base = settings.BASE_URL
    opening = f"{long}\n\n[tutaj]({base}/nie-ma-takiej/) {base}/wiedza/nie-ma/ {base}{news.get_url()} {base}/newsletter/ http://inny.example/"
    issue = draft(scene.programme, opening=opening)
    found = {finding.state: "" for finding in findings_of(issue, items_of(issue))}
    details = " ".join(finding.detail for finding in findings_of(issue, items_of(issue)))
    assert {"late", "soon"} <= set(found)
    dead = next(finding.detail for finding in findings_of(issue, items_of(issue)) if finding.state == "late")
    assert dead == f"{base}/nie-ma-takiej/, {base}/wiedza/nie-ma/"
    assert "tutaj" in details
    assert "http://inny.example/" in details
    assert "ciągnie" in details


def test_readers_and_time_are_chosen_and_taken_back(scene):
    chosen = MailingListFactory(programme=scene.programme, title="Warsztaty")
    SubscriptionFactory(mailing_list=chosen)
    ReaderFactory()
    issue = draft(scene.programme)
    client = signed_in(scene.alice)
    assert "Warsztaty (1)" in said(client.get(url("issue_readers", issue)))
    assert client.post(url("issue_readers", issue), {"readers": "list-999"}).status_code == 200
    client.post(url("issue_readers", issue), {"readers": f"list-{chosen.pk}"})
    issue.refresh_from_db()
    assert issue.mailing_list == chosen
    past = {"day": "2020-01-01", "time": "10:00", "window_hours": "24"}
    assert client.post(url("issue_schedule", issue), past).status_code == 200
    client.post(url("issue_schedule", issue), past | {"day": str(clock.today() + dt.timedelta(days=2))})
    issue.refresh_from_db()
    assert issue.state == Issue.State.SCHEDULED
    assert "10:00" in said(client.get(url("work_issue", issue)))
    client.post(url("issue_unschedule", issue))
    issue.refresh_from_db()
    assert (issue.state, issue.send_at) == (Issue.State.DRAFT, None)
    delivery.queue_issue(issue, by=scene.alice)
    assert issue.deliveries.count() == 1


def test_held_issue_is_a_task_of_today(scene):
    issue = draft(scene.programme, state=Issue.State.HELD, held_because="late", send_at=clock.now())
    client = signed_in(scene.alice)
    assert url("work_issue", issue) in said(client.get(f"/praca/{scene.programme.slug}/"))
    assert url("issue_release", issue) in said(client.get(url("work_issue", issue)))


def test_faults_are_shown_with_their_reason(scene):
    issue = draft(scene.programme, state=Issue.State.SENDING, queued_at=clock.now())
    DeliveryFactory(issue=issue, state="failed", last_error="554 go away")
    client = signed_in(scene.alice)
    page = said(client.get(url("work_issue", issue)))
    assert "554 go away" in page
    assert url("issue_retry", issue) in page
    client.post(url("issue_hold", issue))
    issue.refresh_from_db()
    assert (issue.state, issue.held_because) == (Issue.State.HELD, "stopped")


def test_list_and_issue_cost_the_same_however_long(scene, django_assert_max_num_queries):
    issue = draft(scene.programme)
    for number in range(6):
        draft(scene.programme)
        IssueItemFactory(issue=issue, heading=f"Pozycja {number}")
    client = signed_in(scene.ed)
    client.get(f"/praca/{scene.programme.slug}/newsletter/")
    with django_assert_max_num_queries(12):
        client.get(f"/praca/{scene.programme.slug}/newsletter/")
    with django_assert_max_num_queries(14):
        client.get(url("work_issue", issue))


def test_letter_of_an_issue_leaves_only_the_reader_open(scene):
    made = rendered(draft(scene.programme, title="Co\nnowego"), "en")
    assert all(mark in made.html and mark in made.text for mark in marks.MARKS)
    assert made.subject == "Co nowego"
    assert "Unsubscribe" in made.text
