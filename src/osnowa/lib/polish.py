"""What Polish words have in common: dictionary forms and endings cut off, for searching.

The dictionary is simplemma's, turned round once into a file of ours: folded form -> folded dictionary forms. It is
read in place (mmap), so that processes share it: as a dictionary of Python it would cost each of them 373 MB.
`make setup` makes the file beside the environment, `osnowa prepare` in OSNOWA_HOME where nobody did: about 15 s.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

import marisa_trie
import snowballstemmer
from django.conf import settings
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from osnowa.lib import text

SHAPE = 1  # of the file; another number makes it anew
LONGEST_WORD = 40  # letters of a word that are looked at
SHORTEST_STEM = 3
SHORTEST_ROOT = 4
# Of words in the dictionary's form, folded, the longest first
_SUFFIXES = tuple(
    sorted(
        (
            "acja acje acyjny ator atorka izacja izowac owac ywac iwac owanie ywanie iwanie anie enie ienie cie "
            "izna yzna odawca odawczy odawstwo eczka iczka yczka eczek iczek "
            "ac ic yc ec nac owy owa owe ny na ne ski ska skie cki cka ckie osc nosc nik nica iat iusz iacki arz "
            "arka stwo ow awczy awca awcz eni ani alny elny ent encja nictwo um az yzm izm ik yk ka ek ko y a e i "
            "o"
        ).split(),
        key=len,
        reverse=True,
    )
)
# Words of one family whose root changes, so that no cutting finds it: dictionary forms, folded
_FAMILIES = """
pomagac pomoc pomocny pomocnik pomozenie
zakladac zalozyc zalozenie zalozyciel zakladanie zalozycielski
skladac zlozyc zlozenie skladanie
zapraszac zaprosic zaproszenie
zglaszac zglosic zgloszenie zglaszanie
oglaszac oglosic ogloszenie oglaszanie
obrabiac obrobic obrobka
przypominac przypomniec przypomnienie
kupowac kupic zakup zakupowy kupno
nazywac nazwac nazwa nazywanie
wybierac wybrac wybor wyborczy
zbierac zebrac zbiorka zebranie zbieranie
prosic poprosic prosba
placic zaplacic oplacic oplata platnosc wplata wplacac wplacic
odpowiadac odpowiedziec odpowiedz
otwierac otworzyc otwarcie otwarty
zamykac zamknac zamkniecie
zaczynac zaczac poczatek
zatrudniac zatrudnic zatrudnienie
wypelniac wypelnic wypelnienie
przechowywac przechowac przechowanie
udostepniac udostepnic udostepnienie dostep dostepny dostepnosc
tworzyc stworzyc utworzyc tworzenie utworzenie stworzenie
uczyc nauczyc nauka uczenie
jechac wyjezdzac wyjechac wyjazd
dojezdzac dojechac dojazd
sasiad sasiedzki sasiedztwo sasiadka
zarzadzac zarzad zarzadzanie
sprzedawac sprzedac sprzedaz
wysylac wyslac wysylka
przesylac przeslac przesylka
zwracac zwrocic zwrot
wracac wrocic powrot
dzielic podzielic podzial
pisac napisac pismo pisanie pisemny
czytac przeczytac czytelny czytanie czytelnik
mowic powiedziec mowa
pytac zapytac pytanie zapytanie
liczyc policzyc liczba liczenie
laczyc polaczyc polaczenie laczenie
rozwiazywac rozwiazac rozwiazanie
podpisywac podpisac podpis
zapisywac zapisac zapis zapisy
wpisywac wpisac wpis
opisywac opisac opis
przyjmowac przyjac przyjecie
zajmowac zajac zajecie
wynajmowac wynajac wynajem najem najac
wypozyczac wypozyczyc wypozyczalnia wypozyczenie pozyczac pozyczyc
oddawac oddac oddanie
dodawac dodac dodatek dodanie
przekazywac przekazac przekazanie
pokazywac pokazac pokaz
planowac zaplanowac plan planowanie
oceniac ocenic ocena
zmieniac zmienic zmiana
sprawdzac sprawdzic sprawdzian sprawdzenie
poprawiac poprawic poprawa poprawka
zabezpieczac zabezpieczyc bezpieczny bezpieczenstwo zabezpieczenie
chronic ochronic ochrona
dziekowac podziekowac podziekowanie
spotykac spotkac spotkanie
usuwac usunac usuniecie
szukac poszukac wyszukac wyszukiwarka wyszukiwac
drukowac wydrukowac druk drukarka wydruk
nagrywac nagrac nagranie
rozmawiac porozmawiac rozmowa
budowac zbudowac budowa budynek
kierowac kierownik kierownictwo
dziecko dzieciecy
mlody mlodziez mlodziezowy
stary starszy starosc
przyjaciel przyjazn przyjazny
miasto miejski
wies wiejski
gmina gminny
panstwo panstwowy
ksiegowy ksiegowa ksiegowosc ksiega
prawo prawny prawnik
reka reczny rekodzielo
rok roczny
miesiac miesieczny
tydzien tygodniowy
swieto swieta swiateczny
ksiadz ksieza
email mail mailowy emailowy mailing
dzien dzienny codzienny
czlowiek ludzki
"""
# Verbs of two roots from which others are made: wnosic, wniesc
_BARE_FAMILIES = """
nosic niesc
wozic wiezc
prowadzic wiesc
chodzic isc
klasc lozyc
siadac siasc
dawac dac
rzucac rzucic
"""


def _by_word(families: str) -> dict[str, str]:
    return {word: family.split()[0] for family in families.strip().splitlines() for word in family.split()}


_FAMILY_OF = _by_word(_FAMILIES)
_BARE_FAMILY_OF = _by_word(_BARE_FAMILIES)
_GERUND = ("nie", "cie")
# What makes a verb of a verb: poprowadzic, prowadzic. The longest first
_PREFIXES = "roze prze przy wspol nade pode roz pod nad wez wze wy za po do od na ob we ze u w z s o".split()
# Endings that foreign words and letters read one by one get from people: krsie, ngosy
_LOOSE_ENDINGS = (
    "sach sami som sow sy owcy owiec owie owego owej owy owa owe owi ami ach ow om em ie y u a e".split()
)
# What is typed without Polish letters may end in one of them
_ENDINGS = tuple(pair.split(":") for pair in "ow:ów osc:ość a:ą e:ę c:ć s:ś n:ń l:ł".split())

_MARKS = str.maketrans("ąćęłńóśźż", "acelnoszz")
NAME = "^"  # before a dictionary form that is the name of a person or a place

_polish = snowballstemmer.stemmer("polish")
_english = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """One word without marks and capitals, letters of other scripts kept: `Łódź` -> `lodz`, `Львів` -> `львів`."""
    return text.without_marks(word).casefold()[:LONGEST_WORD]


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Dictionary forms of a folded word, themselves folded: `wnioskach` -> (`wniosek`,). None for an unknown word.

    A name of a person or a place stands aside where a common word has the same form.
    """
    found = {one.decode() for one in _dictionary().get(word, ())}
    common = {one for one in found if not one.startswith(NAME)}
    return tuple(sorted(common or {one.removeprefix(NAME) for one in found}))


