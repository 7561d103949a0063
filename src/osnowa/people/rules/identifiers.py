"""Numbers of Polish registers: tidied, checked, and said in words when a digit rule fails.

Sources: NIP - weights 6 5 7 2 3 4 5 6 7 modulo 11; REGON - weights 8 9 2 3 4 5 6 7 modulo 11 (10 counts as 0), of
14 digits 2 4 8 5 0 9 7 3 6 1 2 4 8; KRS - ten digits, no check digit. domain.md 2.1.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from stdnum.pl import nip as nip_numbers
from stdnum.pl import regon as regon_numbers

KRS, NIP, REGON, ARIMR, LOCAL = "krs", "nip", "regon", "arimr", "local"
LONGEST = 60
KRS_DIGITS, NIP_DIGITS, REGON_DIGITS, REGON_UNIT_DIGITS = 10, 10, 9, 14
KRS_SHORT = (
    7  # the register has given out fewer than ten million numbers: so many digits may lack their zeros
)
WHOLE_ORGANISATION = "00000"  # the end of a REGON of 14 digits that names no local unit


def gettext_noop(message: str) -> str:
    """Mark words for translation without Django: whoever shows a fault translates it."""
    return message


@dataclass(frozen=True)
class Fault:
    """Why a number is not one. `words` is an English message to translate and fill with `values`."""

    code: str
    words: str
    values: Mapping[str, object] = field(default_factory=dict)


def normalise(kind: str, typed: str) -> str:
    """The number as it is kept: digits only (KRS, NIP, REGON), or one tidy line in capitals.

    Takes spaces, dashes, dots, the register's own letters in front, digits of other alphabets, a KRS without its
    leading zeros, and turns a REGON of an organisation padded to 14 digits into its nine. What cannot be a number
    comes back as it is, for `fault` to name. Doing it twice changes nothing.
    """
    line = " ".join(unicodedata.normalize("NFKC", typed).split())
    line = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in line)
    if kind not in (KRS, NIP, REGON):
        return line.upper()[:LONGEST]
    bare = re.sub(rf"(?i)^\s*(nr|numer)?\s*({kind}|pl)?[\s:.,#nr]*(?=\d)", "", line)
    bare = re.sub(r"[\s\-–—.,/_]", "", bare)
    if not bare.isdecimal():
        return line[:LONGEST]
    if kind == KRS and len(bare) <= KRS_SHORT:
        return bare.zfill(KRS_DIGITS)
    if kind == REGON and len(bare) == REGON_UNIT_DIGITS and bare.endswith(WHOLE_ORGANISATION):
        return bare[:REGON_DIGITS]
    return bare[:LONGEST]


def fault(kind: str, value: str, *, office: str = "") -> Fault | None:
    """What is wrong with a normalised number, or None. The words say which rule failed and what to look at."""
    if kind == LOCAL and not office.strip():
        return Fault(
            "no_office",
            gettext_noop("Say which office keeps this register: local numbers repeat from office to office."),
        )
    if not value:
        return Fault("empty", gettext_noop("Type the number."))
    if kind not in (KRS, NIP, REGON):
        if not any(c.isdecimal() for c in value):
            return Fault("no_digit", gettext_noop("A number in a register holds at least one digit."))
        return None
    return _shape_fault(kind, value) or _digit_fault(kind, value)


def _shape_fault(kind: str, value: str) -> Fault | None:
    name = kind.upper()
    foreign = next((c for c in value if not ("0" <= c <= "9")), None)
    if foreign is not None:
        return Fault(
            "letters",
            gettext_noop("%(register)s holds digits only; “%(sign)s” is not a digit."),
            {"register": name, "sign": foreign},
        )
    lengths = (REGON_DIGITS, REGON_UNIT_DIGITS) if kind == REGON else (KRS_DIGITS,)
    if len(value) not in lengths:
        words = (
            gettext_noop("REGON has 9 digits (14 for a local unit); %(typed)s were typed.")
            if kind == REGON
            else gettext_noop("%(register)s has 10 digits; %(typed)s were typed.")
        )
        return Fault("length", words, {"register": name, "typed": len(value)})
    if not value.strip("0"):
        return Fault("zeros", gettext_noop("%(register)s cannot be all zeros."), {"register": name})
    return None


def _digit_fault(kind: str, value: str) -> Fault | None:
    if kind == NIP:
        if value[0] == "0":
            return Fault("first_digit", gettext_noop("NIP never begins with 0. Is this a KRS number?"))
        rest = nip_numbers.checksum(value[:9] + "0")
        if rest == 10:  # noqa: PLR2004  the remainder for which no NIP is given out
            return Fault(
                "no_check_digit", gettext_noop("No NIP begins with these nine digits. Check them one by one.")
            )
        if value[9] != str(rest):
            return _wrong_digit("NIP", 10, value, str(rest))
    if kind == REGON:
        ninth = regon_numbers.calc_check_digit(value[:8])
        if value[8] != ninth:
            return _wrong_digit("REGON", 9, value, ninth)
        if len(value) == REGON_UNIT_DIGITS:
            last = regon_numbers.calc_check_digit(value[:13])
            if value[13] != last:
                return _wrong_digit("REGON", 14, value, last)
    return None


def _wrong_digit(register: str, place: int, value: str, right: str) -> Fault:
    return Fault(
        "check_digit",
        gettext_noop(
            "The control digit of this %(register)s is wrong: digit %(place)s should be %(right)s, and it is %(typed)s."
            " One of the digits was probably mistyped."
        ),
        {"register": register, "place": place, "right": right, "typed": value[place - 1]},
    )


@dataclass(frozen=True)
class Typed:
    """What a person typed into the one free field: a name, numbers, or both."""

    name: str
    numbers: tuple[tuple[str, str], ...]


_LABELLED = re.compile(
    r"(?i)\(?\b(?P<kind>krs|nip|regon)\b(?:[\s:.,#\-–]|nr|numer)*(?P<number>\d(?:[\s\-–.]?\d){3,19})(?!\d)\)?[,;]?"
)
_BARE = re.compile(r"(?<![\d\w])\d(?:[\s\-–]?\d){8,13}(?![\d\w])")


def read_typed(typed: str) -> Typed:
    """Split the one free field into numbers that pass their rules and the rest, which is the name.

    Numbers with their register's name before them are taken by it; a bare ten-digit number is a KRS where it begins
    with 000 or 001, or a NIP where its check digit fits; a bare nine-digit one is a REGON only where nothing else
    was typed (it could be a telephone).
    """
    line = " ".join(unicodedata.normalize("NFKC", typed).split())
    numbers: list[tuple[str, str]] = []

    def take(found: re.Match[str]) -> str:
        kind = found["kind"].lower()
        value = normalise(kind, found["number"])
        if fault(kind, value) is None:
            numbers.append((kind, value))
            return " "
        return found[0]

    rest = _LABELLED.sub(take, line)

    def take_bare(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        alone = found[0].strip() == rest.strip()
        kind = _bare_kind(digits, alone=alone)
        if kind is None:
            return found[0]
        numbers.append((kind, normalise(kind, digits)))
        return " "

    rest = _BARE.sub(take_bare, rest)
    name = " ".join(rest.split()).strip(" ,;-–()") if numbers else line
    return Typed(name, tuple(dict.fromkeys(numbers)))


def _bare_kind(digits: str, *, alone: bool) -> str | None:
    if len(digits) == KRS_DIGITS:
        if digits.startswith(("000", "001")) and fault(KRS, digits) is None:
            return KRS
        return NIP if fault(NIP, digits) is None else None
    if len(digits) == REGON_UNIT_DIGITS or (len(digits) == REGON_DIGITS and alone):
        return REGON if fault(REGON, normalise(REGON, digits)) is None else None
    return None


def shown(kind: str, value: str) -> str:
    """As people write it: NIP 689-117-80-90; the rest as it is kept."""
    if kind == NIP and len(value) == NIP_DIGITS and value.isdecimal():
        return f"{value[:3]}-{value[3:6]}-{value[6:8]}-{value[8:]}"
    return value
