"""Letters that come back: by a signed message, from the mailbox, as files; and what follows from them."""

import base64
import hashlib
import hmac
import imaplib
import json

import pytest
from django.core.management import CommandError, call_command

from osnowa.lib import clock
from osnowa.newsletter.actions.bounces import lift_suppression, note_bounce
from osnowa.newsletter.actions.returned import note_message
from osnowa.newsletter.clock import read_returns
from osnowa.newsletter.models import Bounce, Delivery, Suppression
from osnowa.newsletter.queries.readers import addressees
from osnowa.newsletter.registers import mailbox
from osnowa.newsletter.rules import signatures
from tests.factories.newsletter import DeliveryFactory, ReaderFactory
from tests.newsletter.returns import POSTFIX, complaint, returned

pytestmark = pytest.mark.django_db
SECRET = "tajne-slowo-dla-dostawcy"


@pytest.fixture(autouse=True)
def _set_up(settings):
    settings.BOUNCE_SECRET = SECRET


@pytest.fixture
def reader():
    return ReaderFactory(email="ala@laka.pl")


def send(client, told, *, secret=SECRET, age=0, head=None, body=None):
    body = json.dumps(told).encode() if body is None else body
    head = head or signatures.sign(secret, int(clock.now().timestamp()) - age, body)
    return client.post(
        "/newsletter/zwroty/", body, content_type="application/json", headers={"Osnowa-Signature": head}
    )


def event(kind="bounced", email="ala@laka.pl", key="1", **more):
    return {"id": key, "type": kind, "email": email, **more}


def test_a_signed_message_stops_the_address_and_a_replay_is_refused(client, reader):
    sent = DeliveryFactory(reader=reader, state=Delivery.State.SENT)
    told = {"events": [event(status="5.1.1", reason="no such user", at=1_700_000_000)]}
    body = json.dumps(told).encode()
    head = signatures.sign(SECRET, int(clock.now().timestamp()), body)
    assert send(client, told, head=head).json() == {"noted": 1, "passed": 0}
    replay = send(client, told, head=head)
    assert (replay.status_code, replay.json()) == (409, {"refused": "replayed"})
    again = send(client, told, age=1)  # signed anew, and yet the same event
    assert again.json() == {"noted": 0, "passed": 1}
    assert Bounce.objects.count() == 1
    sent.refresh_from_db()
    assert sent.state == Delivery.State.BOUNCED
    assert Suppression.objects.get().reason == "hard"
    assert not addressees().exists()


def test_forged_old_and_unsigned_messages_are_refused(client, reader, settings):
    told = {"events": [event()]}
    assert send(client, told, secret="zgadywane").status_code == 403
    assert send(client, told, age=301).json() == {"refused": "old"}
    assert send(client, told, head="t=1,v1=" + "0" * 64).status_code == 403
    assert send(client, told, head="śmieci").status_code == 403
    assert client.get("/newsletter/zwroty/").status_code == 405
    settings.BOUNCE_SECRET = ""
    assert send(client, told, secret="").status_code == 403
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b'{"events": {}}', b"\xff", b'"x"', b"[" * 5000])
def test_a_signed_message_of_another_shape_is_refused(client, body):
    assert send(client, None, body=body).status_code == 400


def test_events_that_mean_nothing_are_passed_over(client, reader):
    told = [
        1,
        None,
        {},
        event("opened"),
        event(email="obcy@laka.pl", key="2"),
        event("deferred", key="3", at="x"),
    ]
    assert send(client, {"events": told}).json() == {"noted": 1, "passed": 5}
    assert Bounce.objects.get().kind == "soft"
    assert addressees().exists()


def test_a_complaint_ends_the_reader(reader):
    note_message(complaint())
    reader.refresh_from_db()
    assert (reader.ended_because, Suppression.objects.get().reason) == ("complaint", "complaint")


def test_four_soft_ones_stop_the_address_until_somebody_lifts_it(reader):
    def soft(number):
        note_bounce(reader.email, "soft", "mailbox", event_key=str(number), code="4.2.2")

    for number in range(3):
        soft(number)
    assert addressees().exists()
    soft(3)
    soft(3)
    row = Suppression.objects.get()
    assert (row.reason, addressees().exists()) == ("soft", False)
    lift_suppression(row, by=None)
    lift_suppression(row, by=None)
    soft(4)
    assert addressees().exists(), "what came before counts no more"
    note_bounce(reader.email, "hard", "mailbox", event_key="5")
    row.refresh_from_db()
    assert (row.reason, row.lifted_at) == ("hard", None)


