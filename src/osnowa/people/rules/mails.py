"""E-mail addresses as people and registers write them. Plain Python."""

import re

_SHAPE = re.compile(r"^[^@\s<>()\[\],;:\\\"]+@[^@\s<>()\[\],;:\\\"]+\.[^@\s.<>()\[\],;:\\\"]{2,}$")
LONGEST = 254


def tidy(typed: str) -> str:
    """One address without what copying brings along: `mailto:`, angle brackets, a full stop, spaces, line breaks."""
    line = re.sub(r"[\x00-\x20\x7f\u200b-\u200f\u00a0\ufeff]+", " ", typed).strip()
    bracketed = re.search(r"<([^<>]+@[^<>]+)>", line)
    if bracketed:
        line = bracketed[1].strip()
    line = re.sub(r"(?i)^mailto:\s*", "", line)
    return line.strip(" .,;<>\"'")


def is_address(text: str) -> bool:
    """Does the whole text look like one address?"""
    return len(text) <= LONGEST and bool(_SHAPE.match(text))
