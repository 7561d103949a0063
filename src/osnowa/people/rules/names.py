"""What two spellings of a name have in common. Plain Python: values in, a value out."""

import re
from functools import lru_cache

from osnowa.lib import text

LONGEST_WORD = 50  # the longest in the court register have some thirty letters
_REMEMBERED = 4096  # names of organisations: the same ones are compared again and again
_NOT_WORD = re.compile(r"[\W_]+")

# Registers and people write one form in many ways; each is told by the words that carry it.
# "Dress" is left out when names are compared; a "mark" belongs to the name, because the rest of it is often only a
# village: OSP Siedliska and KGW Siedliska are two.
_DRESS = (
    ("stowarzyszenie zwykle", "association"),
    ("stowarzyszenie", "association"),
    ("stow", "association"),
    ("fundacja", "foundation"),
    ("fund", "foundation"),
    ("grupa nieformalna", "informal"),
    ("nieformalna grupa", "informal"),
    ("grupa inicjatywna", "informal"),
    ("inicjatywa nieformalna", "informal"),
    ("spoldzielnia socjalna", "social_cooperative"),
    ("w likwidacji", ""),
    ("sp z o o", "company"),
    ("spolka z o o", "company"),
    ("spolka z ograniczona odpowiedzialnoscia", "company"),
)
_MARKS = (
    ("ochotnicza straz pozarna", "osp"),
    ("ochotniczej strazy pozarnej", "osp"),
    ("ochotnicze straze pozarne", "osp"),
    ("osp", "osp"),
    ("kolo gospodyn wiejskich", "kgw"),
    ("kgw", "kgw"),
    ("miedzyszkolny uczniowski klub sportowy", "muks"),
    ("muks", "muks"),
    ("uczniowski klub sportowy", "uks"),
    ("uks", "uks"),
    ("ludowy klub sportowy", "lks"),
    ("lks", "lks"),
    ("ludowy zespol sportowy", "lzs"),
    ("lzs", "lzs"),
    ("miejski klub sportowy", "mks"),
    ("mks", "mks"),
    ("klub sportowy", "ks"),
    ("lokalna grupa dzialania", "lgd"),
    ("lgd", "lgd"),
    ("rada rodzicow", "rr"),
)
# Words too common to say that two names mean the same.
_WEAK = frozenset(
    "a aby dla do i ich im imienia na nad o od oraz po pod przy przez rzecz rzeczy sie sw u w we z za ze "
    "wspierania rozwoju rozwoj wsi gminy gmina miasta ziemi lokalnej lokalna spolecznosci spoleczne spoleczny "
    "przyjaciol milosnikow pomocy pomoc polskie polski polska towarzystwo klub kolo centrum grupa zespol zwiazek "
    "oddzial regionalne regionalny mieszkancow osob dzieci mlodziezy rodzin kultury sportu szkoly szkole".split()
)
_INFORMAL = (
    "grupa nieformalna",
    "nieformalna grupa",
    "grupa inicjatywna",
    "inicjatywa nieformalna",
    "grupy nieformalnej",
)
_NOTHING = frozenset(
    "brak nie nie dotyczy nie mam nie naleze nie wiem nie nalezy n d nd none nic zaden zadna zadne bez "
    "osoba prywatna prywatnie prywatny prywatna indywidualnie osoba indywidualna osoba fizyczna".split()
) | {
    "nie dotyczy",
    "nie mam",
    "nie naleze",
    "nie wiem",
    "osoba prywatna",
    "osoba indywidualna",
    "osoba fizyczna",
    "n d",
}


def folded(name: str) -> str:
    """`Fundacja „Łąka”` and `FUNDACJA laka` -> `fundacja laka`; `Фонд «Надія»` -> `фонд надія`.

    As `lib.text.fold`, but letters of other alphabets stay: two people of one address whose names are written
    in Cyrillic must not become one.
    """
    return _NOT_WORD.sub(" ", text.without_marks(text.clean(name)).casefold()).strip()


