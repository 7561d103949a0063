"""Asks the court register's open interface for one number.

Nothing is called unless somebody asks. The only host that is called is the one of the given base address: a redirect
elsewhere is refused, so that a register (or whoever stands in its place) cannot send the server to an inner address
(ASVS 1.3.6).
"""

import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import httpx

from osnowa.people.registers import krs
from osnowa.people.registers.krs import AnswerFaultyError, RegisterRecord, gettext_noop
from osnowa.people.rules import identifiers

TIMEOUT = httpx.Timeout(8.0, connect=4.0)  # seconds
TRIES = 3
FIRST_PAUSE = 0.5  # seconds, doubled after every try
REDIRECTS = 2
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_NOT_FOUND = frozenset({204, 404, 410})


def fetch(
    number: str,
    *,
    base_url: str,
    tries: int = TRIES,
    pause: Callable[[float], None] = time.sleep,
    transport: httpx.BaseTransport | None = None,
) -> RegisterRecord:
    """Fetch and read the current extract of a KRS number, register S (associations) first, then P (companies).

    `base_url`: as settings.KRS_BASE_URL. Raises AnswerFaultyError: a number that is none, "not_found" (204, 404, an
    empty body in both registers), "off" (no address set), "unreachable" after `tries`,
    "redirected", "refused", or what `krs.read` finds wrong.
    """
    value = identifiers.normalise(identifiers.KRS, number)
    fault = identifiers.fault(identifiers.KRS, value)
    if fault is not None:
        raise AnswerFaultyError("no_number", fault.words, **fault.values)
    if not base_url:
        raise AnswerFaultyError(
            "off",
            gettext_noop("Asking the register by number is switched off here. Upload the answer as a file."),
        )
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False, transport=transport) as client:
        for register in ("S", "P"):
            url = f"{base_url.rstrip('/')}/OdpisAktualny/{value}?rejestr={register}&format=json"
            body = _body(client, url, tries, pause)
            if body.strip():
                record = krs.read(body)
                if record.krs != value:
                    raise AnswerFaultyError(
                        "another",
                        gettext_noop("The register answered about another number (%(krs)s)."),
                        krs=record.krs,
                    )
                return record
    raise AnswerFaultyError(
        "not_found",
        gettext_noop("The court register knows no organisation with the number %(krs)s. Check its digits."),
        krs=value,
    )


def _body(client: httpx.Client, url: str, tries: int, pause: Callable[[float], None]) -> bytes:
    """The body, empty where the register knows no such number. Tries again where that may help."""
    for attempt in range(1, tries + 1):
        try:
            status, body = _get(client, url)
        except httpx.TransportError:
            status, body = 0, b""
        if status in _NOT_FOUND:
            return b""
        if status == httpx.codes.OK:
            return body
        if status and status not in _TRY_AGAIN:
            raise AnswerFaultyError(
                "refused", gettext_noop("The court register refused to answer (%(status)s)."), status=status
            )
        if attempt < tries:
            pause(FIRST_PAUSE * 2 ** (attempt - 1))
    raise AnswerFaultyError(
        "unreachable",
        gettext_noop(
            "The court register does not answer now. Try again later, or upload the answer as a file."
        ),
    )


def _get(client: httpx.Client, url: str) -> tuple[int, bytes]:
    home = _origin(url)
    for _hop in range(REDIRECTS + 1):
        with client.stream("GET", url, headers={"Accept": "application/json"}) as answer:
            if answer.is_redirect:
                url = urljoin(url, answer.headers["location"])
                if _origin(url) != home:
                    raise AnswerFaultyError(
                        "redirected",
                        gettext_noop(
                            "The register's address sends us to another server; that is not followed."
                        ),
                    )
                continue
            body = b""
            for part in answer.iter_bytes():
                body += part
                if len(body) > krs.LARGEST:
                    raise krs.too_large()
            return answer.status_code, body
    raise AnswerFaultyError("redirected", gettext_noop("The register's address sends us in circles."))


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return (
        parts.scheme,
        (parts.hostname or "").lower(),
        parts.port or {"http": 80, "https": 443}.get(parts.scheme),
    )
