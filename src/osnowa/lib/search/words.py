"""Words of texts and of what people type: plain values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from osnowa.lib import polish, text

LONGEST_SEARCH = 400  # characters that are read
WORDS_AT_MOST = 12  # of a search
# `e-mail`, `e-faktura` and `on-line` are one word; `nie-rządowy` is two
WORD = re.compile(r"(?:(?:[^\W\d_]|(?i:on|wi|co))-)?[^\W_]+")
_QUOTED = re.compile(r'[„”“"«»‟]')
# Words that every text has: they find something only where nothing else was typed
STOP_WORDS = frozenset(
    "a aby albo ale az bardzo bez bo by byc beda bedzie byl byla bylo byly czego czy co dla dlaczego do "
    "gdy gdzie i ich ile im in inny inne ja jak jaka jaki jakie jako jego jej jest jestem jesli jezeli "
    "juz kiedy kto ktora ktore ktory ktorych ktorym ktorzy lub ma maja mam mamy miec moge moj mozna musi "
    "my na nad nam nas nasz nasza nasze naszej naszego nasi nie niz no o od on ona one oni oraz po pod "
    "powinien powinna powinno prosze przed przez przy sa sie skad sobie swoj swoja swoje swojej swojego "
    "ta tak taki takie tam te tego tej ten to tu twoj ty tylko tych tym u w we wiec wszystko wy z za zas "
    "ze zeby moze mozemy chce chcemy chcialbym the of and to for how is an or at".split()
)


@dataclass(frozen=True)
class Typed:
    """What somebody looks for. `words`: folded, in order, without repeats; `spelled`: the same with their marks;
    `phrases`: runs of folded words that stood in quotes.
    """

    words: tuple[str, ...]
    spelled: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def telling(self) -> tuple[int, ...]:
        """Places of words that are looked for: all but stop words, or all where there are no others."""
        told = tuple(n for n, word in enumerate(self.words) if word not in STOP_WORDS)
        return told or tuple(range(len(self.words)))


def spelled_words(line: str) -> list[str]:
    """Words as they stand, in small letters with their marks: as many as `WORD` finds, in the same order."""
    return [token.replace("-", "").lower() for token in WORD.findall(line)]


def all_folded(spelled: Sequence[str]) -> list[str]:
    """The n-th folded word is the n-th token of the text, so a word of which nothing is left is a dash."""
    return [polish.folded(word) or "-" for word in spelled]


def read(typed: str) -> Typed:
    """What somebody typed, however long and whatever signs it has."""
    line = text.clean(typed[: LONGEST_SEARCH * 4].replace("\x00", " "))[:LONGEST_SEARCH]
    spelled: dict[str, str] = {}
    phrases = []
    for number, part in enumerate(_QUOTED.split(line)):
        words = spelled_words(part)[:WORDS_AT_MOST]
        for word in words:
            if len(spelled) < WORDS_AT_MOST and (plain := polish.folded(word)):
                spelled.setdefault(plain, word[: polish.LONGEST_WORD])
        if number % 2 and len(words) > 1:
            phrases.append(tuple(polish.folded(word) for word in words))
    return Typed(tuple(spelled), tuple(spelled.values()), tuple(phrases))


def one_edit(word: str) -> list[str]:
    """Every string that one slip of a finger away: a letter left out, doubled, exchanged with the next, or wrong."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    parts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    found = {left + right[1:] for left, right in parts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    found |= {left + letter + right[1:] for left, right in parts if right for letter in letters}
    found |= {left + letter + right for left, right in parts for letter in letters}
    return sorted(found - {word})
