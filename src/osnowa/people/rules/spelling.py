"""Registers shout in capitals; people read names. Plain Python.

`"KOŁO GOSPODYŃ WIEJSKICH" W SIEDLISKACH W LIKWIDACJI` -> `„Koło Gospodyń Wiejskich” w Siedliskach`, in liquidation.
"""

import re

from osnowa.lib import text

# Written small inside a name.
_SMALL = frozenset(
    "a aby albo ale bez czyli dla do i ich im jako jego jej ku lub między na nad niż nr o od oraz po pod poprzez "
    "przeciw przed przez przy się są spod spoza u w we wg wobec z za ze znad że".split()
)
_SMALL_PAIRS = (("na", "rzecz"), ("do", "spraw"), ("w", "zakresie"))
# Written small where a full stop follows: "im. św. Jana".
_SMALL_SHORT = frozenset(
    {
        "im",
        "św",
        "bł",
        "ks",
        "o",
        "bp",
        "abp",
        "kard",
        "gen",
        "płk",
        "mjr",
        "por",
        "dr",
        "prof",
        "hr",
        "sp",
        "pw",
        "nt",
    }
)
# Written in capitals although they can be read as words.
_CAPITALS = frozenset(
    (
        "OSP UKS MUKS KS LKS MKS LZS GKS SKS AKS UKF KGW LGD LGR LOT LOK PZW PCK PTTK ZHP ZHR AZS TPD NGO KSM "
        "PSONI WOPR GOPR TOPR PZERI NSZZ ZNP TKKF RP UE OHP DPS SOSW ZSP ZSO SP WTZ ZAZ CIS KIS PAN AGH AWF "
        "UW UJ PKP PKS PKO BP NSR NOT SEP SITO SOS IT HIV AIDS ADHD USA NATO ONZ UNESCO UNICEF WOŚP NMP PAX "
        "ISO EU KIK OIRP PZN PZG PFRON MOPS GOPS GOK MOK BOK OPP ASP OSIR MOSIR GOSIR OSIRU MTB BMX DKFM DKF "
        "II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI "
    ).split()
)
_VOWELS = set("AĄEĘIOÓUY")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LIQUIDATION = re.compile(r"(?i)[\s,–-]*\bw\s+(?:upadłości\s+)?likwidacji\b\.?")
_QUOTES = re.compile(r"''|,,|<<|>>|[\"„”“‟«»]")


def in_liquidation(name: str) -> bool:
    """Does the name itself say so?"""
    return _LIQUIDATION.search(name) is not None


def name(shouted: str) -> str:
    """A register's name in readable case and Polish quotes, without the words "w likwidacji".

    Quotes round the whole name are the register's habit, not the name, and go. A name that has small letters
    already keeps its case.
    """
    line = text.clean(_LIQUIDATION.sub(" ", text.clean(shouted)))
    line = _quoted(line)
    line = re.sub(r"\s+-\s+|\s+-(?=\w{3})|(?<=\w{3})-\s+", " – ", line)
    line = re.sub(r"\s*–\s*(?=”|$)", "", line)
    line = re.sub(r"\s+([,.;:”])", r"\1", line)
    if line.startswith("„") and line.endswith("”") and line.count("„") == 1:
        line = line[1:-1].strip()
    return cased(line).strip(" –-")


def cased(line: str) -> str:
    """Words of a line in capitals begin with a capital, but prepositions; abbreviations stay as they are."""
    if any(c.islower() for c in line):
        return line
    words = list(_WORD.finditer(line))
    told = [w[0] for w in words]
    made = []
    end = 0
    for index, word in enumerate(words):
        made.append(line[end : word.start()])
        before = line[: word.start()].rstrip()
        first = not before or before.endswith(("–", ":"))
        opened = before.endswith("„")
        after = line[word.end() : word.end() + 1]
        made.append(_word(told, index, first=first or opened, stopped=after == "."))
        end = word.end()
    made.append(line[end:])
    return "".join(made)


def _word(words: list[str], index: int, *, first: bool, stopped: bool) -> str:
    word = words[index]
    small = word.lower()
    if stopped and small in _SMALL_SHORT:
        return small
    pair = (words[index - 1].lower(), small) if index else ("", small)
    if not first and (small in _SMALL or pair in _SMALL_PAIRS):
        return small
    if len(word) > 1 and (word in _CAPITALS or any(c.isdigit() for c in word)):
        return word
    if len(word) > 1 and not _VOWELS & set(word) and word.isalpha():
        return word if not (len(word) == 2 and small in ("dr", "św")) else word.capitalize()  # noqa: PLR2004
    return word[0].upper() + small[1:]


def _quoted(line: str) -> str:
    """All kinds of double quotes as „ and ”; an odd one is closed at the end of the line."""
    opened = False

    def turn(_found: re.Match[str]) -> str:
        nonlocal opened
        opened = not opened
        return "„" if opened else "”"

    turned = _QUOTES.sub(turn, line)
    turned = f"{turned}”" if opened else turned
    return " ".join(re.sub(r"„\s*”", " ", re.sub(r"„\s+", "„", turned)).split())


_ADJECTIVE = re.compile(r"(?:SKI|CKI|DZKI|SKIE|CKIE|DZKIE)$")
_CITY = re.compile(r"^(?:M\.\s*(?:ST\.\s*)?|MIASTO\s+)")
_NO_STREET = re.compile(
    r"(?i)^(?:ul|al|pl|os|rynek|plac|aleja|aleje|osiedle|skwer|rondo|bulwar|droga|trakt)\b"
)
_STREET = re.compile(r"(?i)^(ul|al|pl|os)\.?\s+")


def place(shouted: str) -> str:
    """A town, commune or county: `M. KROSNO` -> `Krosno`, `BIESZCZADZKI` -> `bieszczadzki` (an adjective)."""
    line = _CITY.sub("", " ".join(shouted.split()))
    if _ADJECTIVE.search(line) and " " not in line.replace("-", ""):
        return line.lower()
    return cased(line)


def street(street_name: str, house: str, flat: str, *, town: str) -> str:
    """One line: `ul. Batorego 11/38`, `Rynek 6`; where there are no streets, the village and the number."""
    house, flat = (re.sub(r"[\"„”'\s]+", "", part) for part in (house, flat))
    number = f"{house}/{flat}" if house and flat else house or flat
    line = cased(" ".join(street_name.split()))
    if line and not _NO_STREET.match(line):
        line = f"ul. {line}"
    line = _STREET.sub(lambda found: f"{found[1].lower()}. ", line)
    if not line:
        line = town if number else ""
    return " ".join(part for part in (line, number) if part)
