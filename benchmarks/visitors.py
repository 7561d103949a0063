"""Visitors who sign up over HTTP as a browser would: page, POST, result. Plain sockets, so that they cost little."""

import http.client
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

_HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")
_NAME = re.compile(r'name="([^"]*)"')
_VALUE = re.compile(r'value="([^"]*)"')
_REFERENCE = re.compile(r"\b[A-Z]{1,4}\d*-\d+[0-9A-Z-]*\b")
SEE_OTHER = {302, 303}


@dataclass
class SignedUp:
    """What one visitor saw. `token`: of the own page, where the POST was accepted."""

    email: str
    requests: int = 0
    ms: float = 0.0
    ended_at: float = 0.0
    token: str = ""
    error: str = ""
    statuses: list[int] = field(default_factory=list)

    @property
    def acknowledged(self) -> bool:
        return bool(self.token) and not self.error


class Browser:
    """One connection, one jar of cookies."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.address = address
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.requests = 0

    def open(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Ask for a page or send a form. Gives status, text, and where it leads."""
        headers = {
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
            "Referer": self.address,
        }
        body = None
        if data is not None:
            body = urlencode(data)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.address}
        self.requests += 1
        self.connection.request("GET" if data is None else "POST", path, body=body, headers=headers)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8", errors="replace")
        for header in response.headers.get_all("Set-Cookie") or []:
            for key, morsel in SimpleCookie(header).items():
                self.cookies[key] = morsel.value
        return response.status, text, response.headers.get("Location", "")

    def close(self) -> None:
        self.connection.close()


def hidden_fields(page: str, marker: str) -> dict[str, str]:
    """Hidden fields of the form that holds `marker`."""
    forms = [part for part in page.split("<form")[1:] if marker in part.partition("</form>")[0]]
    fields = {}
    for tag in _HIDDEN.findall(forms[0].partition("</form>")[0] if forms else ""):
        name, value = _NAME.search(tag), _VALUE.search(tag)
        if name:
            fields[name[1]] = value[1] if value else ""
    return fields


def sign_up(address: str, path: str, number: int, *, accept_reserve: bool = True) -> SignedUp:
    """One visitor, three requests."""
    seen = SignedUp(email=f"osoba{number}@stowarzyszenie{number}.example")
    browser = Browser(address)
    began = time.perf_counter()
    try:
        status, page, _where = browser.open(path)
        seen.statuses.append(status)
        form = {
            **hidden_fields(page, "submission_key"),
            "name": f"Osoba Testowa {letters(number)}",
            "email": seen.email,
            "organisation": f"Stowarzyszenie {letters(number)}",
            "phone": "",
            "needs": "",
        }
        if accept_reserve:
            form["accept_reserve"] = "True"
        status, page, where = browser.open(path, form)
        seen.statuses.append(status)
        if status not in SEE_OTHER:
            seen.error = f"POST answered {status}"
            return seen
        seen.token = where.rstrip("/").rpartition("/")[2]
        status, page, _where = browser.open(where)
        seen.statuses.append(status)
        if status != http.client.OK:
            seen.error = f"the result answered {status}"
    except (OSError, http.client.HTTPException) as error:
        seen.error = f"{type(error).__name__}: {error}"
    finally:
        seen.ended_at = time.perf_counter()
        seen.ms = (seen.ended_at - began) * 1000
        seen.requests = browser.requests
        browser.close()
    return seen


def letters(number: int) -> str:
    """A number as a word, so that names differ and organisations do not look alike."""
    word = ""
    number += 1
    while number:
        number, rest = divmod(number, 23)
        word = "abcdefghijklmnoprstuwyz"[rest] + word
    return f"{word.capitalize()}{word[::-1]}ska"


def all_at_once(count: int, visit: Callable[[int], SignedUp]) -> list[SignedUp]:
    """So many visitors who press at the same moment."""
    together = threading.Barrier(count)
    results: list[SignedUp | None] = [None] * count

    def one(number: int) -> None:
        together.wait()
        results[number] = visit(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [result for result in results if result is not None]
