"""The ledger: one row per reader and issue, nobody skipped, nobody twice."""

import datetime as dt

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, transaction

from osnowa.lib import clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.models import AuditLine
from osnowa.newsletter.actions import claims, delivery, left_behind, marking, postman
from osnowa.newsletter.actions.journal import Journal
from osnowa.newsletter.emails.issue import read_message_id
from osnowa.newsletter.models import Bounce, Delivery, Issue
from tests.factories.newsletter import DeliveryFactory, IssueFactory, ReaderFactory
from tests.lib.mail_server import mail_server
from tests.newsletter.conftest import NOON, draft, states, under_way

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon", "own_home")]
State = Delivery.State
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def addresses() -> list[str]:
    return [letter.to[0] for letter in django_mail.outbox]


def send_at(moment: dt.datetime) -> int:
    with clock.at(moment):
        return postman.send_due()


def test_queued_once_frozen_and_sent_once_to_each(django_assert_max_num_queries):
    english = ReaderFactory(language="en", name="", email="ann@poczta.example")
    ReaderFactory(confirmed_at=None)
    ReaderFactory(ended_at=NOON, ended_because="own")
    ReaderFactory(paused_until=NOON.date() + DAY)
    issue = under_way(2)
    delivery.queue_issue(issue, by=None)  # a second click
    assert states(issue) == [State.QUEUED] * 3
    assert AuditLine.objects.filter(deed="newsletter.issue_queued").count() == 1
    Issue.objects.filter(pk=issue.pk).update(opening="Co innego")

    assert postman.send_due() == 3
    assert postman.send_due() == 0
    assert states(issue) == [State.SENT] * 3
    assert len(set(addresses())) == 3
    issue.refresh_from_db()
    assert (issue.state, issue.sent_at) == (Issue.State.SENT, NOON)
    letter = next(one for one in django_mail.outbox if one.to == [english.email]).message()
    text = letter.get_body(("plain",)).get_content()
    assert "W tym tygodniu piszemy o hasłach." in text
    assert "Co innego" not in text
    assert "This letter is for ann@poczta.example" in text
    assert f"/newsletter/czytam/{english.token}/wypisz/" in letter["List-Unsubscribe"]
    assert read_message_id(letter["Message-ID"]) == (issue.pk, english.pk)
    assert "<img" not in letter.get_body(("html",)).get_content()


def test_nothing_to_read_and_nobody_to_read_it_are_refused():
    with pytest.raises(RuleBroken) as refused:
        delivery.queue_issue(IssueFactory(opening=" "), by=None)
    assert refused.value.code == "empty"
    with pytest.raises(RuleBroken) as refused:
        delivery.queue_issue(draft(), by=None)
    assert refused.value.code == "nobody"
    assert not Delivery.objects.exists()


def test_claims_of_a_dead_process_of_this_machine_are_free_at_once():
    issue = under_way(2)
    dead, elsewhere = f"{claims.machine()}/999999999/ab", "another-machine/1/ab"
    ids = list(Delivery.objects.filter(issue=issue).order_by("pk").values_list("pk", flat=True))
    for pk, worker in zip(ids, (dead, elsewhere), strict=True):
        Delivery.objects.filter(pk=pk).update(
            claimed_by=worker, claimed_until=NOON + HOUR, next_try_at=NOON + HOUR
        )
    assert postman.send_due() == 1
    assert states(issue) == [State.SENT, State.QUEUED]


def test_two_workers_never_hold_the_same_row(monkeypatch):
    monkeypatch.setattr(claims, "BATCH", 3)
    under_way(5)
    first, second, third = (claims.claim(Journal(name)) for name in ("one", "two", "three"))
    assert [len(batch) for batch in (first, second, third)] == [3, 2, 0]
    assert not {row.pk for row in first} & {row.pk for row in second}
    with clock.at(NOON + 2 * MINUTE):
        assert claims.renew(first[1:], "one/journal") == {row.pk for row in first[1:]}
    with clock.at(NOON + claims.CLAIMED_FOR + MINUTE):
        assert claims.claim(Journal("three")) == []  # held by somebody who may have letters out
        assert left_behind.free() == 3
        assert {row.pk for row in claims.claim(Journal("three"))} == {
            first[0].pk,
            *(row.pk for row in second),
        }
    assert claims.renew(second, "two/journal") == set()


