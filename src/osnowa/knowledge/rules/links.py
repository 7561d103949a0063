"""Links to the outside: which ones a text has, what an answer means, when one counts as dead. Plain values."""

import datetime as dt
import hashlib
import html
import ipaddress
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

WORKS, GONE, BROKEN, SILENT, NOT_ASKED = "works", "gone", "broken", "silent", "not_asked"
WEEK, DAY = dt.timedelta(days=7), dt.timedelta(days=1)
ENOUGH = 2  # faults in a row
LONGEST = 2000
PORTS = {"http": 80, "https": 443}
_GONE = frozenset({404, 410})
_FIRST_ERROR = 500
_HREF = re.compile(r"""href=["'](https?://[^"'<>\s]+)["']""", re.IGNORECASE)
_WHOLE = re.compile(r"https?://\S+", re.IGNORECASE)


def addresses_in(value: Any) -> Iterator[str]:
    """Whole addresses in a value as a text's fields keep it: links of rich text, and what is an address itself."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from addresses_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from addresses_in(inner)
    elif isinstance(value, str):
        found = [value.strip()] if _WHOLE.fullmatch(value.strip()) else _HREF.findall(value)
        for address in found:
            plain = urldefrag(html.unescape(address)).url
            if len(plain) <= LONGEST:
                yield plain


def key_of(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def is_outside(address: str, own_host: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    return bool(host) and host.lower() != own_host.lower()


def may_be_asked(address: str) -> bool:
    """Only the web, at its usual ports, without a password in the address."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in PORTS
        and bool(parts.hostname)
        and port in (None, PORTS[parts.scheme])
        and parts.username is None
        and parts.password is None
    )


def is_public(number: str) -> bool:
    """Is this address of the net open to everybody? Never ask our own network for somebody (ASVS 1.3.6)."""
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or is_public(str(inner)))


def fault_of(status: int) -> str:
    """What an answer means. A server that refuses robots (401, 403, 429 ...) does answer: the page may be there."""
    if status in _GONE:
        return GONE
    return BROKEN if status >= _FIRST_ERROR else WORKS


def is_dead(fault: str, fails: int) -> bool:
    """Twice in a row: two weeks for no answer or an error, a day between for a page that is said to be gone."""
    return fault in (GONE, BROKEN, SILENT) and fails >= ENOUGH


def ask_again_after(fault: str, fails: int) -> dt.timedelta:
    return DAY if fault == GONE and fails < ENOUGH else WEEK