@lru_cache(maxsize=20_000)
def relatives(word: str) -> tuple[str, ...]:
    """Verbs behind a noun of doing, as the dictionary has them: `rozliczenie` -> `rozliczeń` -> (`rozliczyc`,),
    `zawarcie` -> `zawarty` -> (`zawrzec`,).
    """
    names = {
        lemma for lemma in (word, *lemmas(word)) if lemma.endswith(_GERUND) and len(lemma) > len("nie") + 2
    }
    verbs = {verb for name in names for verb in lemmas(name[:-2])}
    verbs |= {verb for name in names if name.endswith("cie") for verb in lemmas(f"{name[:-3]}ty")}
    return tuple(sorted(verbs - set(lemmas(word))))


@lru_cache(maxsize=20_000)
def stems(spelled: str) -> tuple[str, ...]:
    """What is left of a word without its ending, folded. `spelled`: in small letters, with its marks if it has any.

    A word written without marks is tried with the ones that its ending may have lost; a word that no Polish
    dictionary knows also as English.
    """
    spelled = spelled[:LONGEST_WORD]
    plain = folded(spelled)
    found = {folded(_polish.stemWord(spelled))}
    unknown = not lemmas(plain)
    if plain == spelled and unknown:
        found |= {
            folded(_polish.stemWord(spelled[: -len(ending)] + marked))
            for ending, marked in _ENDINGS
            if spelled.endswith(ending)
        }
    if plain.isascii() and unknown:
        found.add(_polish.stemWord(plain))
        found.add(_english.stemWord(plain))
        found |= {plain.removesuffix(ending) for ending in _LOOSE_ENDINGS}
    return tuple(sorted(stem for stem in found if len(stem) >= SHORTEST_STEM))


