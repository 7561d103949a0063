"""Licences, bylines, competences, how long a text takes: plain values."""

import datetime as dt
import html
import re
from dataclasses import dataclass

from osnowa.lib import text

_BETWEEN_NAMES = re.compile(r"\s*(?:[,;]|\s(?:i|oraz|and|&)\s)\s*")


@dataclass(frozen=True)
class Licence:
    """What a reader may do with a text: its name as it is cited, and the deed that says it in full."""

    name: str
    url: str


LICENCES: dict[str, Licence] = {
    "cc-by-4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.pl"),
    "cc-by-sa-4.0": Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/deed.pl"),
    "cc0-1.0": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.pl"),
}
LICENCE_CHOICES = [(key, licence.name) for key, licence in LICENCES.items()]


def names_in(byline: str) -> list[str]:
    """The people (or groups) whom a byline names: `Róża Przędza i Wit Nawój` -> two."""
    return [name for name in _BETWEEN_NAMES.split(text.clean(byline)) if name]


def without_name(byline: str, name: str) -> str:
    """The byline without one person; whoever else stands in it stays."""
    gone = text.fold(name)
    kept = [part for part in names_in(byline) if text.fold(part) != gone]
    return byline if len(kept) == len(names_in(byline)) else ", ".join(kept)


# Words a minute, read aloud: Trauzettel-Klosinski and Dietz, "Standardized assessment of reading performance: the new
# international reading speed texts IReST", IOVS 2012; 53:5452-5461 (Polish 166, English 228). Who reads silently is
# faster, who reads to understand is not: a figure that nobody is ashamed by.
WORDS_A_MINUTE = {"pl": 166, "en": 228}


