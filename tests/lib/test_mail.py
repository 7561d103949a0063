import datetime as dt
import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.template import engines

from osnowa.lib import clock, mail, mail_sending
from osnowa.lib.models import AuditLine, OutgoingMail

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 5, 4, 12, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


class Broken(EmailBackend):
    """A server that answers every letter with `error`."""

    error: Exception = ConnectionRefusedError("nobody listens")

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def broken(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"

    def fail(error: Exception) -> None:
        monkeypatch.setattr(Broken, "error", error)

    return fail


@pytest.fixture
def mended(settings):
    def mend() -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    return mend


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    """A pair of templates as an app has them."""
    folder = tmp_path / "tests" / "mail"
    folder.mkdir(parents=True)
    (folder / "hello.txt").write_text(
        "Subject: Dzień dobry, {{ name|safe }}\n\nLink: {{ link }}\n", encoding="utf-8"
    )
    html = "<style>p { color: #123456 }</style><p>Dzień dobry, {{ name }}</p>"
    (folder / "hello.html").write_text(html, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    engines.__dict__.pop("templates", None)
    yield
    engines.__dict__.pop("templates", None)


def queue(name: str = "Łucja", **more) -> OutgoingMail:
    given = {
        "to": "lucja@example.org",
        "language": "pl",
        "context": {"name": name, "link": "https://o.example/z/1"},
    }
    return mail.queue("tests/hello", **(given | more))


def fresh(row: OutgoingMail) -> OutgoingMail:
    return OutgoingMail.objects.get(pk=row.pk)


def send_at(moment: dt.datetime) -> int:
    with clock.at(moment):
        return mail_sending.send_due()


def queue_at(moment: dt.datetime, **more) -> OutgoingMail:
    with clock.at(moment):
        return queue(**more)


def test_letter_is_sent_as_text_and_html():
    row = queue(
        attachments=[mail.Attachment("cykl.ics", "text/calendar", b"BEGIN:VCALENDAR")],
        reply_to="a@o.pl",
    )

    assert mail_sending.send_due() == 1
    [sent] = django_mail.outbox
    assert (sent.to, sent.subject, sent.reply_to) == (["lucja@example.org"], "Dzień dobry, Łucja", ["a@o.pl"])
    assert sent.body == "Link: https://o.example/z/1\n"
    assert 'style="color: #123456;"' in sent.alternatives[0].content
    assert [(name, type_) for name, _content, type_ in sent.attachments] == [("cykl.ics", "text/calendar")]
    assert (fresh(row).state, fresh(row).tries) == ("sent", 1)


def test_letter_is_sent_once():
    queue()

    assert [mail_sending.send_due(), mail_sending.send_due()] == [1, 0]
    assert len(django_mail.outbox) == 1


def test_letter_for_later_waits():
    row = queue_at(NOON, not_before=NOON + 10 * MINUTE)

    assert (send_at(NOON + 9 * MINUTE), send_at(NOON + 10 * MINUTE)) == (0, 1)
    assert fresh(row).sent_at == NOON + 10 * MINUTE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jan\nBcc: x@y.pl", "Dzień dobry, Jan Bcc: x@y.pl"),
        ("Jan\r\nBcc: x@y.pl", "Dzień dobry, Jan Bcc: x@y.pl"),
        ("Jan\x00\u2028Bcc: x@y.pl", "Dzień dobry, JanBcc: x@y.pl"),
    ],
)
def test_line_break_in_a_name_makes_no_header(name, expected):
    queue(name)
    mail_sending.send_due()

    [sent] = django_mail.outbox
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["lucja@example.org"]
    assert sent.subject == expected


def test_row_with_a_line_break_is_given_up_and_stops_nobody():
    bad = queue()
    OutgoingMail.objects.filter(pk=bad.pk).update(subject="Jan\nBcc: x@y.pl")
    queue(to="other@example.org")
    mail_sending.send_due()

    assert fresh(bad).state == "dead"
    assert [sent.to for sent in django_mail.outbox] == [["other@example.org"]]


def test_server_away_costs_one_letter_a_try_and_the_others_none(broken):
    first, second = queue_at(NOON), queue_at(NOON)
    send_at(NOON)

    assert [(fresh(row).state, fresh(row).tries) for row in (first, second)] == [("queued", 1), ("queued", 0)]
    assert fresh(first).last_error == "ConnectionRefusedError: nobody listens"
    assert {fresh(row).next_try_at for row in (first, second)} == {NOON + MINUTE}


