"""Text the Polish way: folded for search, keyed for sorting, slugged for addresses.

SQLite knows only ASCII case and order, so what is searched or sorted is a column filled by these functions.
"""

import re
import unicodedata

_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_ORDER = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=11)}
_NOT_DECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ø": "o",
        "Ø": "O",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "Æ": "AE",
        "Œ": "OE",
        "ẞ": "SS",
    }
)
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """One line as a person meant it: NFC, no control or invisible characters, single spaces."""
    return _SPACE.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", text))).strip()


def clean_lines(text: str) -> str:
    """Many lines, each cleaned; lines of nothing are left out."""
    return "\n".join(line for line in map(clean, text.splitlines()) if line)


def without_marks(text: str) -> str:
    """Letters without their marks: `Łódź` -> `Lodz`."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_NOT_DECOMPOSED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """What two spellings have in common: `Fundacja „Łąka”` and `FUNDACJA laka` -> `fundacja laka`."""
    return _NOT_WORD.sub(" ", without_marks(clean(text)).casefold()).strip()


def sort_key(text: str) -> str:
    """A string whose plain order is the Polish order (a < ą < b ... l < ł < m ... z < ź < ż).

    Every letter becomes two digits, so that the database may sort by bytes. Digits come before letters,
    other signs count as one space. Foreign letters stand with their base letter.
    """
    folded = []
    for letter in clean(text).casefold():
        if letter in _ORDER:
            folded.append(_ORDER[letter])
        elif letter.isdecimal() and letter.isascii():
            folded.append(f"0{letter}")
        else:
            base = without_marks(letter).casefold()
            folded.append(
                "".join(_ORDER[b] for b in base) if base and all(b in _ORDER for b in base) else "  "
            )
    return re.sub(r"(?:  )+", "  ", "".join(folded)).strip()


def slug(text: str, *, longest: int = 60) -> str:
    """A word for an address: `Zadania na jednej tablicy` -> `zadania-na-jednej-tablicy`."""
    words = fold(text).split()
    kept = ""
    for word in words:
        if kept and len(kept) + 1 + len(word) > longest:
            break
        kept = f"{kept}-{word}" if kept else word[:longest]
    return kept


def email_key(address: str) -> str:
    """What makes two addresses the same for us: case and spaces do not count."""
    return unicodedata.normalize("NFC", address).strip().casefold()