@pytest.mark.threads
@pytest.mark.django_db(transaction=True)
def test_two_connections_share_the_rows():
    import threading

    from django.db import connection

    under_way(150)
    found: dict[str, set[int]] = {}
    together = threading.Barrier(2)

    def take(name: str) -> None:
        with clock.at(NOON):
            together.wait()
            found[name] = {row.pk for row in claims.claim(Journal(name))}
        connection.close()

    threads = [threading.Thread(target=take, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not found["one"] & found["two"]
    assert len(found["one"] | found["two"]) >= 100


def test_server_that_refuses_puts_off_gives_up_or_notes_a_bounce(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        gone, grey, angry = (ReaderFactory(email=f"{name}@b.example") for name in ("gone", "grey", "angry"))
        server.refuses = {
            gone.email: b"550 5.1.1 no such user\r\n",
            grey.email: b"451 4.7.1 greylisted\r\n",
            angry.email: b"554 5.7.1 go away\r\n",
        }
        issue = under_way(1)
        assert postman.send_due() == 1
        rows = {row.reader_id: row for row in Delivery.objects.filter(issue=issue)}
        assert rows[gone.pk].state == State.BOUNCED
        assert rows[angry.pk].state == State.FAILED
        assert "go away" in rows[angry.pk].last_error
        assert (rows[grey.pk].state, rows[grey.pk].attempts) == (State.QUEUED, 1)
        assert rows[grey.pk].next_try_at == NOON + 5 * MINUTE
        bounce = Bounce.objects.get()
        assert (bounce.reader, bounce.kind, bounce.source) == (gone, "hard", "server")

        server.refuses = {}
        assert send_at(NOON + 6 * MINUTE) == 1
        issue.refresh_from_db()
        assert issue.state == Issue.State.SENT
        with clock.at(NOON + HOUR):
            assert delivery.retry_failed(issue, by=None) == 1  # not the address that does not exist
            assert postman.send_due() == 1
        assert server.letters == dict.fromkeys(server.letters, 1)
        assert server.letters.keys() >= {grey.email, angry.email}


def test_server_away_costs_nobody_a_try(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    issue = under_way(3)
    assert postman.send_due() == 0
    assert set(Delivery.objects.values_list("attempts", "next_try_at", "claimed_by")) == {
        (0, NOON + MINUTE, "")
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_at(NOON + 2 * MINUTE) == 3
    assert states(issue) == [State.SENT] * 3


def test_whoever_left_meanwhile_gets_nothing():
    issue = under_way(2)
    reader = Delivery.objects.order_by("pk").first().reader
    reader.ended_at, reader.ended_because = NOON, "own"
    reader.save()
    assert postman.send_due() == 1
    assert states(issue) == [State.LEFT, State.SENT]
    assert reader.email not in addresses()


def test_address_that_no_letter_can_carry_stops_nobody():
    odd = ReaderFactory(email="żółw@poczta.example")
    issue = under_way(1)
    assert postman.send_due() == 1
    assert Delivery.objects.get(issue=issue, reader=odd).state == State.FAILED


def test_one_provider_gets_so_many_in_a_minute(settings):
    settings.NEWSLETTER_PER_MINUTE_AND_DOMAIN = 2
    for number in range(5):
        ReaderFactory(email=f"a{number}@wielka.example")
    ReaderFactory(email="b@mala.example")
    delivery.queue_issue(draft(), by=None)
    assert postman.send_due() == 3
    assert send_at(NOON + MINUTE / 2) == 0
    assert send_at(NOON + MINUTE * 1.1) == 2
    assert send_at(NOON + MINUTE * 2.2) == 1


def test_nothing_leaves_in_the_night():
    under_way(1)
    assert send_at(NOON + 10 * HOUR) == 0  # 22:00 in Warsaw
    assert send_at(NOON + 19 * HOUR + MINUTE) == 1  # 7:01


def test_late_issue_waits_for_a_yes():
    ReaderFactory()
    issue = delivery.schedule_issue(draft(), NOON + HOUR, 3, by=None)
    with clock.at(NOON + 5 * HOUR):
        assert delivery.begin_due() == 0
        issue.refresh_from_db()
        assert (issue.state, issue.held_because) == (Issue.State.HELD, "late")
        assert not Delivery.objects.exists()
        issue = delivery.release_issue(issue, by=None)
        assert postman.send_due() == 1
    with pytest.raises(RuleBroken):
        delivery.schedule_issue(draft(), NOON, 3, by=None)


def test_issue_begins_by_the_clock_and_asks_where_the_server_was_away_for_its_whole_window():
    ReaderFactory.create_batch(2)
    issue = delivery.schedule_issue(draft(), NOON + HOUR, 2, by=None)
    with clock.at(NOON + HOUR + MINUTE):
        assert delivery.begin_due() == 1
        assert delivery.begin_due() == 0
    assert send_at(NOON + 4 * HOUR) == 0
    issue.refresh_from_db()
    assert (issue.state, issue.held_because) == (Issue.State.HELD, "late")
    with clock.at(NOON + 4 * HOUR):
        delivery.release_issue(issue, by=None)
    assert send_at(NOON + 4 * HOUR) == 2


def test_stopped_issue_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(claims, "BATCH", 1)
    issue = under_way(3)
    assert postman.send_due(go_on=iter([True, True, False]).__next__) == 1
    delivery.hold_issue(issue, by=None)
    assert postman.send_due() == 0
    delivery.release_issue(Issue.objects.get(pk=issue.pk), by=None)
    assert postman.send_due() == 2
    assert len(set(addresses())) == len(addresses()) == 3


def test_letter_that_is_out_is_marked_even_where_the_database_stumbles(monkeypatch):
    row = DeliveryFactory()
    real, calls = marking.set_sent, []

    def stumble(rows, moment):
        calls.append(rows)
        if len(calls) == 1:
            raise DatabaseError("away for a moment")
        real(rows, moment)

    monkeypatch.setattr(marking, "set_sent", stumble)
    monkeypatch.setattr(marking.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(marking, "close_old_connections", lambda: None)
    monkeypatch.setattr(type(marking.connection), "in_atomic_block", False, raising=False)
    marking.mark_sent([row.pk], NOON)
    assert len(calls) == 2
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.attempts) == (State.SENT, NOON, 1)


def test_row_and_issue_are_proven_by_the_database():
    row = DeliveryFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        DeliveryFactory(issue=row.issue, reader=row.reader)
    with pytest.raises(DatabaseError), transaction.atomic():
        Issue.objects.filter(pk=row.issue_id).update(state=Issue.State.SENT)


def test_a_worker_asks_one_question_where_nothing_is_under_way(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert postman.send_due() == 0


class Slow(EmailBackend):
    """Only counts how often it is opened."""

    opened = 0

    def open(self):
        Slow.opened += 1


def test_letters_of_deeds_go_between_batches_over_one_line(monkeypatch, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    monkeypatch.setattr(claims, "BATCH", 2)
    between = []
    under_way(5)
    assert postman.send_due(between=lambda: between.append(1)) == 5
    assert (len(between), Slow.opened) == (3, 1)
