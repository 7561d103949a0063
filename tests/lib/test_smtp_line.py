"""One line to the mail server for many letters, and what it says when the server does not want one."""

from collections.abc import Iterator

import pytest
from django.core import mail as django_mail

from osnowa.lib.smtp_line import Away, Line, Refused
from tests.lib.mail_server import Picky, mail_server

LETTER = b"Subject: Dzien dobry\r\nTo: a@b.example\r\n\r\n.kropka\r\n.\r\nkoniec\r\n"


@pytest.fixture
def server(settings) -> Iterator[Picky]:
    with mail_server() as opened:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", opened.port
        yield opened


@pytest.mark.parametrize("pipelining", [True, False])
def test_many_letters_over_one_line_and_a_refused_one_between(server, pipelining):
    server.pipelining = pipelining
    server.refuses = {
        "nobody@b.example": b"550 5.1.1 no such user\r\n",
        "later@b.example": b"450 4.2.1 later\r\n",
    }
    with Line() as line:
        line.send("o@o.example", "first@b.example", LETTER)
        for address, code, is_for_good in (("nobody", 550, True), ("later", 450, False)):
            with pytest.raises(Refused) as refused:
                line.send("o@o.example", f"{address}@b.example", LETTER)
            found = (refused.value.code, refused.value.is_for_good, refused.value.of_address)
            assert found == (code, is_for_good, True)
        line.send("o@o.example", "last@b.example", LETTER)
    assert server.letters["first@b.example"] == server.letters["last@b.example"] == 1
    assert server.connections == 1
    assert b"\r\n..kropka\r\n..\r\nkoniec\r\n.\r\n" in b"".join(
        server.kept
    )  # dots are doubled, the end is one


def test_broken_line_is_opened_again_by_the_next_letter(server):
    server.hangs_up_on = {"first@b.example"}
    with Line() as line:
        with pytest.raises(Away) as away:
            line.send("o@o.example", "first@b.example", LETTER)
        assert not away.value.untouched
        line.send("o@o.example", "first@b.example", LETTER)
    assert server.letters == {"first@b.example": 1}
    assert server.connections == 2


def test_server_that_is_not_there_has_touched_nothing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with Line() as line, pytest.raises(Away) as away:
        line.send("o@o.example", "a@b.example", LETTER)
    assert away.value.untouched


def test_other_ways_of_sending_get_the_same_letter():
    with Line() as line:
        line.send("o@o.example", "a@b.example", LETTER)
    [sent] = django_mail.outbox
    assert sent.to == ["a@b.example"]
    assert sent.message()["Subject"] == "Dzien dobry"