def _taken_out(
    words: str, table: tuple[tuple[str, str], ...], replacement: str | None
) -> tuple[str, set[str]]:
    """The words without (or with canonical) phrases of the table, and what these phrases stand for."""
    found: set[str] = set()
    padded = f" {'  '.join(words.split())} "  # two spaces between words: neighbours do not share one
    for phrase, meaning in table:
        sought = f" {'  '.join(phrase.split())} "
        if sought in padded:
            found.add(meaning)
            padded = padded.replace(sought, f" {meaning if replacement is None else replacement} ")
    return " ".join(padded.split()), found - {""}


@lru_cache(maxsize=_REMEMBERED)
def core(name: str) -> str:
    """The name without what names share: case, marks, quotes, words of legal form.

    Marks such as OSP stay, in one spelling: `Ochotnicza Straż Pożarna w Łące` -> `osp w lace`.
    A name of nothing but such words stays as it is: `Fundacja` -> `fundacja`.
    """
    whole, told = folded(name), ""
    while whole != told:  # what is taken out may bring two other words together
        told = whole
        marked, _ = _taken_out(told, _MARKS, None)
        bare, _ = _taken_out(marked, _DRESS, "")
        whole = bare or marked
    return whole


@lru_cache(maxsize=_REMEMBERED)
def dress(name: str) -> frozenset[str]:
    """Which legal forms the name itself states: {"association"}, {"foundation"}..."""
    return frozenset(_taken_out(folded(name), _DRESS, "")[1])


@lru_cache(maxsize=_REMEMBERED)
def marks(name: str) -> frozenset[str]:
    """Which kinds of organisation the name itself states: {"osp"}, {"kgw"}..."""
    return frozenset(_taken_out(folded(name), _MARKS, None)[1])


@lru_cache(maxsize=_REMEMBERED)
def spelled_out(word: str) -> tuple[str, ...]:
    """The folded phrases that a mark stands for: `kgw` -> `kolo gospodyn wiejskich`. Empty for other words."""
    return tuple(phrase for phrase, mark in _MARKS if mark == word and phrase != word)


@lru_cache(maxsize=_REMEMBERED)
def without_marks(name: str) -> str:
    """The core without marks: what is left of `OSP Siedliska` is `siedliska`. May be empty."""
    return " ".join(word for word in core(name).split() if word not in _MARK_WORDS)


@lru_cache(maxsize=_REMEMBERED)
def telling_words(name: str) -> frozenset[str]:
    """Words of the core that tell one organisation from another."""
    return frozenset(w for w in without_marks(name).split() if len(w) >= 3 and w not in _WEAK)  # noqa: PLR2004


@lru_cache(maxsize=_REMEMBERED)
def initials(name: str) -> frozenset[str]:
    """Abbreviations that people make of a name: `Karpackie Centrum Wspierania` -> {"kcw"}."""
    words = folded(name).split()
    return frozenset(
        made
        for made in ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SHORT))
        if 3 <= len(made) <= 10  # noqa: PLR2004
    )


def says_informal(name: str) -> bool:
    """Do the words themselves say that this is an informal or initiative group?"""
    padded = f" {folded(name)} "
    return any(f" {phrase} " in padded for phrase in _INFORMAL)


def says_nothing(name: str) -> bool:
    """Words that name no organisation: `brak`, `nie dotyczy`, `-`, `osoba prywatna`."""
    whole = folded(name)
    return not whole or whole in _NOTHING


def is_hardly_a_name(name: str) -> bool:
    """Words to look at before an organisation comes of them: one letter, a number that broke its rule."""
    words = (word for word in folded(name).split() if word not in _REGISTERS)
    return sum(sign.isalpha() for word in words for sign in word) < FEWEST_LETTERS


FEWEST_LETTERS = 3  # "PCK" is a name, "x" is a slip
_REGISTERS = frozenset({"krs", "nip", "regon"})

_MARK_WORDS = frozenset(meaning for _, meaning in _MARKS)
_SHORT = frozenset("a dla do i im na o od oraz po pod przy u w we z za ze".split())


def long_word(name: str) -> str:
    """The first word that no name has: longer than LONGEST_WORD characters; "" where all are of human length."""
    return next((word for word in name.split() if len(word) > LONGEST_WORD), "")
