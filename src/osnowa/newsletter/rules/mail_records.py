"""What a domain says about who may send its letters: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

GOOD, WEAK, BAD = "done", "soon", "overdue"
_TAG = re.compile(r"\s*([a-z]+)\s*=\s*([^;]*)", re.IGNORECASE)
MOST_LOOK_UPS = 10  # RFC 7208, 4.6.4
_LOOKS_UP = ("include:", "a", "mx", "ptr", "exists:", "redirect=")
SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,60}[A-Za-z0-9])?")
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@dataclass(frozen=True)
class Judged:
    """`state`: GOOD, WEAK or BAD. `code`: what is so, a word that the page says in a sentence. `record`: as found."""

    state: str
    code: str
    record: str = ""


def judge_spf(records: Sequence[str]) -> Judged:
    found = [record for record in records if record.lower().split(" ")[0] == "v=spf1"]
    if not found:
        return Judged(BAD, "spf_missing")
    if len(found) > 1:
        return Judged(BAD, "spf_many", " | ".join(found))
    terms = found[0].lower().split()[1:]
    last = next((term for term in terms if term.lstrip("+-~?") == "all"), "")
    if last in ("all", "+all"):
        return Judged(BAD, "spf_everybody", found[0])
    if sum(_looks_up(term) for term in terms) > MOST_LOOK_UPS:
        return Judged(BAD, "spf_long", found[0])
    has_redirect = any(term.startswith("redirect=") for term in terms)
    if last in ("-all", "~all") or has_redirect:
        return Judged(GOOD, "spf_good", found[0])
    return Judged(WEAK, "spf_open", found[0])


def _looks_up(term: str) -> bool:
    bare = term.lstrip("+-~?")
    return any(
        bare.startswith(word)
        if word[-1] in ":="
        else bare == word or bare.startswith((f"{word}:", f"{word}/"))
        for word in _LOOKS_UP
    )


def judge_dkim(records: Sequence[str]) -> Judged:
    """Of the name `selector._domainkey.domain`. The key is not tried; that takes a letter."""
    found = [record for record in records if "p=" in record.lower()]
    if not found:
        return Judged(BAD, "dkim_missing")
    key = tags_of(found[0]).get("p", "")
    return Judged(GOOD, "dkim_good", found[0]) if key else Judged(BAD, "dkim_withdrawn", found[0])


def judge_dmarc(records: Sequence[str]) -> Judged:
    found = [record for record in records if record.lower().replace(" ", "").startswith("v=dmarc1")]
    if not found:
        return Judged(BAD, "dmarc_missing")
    if len(found) > 1:
        return Judged(BAD, "dmarc_many", " | ".join(found))
    policy = tags_of(found[0]).get("p", "").lower()
    if policy in ("quarantine", "reject"):
        return Judged(GOOD, "dmarc_good", found[0])
    return (
        Judged(WEAK, "dmarc_watches", found[0]) if policy == "none" else Judged(BAD, "dmarc_broken", found[0])
    )


def tags_of(record: str) -> dict[str, str]:
    """`v=DMARC1; p=none` -> `{"v": "DMARC1", "p": "none"}`, spaces inside values left out."""
    pairs = (_TAG.fullmatch(part) for part in record.split(";"))
    return {pair.group(1).lower(): re.sub(r"\s+", "", pair.group(2)) for pair in pairs if pair}