@lru_cache(maxsize=20_000)
def roots(spelled: str) -> tuple[str, ...]:
    """What words of one family begin with: `finansowanie`, `finansowy`, `finanse` -> (`finans`,). Rough on purpose."""
    plain = folded(spelled)
    known = (*lemmas(plain), *relatives(plain)) or stems(spelled)
    return _roots_of(known, _FAMILY_OF)


@lru_cache(maxsize=20_000)
def bare_roots(spelled: str) -> tuple[str, ...]:
    """The roots of the verbs without what stands before them: `poprowadzic` -> (`prowadz`, ...)."""
    plain = folded(spelled)
    known = (*lemmas(plain), *relatives(plain))
    return _roots_of([bare for word in known for bare in _bare(word)], _BARE_FAMILY_OF)


def _roots_of(known: Sequence[str], families: Mapping[str, str]) -> tuple[str, ...]:
    found = {root for word in known if len(root := _root(word)) >= SHORTEST_ROOT}
    # wniosek, wnioskowac: the `e` of the ending comes and goes
    found |= {f"{word[:-2]}k" for word in known if word.endswith("ek") and len(word) > SHORTEST_ROOT}
    return tuple(sorted(found | {families[word] for word in known if word in families}))


def _bare(word: str) -> list[str]:
    """The verb without what stands before it, where the dictionary knows it: `poprowadzic` -> [`prowadzic`]."""
    if not word.endswith("c"):
        return []
    rest = [
        word[len(prefix) :]
        for prefix in _PREFIXES
        if word.startswith(prefix) and len(word) - len(prefix) > SHORTEST_ROOT
    ]
    return [verb for verb in rest if verb in lemmas(verb)][:1]


def _root(word: str) -> str:
    """The word without up to three suffixes; what is left keeps its letters."""
    for _times in range(3):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_ROOT:
                word = word[: -len(suffix)]
                break
        else:
            break
    return word


def knows(words: Iterable[str]) -> list[str]:
    """Those of the folded words that the dictionary has, in the order given."""
    dictionary = _dictionary()
    return [word for word in words if word in dictionary]


def path() -> Path:
    """The file of the dictionary; where there is none yet, where it will be."""
    name = f"polish-{metadata.version('simplemma')}-{SHAPE}.marisa"
    shared, own = Path(sys.prefix, "share", "osnowa", name), lambda: Path(settings.HOME, "words", name)
    if shared.exists() or __name__ == "__main__":
        return shared
    return own()


def is_ready() -> bool:
    return path().exists()


def make() -> bool:
    """Make the dictionary's file where it is missing. False: it was there."""
    target = path()
    if target.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    rows = _rows(DefaultDictionaryFactory().get_dictionary("pl"))
    marisa_trie.BytesTrie(rows).save(str(unfinished))
    unfinished.replace(target)
    _dictionary.cache_clear()
    for kept in (lemmas, relatives, stems, roots, bare_roots):
        kept.cache_clear()
    return True


def _rows(spelled: Any) -> Iterator[tuple[str, bytes]]:
    """Folded form and folded dictionary form, one by one: what is kept of 3.7 million is in the trie alone."""
    told: set[str] = set()
    for form, lemma in spelled.items():
        if len(form) <= LONGEST_WORD and " " not in form:
            known = _quickly(lemma)
            value = f"{NAME}{known}".encode() if lemma[:1].isupper() else known.encode()
            yield _quickly(form), value
            if lemma not in told:
                told.add(lemma)
                yield known, value


def _quickly(word: str) -> str:
    plain = word.lower().translate(_MARKS)
    return plain if plain.isascii() else folded(word)


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    trie = marisa_trie.BytesTrie()
    if is_ready():
        trie.mmap(str(path()))
    return trie


if __name__ == "__main__":
    if not is_ready():
        print("Making the dictionary of Polish forms for the search, once, half a minute ...", flush=True)  # noqa: T201  a command
    make()
