"""A letter for thousands: encoded once, then put together for each reader from finished bytes.

RFC 2045 (quoted-printable: lines of 76 at most, 7 bits), RFC 2046 (alternatives), RFC 5322 (heads), RFC 8058
(unsubscribing with one click), RFC 2919 (List-Id). A reader's words stand on lines of their own, joined to the text by
soft breaks, so that nothing around them has to be encoded again.
"""

import binascii
import hashlib
import hmac
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

from osnowa.newsletter.rules import marks

CRLF = b"\r\n"
SOFT_BREAK = b"=\r\n"
LONGEST = 76
LONGEST_LABEL = 63
TO, ID, LEAVE_HEAD = "to", "id", "leave"
IN_TEXT, IN_HTML = "text:", "html:"
_MESSAGE_ID = re.compile(r"<n(\d+)\.(\d+)\.([0-9a-f]{12})@[^>]+>")


@dataclass(frozen=True)
class Head:
    """What is the same for all readers of a copy. `sender`, `reply_to`: "Name <address>" or an address."""

    sender: str
    subject: str
    language: str
    list_id: str
    date: str
    reply_to: str = ""


@dataclass(frozen=True)
class Letter:
    """`parts`: finished bytes, and between them names of what differs."""

    parts: tuple[bytes | str, ...]

    def written(self, *, to: str, message_id: str, name: str, leave: str, choose: str) -> bytes:
        """The whole letter to one reader, lines ending in CRLF. `to`: a bare address in ASCII."""
        plain = {marks.NAME: name, marks.LEAVE: leave, marks.CHOOSE: choose}
        texts = {mark: joined(value) for mark, value in plain.items()}
        escaped = {mark: html.escape(value) for mark, value in plain.items()}
        values: Mapping[str, bytes] = {
            TO: to.encode("ascii"),
            ID: message_id.encode("ascii"),
            LEAVE_HEAD: leave.encode("ascii"),
            **{IN_TEXT + mark: value for mark, value in texts.items()},
            **{
                IN_HTML + mark: texts[mark] if escaped[mark] == value else joined(escaped[mark])
                for mark, value in plain.items()
            },
        }
        return b"".join(part if isinstance(part, bytes) else values[part] for part in self.parts)


def quoted(text: str) -> bytes:
    """Quoted-printable with lines ending in CRLF. Blanks at the end of a line are encoded, so that none gets lost."""
    once = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    return binascii.b2a_qp(once, istext=True).replace(b"\n", CRLF)


def joined(text: str) -> bytes:
    """As `quoted`, ended by a soft break: what follows stands on a new line, and readers see none."""
    written = quoted(text)
    if len(written) - (written.rfind(CRLF) + 2 if CRLF in written else 0) < LONGEST:
        return written + SOFT_BREAK
    cut = -3 if written[-3:-2] == b"=" else -1  # no room for the sign of the break: the last letter moves on
    return written[:cut] + SOFT_BREAK + written[cut:] + SOFT_BREAK


def letter(head: Head, *, text: str, page: str) -> Letter:
    """Prepare a letter. `text`, `page` (HTML): with the marks of `rules.marks` where a reader's own words come."""
    # "=_" cannot come out of quoted-printable, so no line of the letter looks like the boundary
    boundary = f"=_osnowa_{hashlib.sha256((text + page).encode()).hexdigest()[:24]}"
    line = f"--{boundary}".encode()
    kind = b"Content-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    parts: list[bytes | str] = [_head(head) + b"To: ", TO, b"\r\nMessage-ID: ", ID]
    parts += [b"\r\nList-Unsubscribe: <", LEAVE_HEAD]
    parts.append(
        b">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/alternative; boundary="'
        + boundary.encode()
        + b'"\r\n\r\n'
        + line
        + CRLF
        + kind % b"text/plain"
    )
    parts += [*_body(text, IN_TEXT), CRLF + line + CRLF + kind % b"text/html"]
    parts += [*_body(page, IN_HTML), CRLF + line + b"--\r\n"]
    return Letter(tuple(_in_few(parts)))


def _head(head: Head) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = head.sender
    if head.reply_to:
        message["Reply-To"] = head.reply_to
    message["Subject"] = head.subject
    message["Date"] = head.date
    message["List-Id"] = head.list_id
    message["Content-Language"] = head.language
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"
    return message.as_bytes().rstrip(CRLF) + CRLF


def _body(words: str, where: str) -> list[bytes | str]:
    parts: list[bytes | str] = []
    pieces = marks.split(words)
    for place, piece in enumerate(pieces):
        is_last = place == len(pieces) - 1
        if place % 2:
            parts.append(where + piece)
        else:
            parts.append(quoted(piece) if is_last else joined(piece))
    return parts


def _in_few(parts: list[bytes | str]) -> list[bytes | str]:
    """Neighbouring bytes as one piece."""
    found: list[bytes | str] = []
    for part in parts:
        if found and isinstance(part, bytes) and isinstance(found[-1], bytes):
            found[-1] += part
        else:
            found.append(part)
    return found


def ascii_address(address: str) -> str:
    """A bare address for the envelope: a domain with Polish letters in its ASCII form (IDNA).

    Raises ValueError for what no server would take: signs that end a command, or letters before the @ beyond ASCII.
    """
    local, _at, domain = address.strip().rpartition("@")
    if not local or not domain or re.search(r"[\s<>\x00-\x1f\x7f]", address.strip()):
        raise ValueError("This is no address.")
    if address.isascii() and max(map(len, domain.split("."))) <= LONGEST_LABEL:
        return address.strip()  # nearly all: IDNA costs more than the rest of a letter
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise ValueError("This address cannot be written in ASCII.") from error


def message_id(issue: int, reader: int, *, host: str, secret: str) -> str:
    """The same at every try, and nobody else's: `<n12.345.1a2b3c4d5e6f@host>`."""
    return f"<n{issue}.{reader}.{_seal(issue, reader, secret)}@{host}>"


def read_message_id(written: str, *, secret: str) -> tuple[int, int] | None:
    """Issue and reader of a letter that comes back; None where it is none of ours."""
    match = _MESSAGE_ID.search(written)
    if match is None:
        return None
    issue, reader = int(match[1]), int(match[2])
    return (issue, reader) if hmac.compare_digest(match[3], _seal(issue, reader, secret)) else None


def _seal(issue: int, reader: int, secret: str) -> str:
    return hmac.digest(secret.encode(), f"newsletter {issue} {reader}".encode(), "sha256").hex()[:12]
