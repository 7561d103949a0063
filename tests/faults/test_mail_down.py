"""The mail server is away for an hour (faults 10): sign-ups work, letters leave later, once each."""

import datetime as dt
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
from django.urls import reverse

from osnowa.lib import clock, mail, mail_sending
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.models import Enrolment
from tests.factories.programme import ClauseFactory
from tests.factories.workshops import CycleFactory

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


class Session(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to hand over a letter."""

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())
            if word == b"QUIT":
                self.say("221 bye")
                return
            self.say("250 fine")

    def letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Session)
        self.letters: list[bytes] = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()


@pytest.fixture
def port(settings) -> int:
    """Where a mail server was a moment ago and nobody listens now."""
    gone = MailServer()
    port = gone.server_address[1]
    gone.close()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    return port


@pytest.fixture
def back(port):
    """The server comes back, at the same place."""
    opened: list[MailServer] = []

    def open_again() -> MailServer:
        opened.append(MailServer(port))
        return opened[0]

    yield open_again
    for server in opened:
        server.close()


@pytest.fixture
def cycle() -> Iterator:
    made = CycleFactory()
    ClauseFactory(programme=made.programme)
    return made


def sign_up(client, cycle, number: int):
    address = reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug])
    page = client.get(address)
    form = {
        "name": f"Łucja Próbna {'ABCDE'[number]}",
        "email": f"lucja{number}@example.org",
        "organisation": "Klub pod Lipą",
        "submission_key": page.context["form"].initial["submission_key"],
    }
    return client.post(address, form, follow=True)


def test_sign_ups_work_and_letters_leave_when_the_server_is_back(client, cycle, back):
    noon = clock.now()
    for number in range(3):
        assert sign_up(client, cycle, number).status_code == 200
    for minute in range(0, 60, 5):
        with clock.at(noon + minute * MINUTE):
            assert mail_sending.send_due() == 0

    assert Enrolment.objects.filter(state=Enrolment.State.PLACED).count() == 3
    with clock.at(noon + 59 * MINUTE):
        health = mail.queue_health()
        assert (health.waiting, health.dead, health.is_late) == (3, 0, True)
        assert health.oldest >= 58 * MINUTE

    server = back()
    sent = 0
    for minute in range(60, 150, 5):
        with clock.at(noon + minute * MINUTE):
            sent += mail_sending.send_due()
    letters = [message_from_bytes(raw, policy=policy.default) for raw in server.letters]
    assert sent == 3
    assert sorted(letter["To"] for letter in letters) == [f"lucja{number}@example.org" for number in range(3)]
    assert len({letter["Message-ID"] for letter in letters}) == 3
    assert OutgoingMail.objects.filter(state="sent").count() == 3
    assert mail.queue_health().waiting == 0


def test_confirmation_repeats_the_facts_in_plain_text(client, cycle, back):
    server = back()
    sign_up(client, cycle, 0)
    mail_sending.send_due()

    [letter] = [message_from_bytes(raw, policy=policy.default) for raw in server.letters]
    plain = letter.get_body(("plain",)).get_content()
    enrolment = Enrolment.objects.get()
    assert enrolment.reference in plain
    assert cycle.title in plain
    assert enrolment.token in plain
    assert letter["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in letter.iter_attachments()] == ["text/calendar"]