class Box:
    """A mailbox as imaplib speaks to it, with two reports, a person's answer, and one that breaks off."""

    seen: set[bytes] = set()
    report = POSTFIX.format(
        address="ala@laka.pl",
        status="5.1.1",
        action="failed",
        said="550",
        original="message/rfc822",
        number=1,
    ).encode()
    messages = {b"1": b"Subject: urlop\n\nJestem na urlopie", b"2": report, b"3": report, b"4": report[:600]}

    def __init__(self, host, port, timeout):
        assert (host, port) == ("mail.example", 993)

    def login(self, user, password):
        if password != "h@slo":
            raise imaplib.IMAP4.error("no")

    def select(self, folder):
        return ("OK" if folder == '"INBOX"' else "NO", [b""])

    def search(self, _charset, _what):
        return ("OK", [b" ".join(sorted(set(self.messages) - self.seen))])

    def fetch(self, number, _parts):
        return ("OK", [(b"x", self.messages[number.encode()]), b")"])

    def store(self, number, _what, _flag):
        self.seen.add(number.encode())

    def logout(self):
        pass


def test_the_mailbox_is_read_once(reader, settings, monkeypatch, capsys):
    monkeypatch.setattr(imaplib, "IMAP4_SSL", Box)
    monkeypatch.setattr(Box, "seen", set())
    settings.BOUNCE_MAILBOX = ""
    with pytest.raises(CommandError, match="OSNOWA_BOUNCE_MAILBOX"):
        call_command("bounces")
    settings.BOUNCE_MAILBOX = "imaps://zwroty:zle@mail.example/"
    with pytest.raises(CommandError, match=r"mail\.example"):
        call_command("bounces")
    read_returns()  # the clock only notes that the mailbox is closed
    settings.BOUNCE_MAILBOX = "imaps://zwroty:h%40slo@mail.example/"
    call_command("bounces")
    assert "1 returned letters noted" in capsys.readouterr().out
    assert Box.seen == {b"1", b"2", b"3", b"4"}
    read_returns()
    assert Bounce.objects.get().source == "mailbox"
    assert not addressees().exists()


def test_returned_letters_come_from_files_too(reader, tmp_path, capsys):
    file = tmp_path / "zwrot.eml"
    file.write_bytes(returned().as_bytes())
    call_command("bounces", str(file))
    assert Bounce.objects.count() == 1
    with pytest.raises(CommandError, match="nie-ma"):
        call_command("bounces", "nie-ma.eml")


def test_the_address_of_a_mailbox():
    place = mailbox.place_of("imaps://a%40b.pl:x%2Fy@mail.example/Zwroty/2026")
    assert (place.user, place.password, place.port, place.folder) == ("a@b.pl", "x/y", 993, "Zwroty/2026")
    assert mailbox.place_of("imap://a@localhost").port == 143
    for wrong in ("", "pop3://a@b", "imaps://mail.example", "imaps://a@b:x"):
        assert mailbox.place_of(wrong) is None


def test_a_provider_tells_in_its_own_shape_and_is_believed_by_its_secret(client, reader, settings):
    settings.BOUNCE_SECRET = "kto:haslo"
    told = {
        "RecordType": "Bounce",
        "ID": 42,
        "Type": "HardBounce",
        "Email": "ala@laka.pl",
        "BouncedAt": "2026-11-26T03:00:00Z",
        "Description": "The server was unable to deliver your message",
        "Details": "smtp;550 5.1.1 no such user",
    }

    def post(told, secret="kto:haslo"):
        head = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()} if secret else {}
        return client.post(
            "/newsletter/zwroty/postmark/", told, content_type="application/json", headers=head
        )

    assert post(told, secret="kto:zle").status_code == 403
    assert post(told, secret="").status_code == 403
    assert post({**told, "RecordType": "Open", "Recipient": "ala@laka.pl"}).json() == {
        "noted": 0,
        "passed": 0,
    }
    assert post([1]).status_code == 400
    assert post(told).json() == {"noted": 1, "passed": 0}
    assert post(told).json() == {"noted": 0, "passed": 1}, "sent twice, it counts once"
    assert Suppression.objects.get().reason == "hard"
    assert client.head("/newsletter/zwroty/postmark/").status_code == 200
    assert client.post("/newsletter/zwroty/nieznany/").status_code == 404
    settings.BOUNCE_SECRET = ""
    assert post(told).status_code == 403


def test_a_full_mailbox_told_by_a_signing_provider_passes_by(client, reader):
    body = {
        "signature": {"timestamp": "1790000000", "token": "t" * 50, "signature": ""},
        "event-data": {
            "event": "failed",
            "severity": "temporary",
            "id": "abc",
            "timestamp": 1_790_000_000.5,
            "recipient": "ala@laka.pl",
            "delivery-status": {"code": 452, "message": "4.2.2 mailbox full"},
        },
    }
    url = "/newsletter/zwroty/mailgun/"
    assert client.post(url, body, content_type="application/json").status_code == 403
    signed = hmac.new(SECRET.encode(), b"1790000000" + b"t" * 50, hashlib.sha256).hexdigest()
    body["signature"]["signature"] = signed
    assert client.post(url, body, content_type="application/json").json() == {"noted": 1, "passed": 0}
    assert Bounce.objects.get().kind == "soft"
    assert addressees().exists()