def reading_minutes(words: int, language: str = "pl") -> int:
    """Whole minutes that a text of so many words takes, rounded up; 0 only where nothing is to be read."""
    pace = WORDS_A_MINUTE.get(language, WORDS_A_MINUTE["pl"])
    return -(-max(words, 0) // pace)


# How long a text counts as checked after somebody has said that it is still true; how early its owner is asked again.
TRUE_FOR, ASK_AHEAD = dt.timedelta(days=365), dt.timedelta(days=14)


def due_on(review_on: dt.date | None, confirmed_on: dt.date | None) -> dt.date | None:
    """By when somebody reads a text again: the later of the day that was set and a year after the last yes."""
    days = [day for day in (review_on, confirmed_on and confirmed_on + TRUE_FOR) if day]
    return max(days) if days else None


# DigComp 2.2, European Union, CC BY 4.0. English names are the official ones; Polish names are our own working
# translation, the same as in `learning/data/digcomp_competences.csv`.
COMPETENCES: dict[str, tuple[str, str]] = {
    "1.1": (
        "Przeglądanie, wyszukiwanie i filtrowanie danych, informacji i treści cyfrowych",
        "Browsing, searching and filtering data, information and digital content",
    ),
    "1.2": (
        "Ocena danych, informacji i treści cyfrowych",
        "Evaluating data, information and digital content",
    ),
    "1.3": (
        "Zarządzanie danymi, informacjami i treściami cyfrowymi",
        "Managing data, information and digital content",
    ),
    "2.1": (
        "Interakcja z wykorzystaniem technologii cyfrowych",
        "Interacting through digital technologies",
    ),
    "2.2": (
        "Dzielenie się zasobami z wykorzystaniem technologii cyfrowych",
        "Sharing through digital technologies",
    ),
    "2.3": (
        "Aktywność obywatelska z wykorzystaniem technologii cyfrowych",
        "Engaging in citizenship through digital technologies",
    ),
    "2.4": (
        "Współpraca z wykorzystaniem technologii cyfrowych",
        "Collaborating through digital technologies",
    ),
    "2.5": ("Netykieta", "Netiquette"),
    "2.6": ("Zarządzanie tożsamością cyfrową", "Managing digital identity"),
    "3.1": ("Tworzenie (opracowywanie) treści cyfrowych", "Developing digital content"),
    "3.2": (
        "Integracja i przetwarzanie treści cyfrowych",
        "Integrating and re-elaborating digital content",
    ),
    "3.3": ("Prawo autorskie i licencje", "Copyright and licences"),
    "3.4": ("Programowanie", "Programming"),
    "4.1": ("Ochrona urządzeń", "Protecting devices"),
    "4.2": ("Ochrona danych osobowych i prywatności", "Protecting personal data and privacy"),
    "4.3": ("Ochrona zdrowia i dobrego samopoczucia", "Protecting health and well-being"),
    "4.4": ("Ochrona środowiska", "Protecting the environment"),
    "5.1": ("Rozwiązywanie problemów technicznych", "Solving technical problems"),
    "5.2": (
        "Rozpoznawanie potrzeb i rozwiązań technologicznych",
        "Identifying needs and technological responses",
    ),
    "5.3": (
        "Twórcze wykorzystywanie technologii cyfrowych",
        "Creatively using digital technologies",
    ),
    "5.4": (
        "Rozpoznawanie braków w kompetencjach cyfrowych",
        "Identifying digital competence gaps",
    ),
}


def competences_in(codes: str) -> list[str]:
    """The known codes of a stored or typed list, in the framework's order: `4.1; 2.4, 9.9` -> 2.4 4.1."""
    said = set(re.findall(r"\d\.\d", codes))
    return [code for code in COMPETENCES if code in said]


def unknown_competences(codes: str) -> list[str]:
    """What stands in a list of codes and is none: `2.4, 9.9, x` -> 9.9 x."""
    return [code for code in re.split(r"[\s,;]+", codes.strip()) if code and code not in COMPETENCES]


def competence_name(code: str, language: str = "pl") -> str:
    """`2.4`, Polish -> Współpraca z wykorzystaniem technologii cyfrowych. KeyError for no code of the framework."""
    polish, english = COMPETENCES[code]
    return polish if language == "pl" else english


# The widths in which a picture is kept: a telephone, the column of a text, the column on a fine screen.
PICTURE_WIDTHS = (480, 800, 1400)
PICTURE_SPECS = tuple(f"width-{width}|format-webp" for width in PICTURE_WIDTHS)
# In letters: twice the 568 pixels of their column, and JPEG (on white), because Outlook on a computer knows no WebP.
# Short: Wagtail cuts the name of chance where this is longer.
LETTER_SPEC = "max-1136x1136|format-jpeg"
SHORTEST_ALT, LONGEST_ALT = 3, 250
_FILE_NAME = re.compile(
    r"^(?:\S+\.(?:jpe?g|png|gif|webp|svg|heic)|(?:img|dsc|dscn|pict?|image|photo|screenshot|zrzut)[\W_]*\d[\W\d_]*)$",
    re.IGNORECASE,
)


def says_what_is_seen(alt: str) -> bool:
    """Does this describe a picture to who cannot see it? Not empty, not the name of its file, not a whole essay."""
    said = text.clean(alt)
    return SHORTEST_ALT <= len(said) <= LONGEST_ALT and not _FILE_NAME.match(said)


def citation(
    *, authors: str, year: int | None, title: str, publisher: str, address: str, licence: str
) -> str:
    """How a text is named by who quotes it: `Róża Przędza (2026). Hasła. Fundacja Nić. https://... (CC BY 4.0)`.

    Without an author the publisher stands first; without a year nothing stands for it.
    """
    first = ", ".join(names_in(authors)) or publisher
    parts = [f"{first} ({year})." if year else f"{first}.", f"{text.clean(title).rstrip('.')}."]
    if publisher and publisher != first:
        parts.append(f"{publisher.rstrip('.')}.")
    return " ".join([*parts, f"{address} ({licence})"])


_HEADING = re.compile(r"<h2(?P<said>[^>]*)>(?P<words>.*?)</h2>", re.DOTALL)
_KEY = re.compile(r'\s*data-block-key="[^"]*"')
_TAG = re.compile(r"<[^>]+>")
FEWEST_IN_CONTENTS = 3  # headings; a list of two leads nowhere


def with_anchors(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """A text whose second headings can be linked to, and the list of them: id and words, as they stand.

    `marked`: HTML as the editor's text is shown. Two headings of the same words get two ids; none is ever empty.
    """
    found: list[tuple[str, str]] = []
    taken: set[str] = set()

    def anchored(match: re.Match[str]) -> str:
        words = html.unescape(_TAG.sub("", match["words"])).strip()
        if not words:
            return ""
        base = "tekst-" + (text.slug(words)[:60].rstrip("-") or "dalej")
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        found.append((name, words))
        return f'<h2 id="{name}">{match["words"]}</h2>'

    return _HEADING.sub(anchored, _KEY.sub("", marked)), found


def count_words(plain: str) -> int:
    """Words of a plain text, a sign between spaces being none."""
    return sum(1 for word in plain.split() if any(sign.isalnum() for sign in word))
