"""Is this an address that a person reads? For lists that come from elsewhere, full of what people typed."""

import re

LONGEST = 254
LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"<([^<>]*)>\s*$")

# What stands before the @ of a mailbox that several people read: welcome, once somebody there says yes.
SHARED = frozenset(
    {
        "biuro", "contact", "fundacja", "hello", "info", "kancelaria", "kontakt", "office", "ops", "poczta",
        "redakcja", "sekretariat", "stowarzyszenie", "zarzad",
    }
)  # fmt: skip
# What nobody reads, or reads only to hunt abuse.
MACHINES = frozenset(
    {
        "abuse", "admin", "administrator", "bounce", "bounces", "daemon", "do-not-reply", "donotreply", "hostmaster",
        "mailer-daemon", "mailerdaemon", "no-reply", "nobody", "noc", "noreply", "postmaster", "root", "security",
        "spam", "webmaster",
    }
)  # fmt: skip
EXAMPLES = frozenset({"example.com", "example.net", "example.org", "test", "localhost", "invalid"})


def tidy(typed: str) -> str:
    """What somebody meant by a cell: without `mailto:`, a name before it, quotes, and marks at its ends.

    `Anna <anna@laka.pl>;` -> `anna@laka.pl`. The domain is in small letters, the rest as typed.
    """
    found = typed.strip().strip("\"';,")
    bracket = _IN_BRACKETS.search(found)
    if bracket:
        found = bracket.group(1)
    found = re.sub(r"\s+", "", found).strip("\"';,.<>")
    if found.lower().startswith("mailto:"):
        found = found[len("mailto:") :].partition("?")[0]
    local, at, domain = found.rpartition("@")
    return f"{local}{at}{domain.lower()}" if at else found


def fault_of(address: str) -> str:
    """Why a tidied address is none: "empty", "many", "no_at", "domain", "letters", "long"; "" where it is one."""
    if not address:
        return "empty"
    if address.count("@") > 1:
        return "many"
    local, at, domain = address.partition("@")
    if not at or not local:
        return "no_at"
    if len(address) > LONGEST or len(local) > LONGEST_LOCAL:
        return "long"
    if not _LOCAL.fullmatch(local):
        return "letters"
    labels = domain.split(".")
    is_domain = len(labels) > 1 and all(_LABEL.fullmatch(_as_ascii(label)) for label in labels)
    return "" if is_domain and len(labels[-1]) > 1 and not labels[-1].isdecimal() else "domain"


def _as_ascii(label: str) -> str:
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def is_machine(address: str) -> bool:
    """Does nobody read it (no-reply, postmaster), or is it an example?"""
    local, _at, domain = address.casefold().partition("@")
    return local.partition("+")[0] in MACHINES or domain in EXAMPLES or domain.endswith(".invalid")


def is_shared(address: str) -> bool:
    """Do several people read it (biuro@, kontakt@)? One of them has to say yes for all."""
    return address.casefold().partition("@")[0].partition("+")[0] in SHARED
