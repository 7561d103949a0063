"""Reading a mailbox of returned letters by IMAP. Messages are marked as seen; none is deleted."""

import imaplib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast
from urllib.parse import unquote, urlsplit

SECONDS = 20.0
MOST_MESSAGES = 200  # in one run; the next run goes on
MOST_BYTES = 200_000  # of one message: the report stands at its beginning


class MailboxClosed(Exception):
    """The mailbox cannot be read; `str()` says why, without the password."""


@dataclass(frozen=True)
class Place:
    """Out of `imaps://user:password@host:993/FOLDER` (or `imap://`, for a server on the same machine)."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_encrypted: bool


def place_of(address: str) -> Place | None:
    """None where it cannot be understood. Signs like @ and / in name or password are written %40 and %2F."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
        return None
    is_encrypted = parts.scheme == "imaps"
    return Place(
        host=parts.hostname,
        port=port or (993 if is_encrypted else 143),
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_encrypted=is_encrypted,
    )


def unseen_in(place: Place) -> Iterator[EmailMessage]:
    """Every message not seen yet, the oldest first; it is marked as seen once the caller asks for the next one.

    Raises MailboxClosed.
    """
    try:
        box: imaplib.IMAP4 = (
            imaplib.IMAP4_SSL(place.host, place.port, timeout=SECONDS)
            if place.is_encrypted
            else imaplib.IMAP4(place.host, place.port, timeout=SECONDS)
        )
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxClosed(f"{place.host}:{place.port}: {error}") from error
    try:
        box.login(place.user, place.password)
        if box.select(f'"{place.folder}"')[0] != "OK":
            raise MailboxClosed(f"{place.folder}: no such folder")
        _word, found = box.search(None, "UNSEEN")
        for number in (found[0] or b"").split()[:MOST_MESSAGES]:
            _word, parts = box.fetch(number.decode(), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
            raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            yield cast("EmailMessage", message_from_bytes(raw, policy=policy.compat32))
            box.store(number.decode(), "+FLAGS", "\\Seen")
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxClosed(f"{place.host}: {error}") from error
    finally:
        try:
            box.logout()
        except (OSError, imaplib.IMAP4.error):
            box.shutdown()
