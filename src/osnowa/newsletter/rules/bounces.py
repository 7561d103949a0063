"""What mail servers answer when a letter does not arrive (RFC 3464), and what follows from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

HARD, SOFT, COMPLAINT = "hard", "soft", "complaint"
SOFT_BEFORE_SUPPRESSION = 4  # within SOFT_WITHIN_DAYS: a full mailbox is forgiven a few times
SOFT_WITHIN_DAYS = 45
MOST_REPORTS = 50  # in one message: a report is about one letter
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_REPLY = re.compile(r"\b([45]\d\d)[ -]")
# Codes of the class "for ever" that pass by nevertheless: the mailbox is full, the letter too big, policy and spam
# filters (RFC 3463). Whoever says so does not say that the address is gone.
_PASSING = ("5.2.2", "5.2.3", "5.3.4", "5.7.")


@dataclass(frozen=True)
class Report:
    """One address of one report. `message_id`: of the letter that came back, with its angle brackets, or ""."""

    address: str
    kind: str
    status: str
    said: str
    message_id: str


def kind_of(action: str, status: str) -> str:
    """HARD, SOFT, or "" for news that is no bounce (delivered, relayed). `status`: as in RFC 3463, "5.1.1"."""
    action = action.strip().lower()
    if action in ("delivered", "relayed", "expanded"):
        return ""
    found = _STATUS.search(status)
    if action == "delayed":
        return SOFT
    if found is None:
        return HARD if action == "failed" else SOFT
    if found.group(1) == "2":
        return ""
    return HARD if found.group(1) == "5" and not found.group(0).startswith(_PASSING) else SOFT


def reports_of(message: EmailMessage | Message) -> list[Report]:
    """What a delivery status notification or a report of abuse (RFC 5965) says. Empty for every other letter."""
    kind = message.get_content_type()
    report = str(message.get_param("report-type") or "").lower()
    if kind != "multipart/report":
        return []
    original = _id_of_original(message)
    if report == "feedback-report":
        return list(_complaints(message, original))
    found = [one for part in _parts(message, "message/delivery-status") for one in _failures(part, original)]
    return found[:MOST_REPORTS]


def should_suppress(kind: str, soft_lately: int) -> bool:
    """After one hard bounce or complaint, or after so many soft ones within SOFT_WITHIN_DAYS (this one counted)."""
    return kind in (HARD, COMPLAINT) or soft_lately >= SOFT_BEFORE_SUPPRESSION


def _parts(message: EmailMessage | Message, kind: str) -> Iterator[Message]:
    for part in message.walk():
        if part.get_content_type() == kind:
            yield part


def _failures(part: Message, original: str) -> Iterator[Report]:
    """Each group of lines after the first is one recipient; the parser gives groups as messages inside the part."""
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if not isinstance(group, Message):
            continue
        address = _address(group.get("Final-Recipient") or group.get("Original-Recipient") or "")
        if not address:
            continue
        said = " ".join(str(group.get("Diagnostic-Code", "")).split())
        status = str(group.get("Status", "")).strip()
        if not _STATUS.search(status):
            status = status_in(said) or status
        kind = kind_of(str(group.get("Action", "")), status)
        if kind:
            yield Report(address, kind, status[:20], said[:300], original)


def status_in(said: str) -> str:
    """The code in a server's words: `550 5.1.1 no such user` -> `5.1.1`, `452 full` -> `4.0.0`; empty for none."""
    found = _STATUS.search(said)
    if found:
        return found.group(0)
    reply = _REPLY.search(said)
    return f"{reply.group(1)[0]}.0.0" if reply else ""


def _complaints(message: EmailMessage | Message, original: str) -> Iterator[Report]:
    """A reader pressed "this is spam"."""
    for part in _parts(message, "message/feedback-report"):
        inside = part.get_payload()
        fields = inside[0] if isinstance(inside, list) and inside else None
        text = str(part.get_payload()) if fields is None else ""
        address = str(fields.get("Original-Rcpt-To", "")) if isinstance(fields, Message) else ""
        if not address and text:
            match = re.search(r"^Original-Rcpt-To:\s*(\S+)", text, re.IGNORECASE | re.MULTILINE)
            address = match.group(1) if match else ""
        yield Report(_address(address), COMPLAINT, "", "abuse", original)


def _address(field: object) -> str:
    """`rfc822; anna@laka.pl` -> `anna@laka.pl`."""
    return str(field).rpartition(";")[2].strip().strip("<>")


def _id_of_original(message: EmailMessage | Message) -> str:
    """The letter that came back lies in the report whole or by its head alone."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            match = re.search(
                r"^Message-ID:\s*(<[^>\s]+>)", str(part.get_payload()), re.IGNORECASE | re.MULTILINE
            )
            if match:
                return match.group(1)
        if kind == "message/rfc822":
            inside = part.get_payload()
            if isinstance(inside, list) and inside and isinstance(inside[0], Message):
                return str(inside[0].get("Message-ID", "")).strip()
    return ""
