"""One kept connection to the mail server, for many letters one after the other.

Letters come as finished bytes. Where the server can take several commands at once (PIPELINING, RFC 2920), sender,
recipient and "here it comes" travel together, so that a letter costs two waits instead of four. A way of sending that
is not SMTP (a demonstration's, a test's, a provider's) gets a Django message that yields the same bytes.
"""

import smtplib
from email import message_from_bytes, policy
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMessage, get_connection

OK, ALSO_OK, GO_ON = 250, 251, 354
CLOSING = 421
FOR_GOOD = range(500, 600)

AWAY = (ConnectionError, TimeoutError, smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError)


class Refused(Exception):
    """The server said no to this letter. `code` as in RFC 5321; `of_address`: to the address, not to the words."""

    def __init__(self, code: int, words: str, *, of_address: bool) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
        self.words = words
        self.of_address = of_address

    @property
    def is_for_good(self) -> bool:
        return self.code in FOR_GOOD


class Away(Exception):
    """The server is not there, or has enough for now: its fault, not the letter's.

    `untouched`: nothing of the letter had been said to it.
    """

    def __init__(self, words: str, *, untouched: bool = False) -> None:
        super().__init__(words)
        self.untouched = untouched


class Ready(EmailMessage):
    """A letter that is written already."""

    def __init__(self, sender: str, to: str, written: bytes, connection: Any) -> None:
        super().__init__(from_email=sender, to=[to], connection=connection)
        self.written = written

    def message(self, *, policy: Any = policy.default) -> Any:
        return message_from_bytes(self.written, policy=policy)


class Line:
    """`with Line() as line: line.send(...)`. Opened with the first letter; a broken one is opened again by the next."""

    def __init__(self) -> None:
        self._backend: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            backend.close()

    def send(self, sender: str, to: str, written: bytes) -> None:
        """Hand over one letter; once this returns, the server has promised to deliver it.

        `sender`, `to`: bare addresses in ASCII. `written`: the whole letter, lines ending in CRLF. Raises Refused for
        this letter, or Away for the server.
        """
        if self._backend is None:
            self._open()
        try:
            server = getattr(self._backend, "connection", None)
            if isinstance(server, smtplib.SMTP):
                _hand_over(server, sender, to, written)
            else:
                self._backend.send_messages([Ready(sender, to, written, self._backend)])
        except AWAY as error:
            self._forget()
            raise Away(f"{type(error).__name__}: {error}") from error
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise Refused(code, _said(words), of_address=True) from error
        except smtplib.SMTPResponseException as error:
            raise Refused(error.smtp_code, _said(error.smtp_error), of_address=False) from error
        except Away:
            self._forget()
            raise
        except OSError as error:  # a name that is not found, a certificate that does not fit
            self._forget()
            raise Away(f"{type(error).__name__}: {error}") from error

    def _open(self) -> None:
        backend = get_connection(fail_silently=False)
        try:
            backend.open()
            server = getattr(backend, "connection", None)
            if isinstance(server, smtplib.SMTP):
                server.ehlo_or_helo_if_needed()
        except OSError as error:  # refused, too slow, a wrong password: all of smtplib's errors are OSErrors
            raise Away(f"{type(error).__name__}: {error}", untouched=True) from error
        self._backend = backend

    def _forget(self) -> None:
        """Let go of a line that may hang in the middle of a letter: its end must not become another's beginning."""
        backend, self._backend = self._backend, None
        server = getattr(backend, "connection", None)
        if isinstance(server, smtplib.SMTP):
            server.close()
        elif backend is not None:
            backend.close()


def _hand_over(server: smtplib.SMTP, sender: str, to: str, written: bytes) -> None:
    asked = (f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA")
    if server.has_extn("pipelining"):
        server.send("\r\n".join(asked) + "\r\n")
        answers = [server.getreply() for _line in asked]
    else:
        answers = []
        for line in asked:
            answers.append(server.docmd(line))
            if answers[-1][0] not in (OK, ALSO_OK, GO_ON):
                break
    _look_at(server, answers)
    # A line that begins with a dot gets a second one, or it could be the end of the letter
    body = written.replace(b"\r\n.", b"\r\n..")
    server.send(body + (b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n"))
    code, words = server.getreply()
    if code != OK:
        if code == CLOSING:
            raise Away(_said(words))
        raise Refused(code, _said(words), of_address=False)


def _look_at(server: smtplib.SMTP, answers: list[tuple[int, bytes]]) -> None:
    """Pass where the server waits for the letter; else leave the server clean for the next one, and raise."""
    code, words = answers[-1]
    if all(answer in (OK, ALSO_OK, GO_ON) for answer, _words in answers) and code == GO_ON:
        return
    if code == GO_ON:  # it waits for a letter to nobody (RFC 2920, 3.1): end it at once
        server.send(b".\r\n")
        server.getreply()
    place, (code, words) = next((p, a) for p, a in enumerate(answers) if a[0] not in (OK, ALSO_OK, GO_ON))
    if code == CLOSING:
        raise Away(_said(words))
    server.rset()
    raise Refused(code, _said(words), of_address=place == 1)


def _said(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