def test_pauses_grow_to_six_hours():
    assert [mail_sending.pause_after(n) / MINUTE for n in range(1, 12)] == [
        1,
        2,
        4,
        8,
        16,
        32,
        64,
        128,
        256,
        360,
        360,
    ]


def test_letter_is_dead_after_ten_tries_and_can_be_sent_again(broken, mended):
    row, moment = queue_at(NOON), NOON
    for _try in range(mail_sending.MOST_TRIES):
        send_at(moment)
        moment = fresh(row).next_try_at
    assert (fresh(row).state, fresh(row).tries) == ("dead", 10)
    assert list(mail.dead_letters()) == [row]

    mended()
    mail.retry(row, by=None)
    mail.retry(row, by=None)
    assert mail_sending.send_due() == 1
    assert [line.deed for line in AuditLine.objects.all()] == ["lib.mail_retried"]


def test_address_refused_for_good_is_dead_at_once(broken):
    broken(smtplib.SMTPRecipientsRefused({"lucja@example.org": (550, b"no such user")}))
    row = queue()
    mail_sending.send_due()

    assert fresh(row).state == "dead"


def test_address_refused_for_now_is_tried_again(broken):
    broken(smtplib.SMTPRecipientsRefused({"lucja@example.org": (450, b"greylisted")}))
    row = queue()
    mail_sending.send_due()

    assert fresh(row).state == "queued"


def test_letter_of_a_killed_worker_returns_after_five_minutes():
    row = queue_at(NOON)
    with clock.at(NOON):
        assert [claimed.pk for claimed in mail_sending._claim()] == [row.pk]

    assert send_at(NOON + 4 * MINUTE) == 0
    assert send_at(NOON + 6 * MINUTE) == 1


def test_claim_taken_over_by_another_worker_is_not_sent_twice():
    queue_at(NOON)
    with clock.at(NOON):
        slow = mail_sending._claim()
    send_at(NOON + 6 * MINUTE)
    with clock.at(NOON + 7 * MINUTE):
        mail_sending._send_batch(slow, lambda: True)

    assert len(django_mail.outbox) == 1


def test_message_id_is_the_same_at_every_try(broken, mended):
    row = queue_at(NOON)
    send_at(NOON)
    mended()
    send_at(NOON + MINUTE)

    assert django_mail.outbox[0].extra_headers["Message-ID"] == mail_sending.message_id(row)
    assert mail_sending.message_id(fresh(row)) == mail_sending.message_id(row)


def test_stopping_gives_the_rest_back():
    rows = [queue_at(NOON) for _ in range(3)]
    asked = iter([True, True, False, False])
    with clock.at(NOON):
        assert mail_sending.send_due(go_on=lambda: next(asked)) == 1

    assert sorted(fresh(row).state for row in rows) == ["queued", "queued", "sent"]
    assert send_at(NOON) == 2


def test_more_than_one_batch_leaves_in_one_sweep():
    for _ in range(mail_sending.BATCH + 3):
        queue()

    assert mail_sending.send_due() == mail_sending.BATCH + 3


def test_health_counts_what_should_have_left(django_assert_num_queries):
    with clock.at(NOON):
        queue(programme_id=1)
        queue(programme_id=2, not_before=NOON + 60 * MINUTE)
    OutgoingMail.objects.filter(pk=queue_at(NOON, programme_id=1).pk).update(state="dead")

    with clock.at(NOON + 11 * MINUTE), django_assert_num_queries(1):
        health = mail.queue_health()
    assert health == mail.QueueHealth(waiting=1, oldest=11 * MINUTE, dead=1)
    assert health.is_late is True
    with clock.at(NOON + 11 * MINUTE):
        assert mail.queue_health(2) == mail.QueueHealth(waiting=0, oldest=None, dead=0)


def test_forgotten_address_leaves_no_row():
    queue(to="Lucja@Example.org")
    other = queue(to="other@example.org")

    assert mail.forget_address(" lucja@example.ORG ") == 1
    assert list(OutgoingMail.objects.all()) == [other]


def test_sent_letters_are_deleted_after_half_a_year():
    queue_at(NOON)
    send_at(NOON)
    with clock.at(NOON + mail.KEPT):
        assert mail.keep_recent() == 0
    with clock.at(NOON + mail.KEPT + MINUTE):
        assert mail.keep_recent() == 1


def test_outbox_of_the_demonstration_takes_everything(settings):
    settings.EMAIL_BACKEND = "osnowa.lib.outbox.EmailBackend"
    row = queue()

    assert mail_sending.send_due() == 1
    assert fresh(row).state == "sent"
