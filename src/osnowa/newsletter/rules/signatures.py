"""Who sent this? A message to an open address is believed by its signature, and only once and soon."""

import hashlib
import hmac
import re

LASTS_SECONDS = 300
_HEAD = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def sign(secret: str, moment: int, body: bytes) -> str:
    """The value of the header `Osnowa-Signature`. `moment`: seconds since 1970."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def fault_of(head: str, body: bytes, *, secret: str, now: int) -> str:
    """Why a message is not believed: "missing", "forged", "old"; "" where it is. Compared in constant time."""
    found = _HEAD.fullmatch(head.strip())
    if not secret or found is None:
        return "missing"
    moment = int(found.group(1))
    if not hmac.compare_digest(sign(secret, moment, body), f"t={moment},v1={found.group(2)}"):
        return "forged"
    return "old" if abs(now - moment) > LASTS_SECONDS else ""
