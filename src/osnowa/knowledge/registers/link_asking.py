"""Asks an address whether it is still there: HEAD, then GET where a server knows no HEAD. Of the answer only its head.

The name is looked up here, and the connection goes to the very number that was found public, at each step of a
redirect: no name can lead to an inner address, not even one that answers differently the second time.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from osnowa.knowledge.rules import links as rules

TIMEOUT = 8.0  # seconds for one step
AT_LONGEST = 20.0  # seconds for one question, however slowly somebody answers
HOPS = 5
AGENT = "Mozilla/5.0 (compatible; Osnowa link check)"
_MOVED = frozenset({301, 302, 303, 307, 308})
_NO_HEAD = frozenset({400, 401, 403, 404, 405, 406, 410, 429, 500, 501, 502, 503, 999})


class NoAnswer(Exception):
    """Nobody answered, or what answered speaks another language."""


class NotAsked(Exception):
    """An address that is not asked: no public one, or an unusual one."""


@dataclass(frozen=True)
class Answer:
    """`fault`: a word of `rules.links`. `status`: of HTTP, None without an answer."""

    fault: str
    status: int | None = None


Ask = Callable[[str, str], tuple[int, str]]


def check(address: str, ask: Ask | None = None) -> Answer:
    """Follow an address to its end. `ask(method, address)` gives (status, where it moved to or "")."""
    ask = ask or head_of
    status = 0
    try:
        for _hop in range(HOPS + 1):
            if not rules.may_be_asked(address):
                return Answer(rules.NOT_ASKED)
            status, moved_to = ask("HEAD", address)
            if status in _NO_HEAD:
                status, moved_to = ask("GET", address)
            if status not in _MOVED or not moved_to:
                return Answer(rules.fault_of(status), status)
            address = urljoin(address, moved_to)
    except NotAsked:
        return Answer(rules.NOT_ASKED)
    except NoAnswer:
        return Answer(rules.SILENT)
    return Answer(rules.BROKEN, status)  # in circles


def head_of(method: str, address: str) -> tuple[int, str]:
    """Status and Location of one question over the net. Raises NoAnswer, NotAsked."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or rules.PORTS[parts.scheme]
    number = _public_number(host, port)
    connection = _Pinned(host, port, number, secure=parts.scheme == "https")
    end = threading.Timer(AT_LONGEST, connection.hang_up)
    end.daemon = True
    end.start()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, _ascii(path), headers={"User-Agent": AGENT, "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer from error
    finally:
        end.cancel()
        connection.close()


def _public_number(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer from error
    numbers = [str(place[0]) for *_kind, place in found]
    if not numbers or not all(map(rules.is_public, numbers)):
        raise NotAsked
    return numbers[0]


def _ascii(path: str) -> str:
    """Polish letters and spaces as the net writes them; what is written so already stays."""
    return "".join(
        sign if "!" <= sign <= "~" else "".join(f"%{b:02X}" for b in sign.encode()) for sign in path
    )


class _Pinned(http.client.HTTPConnection):
    """A connection to one number under the name of a host."""

    def __init__(self, host: str, port: int, number: str, *, secure: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.number, self.secure = number, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self.number, self.port), TIMEOUT)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def hang_up(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
