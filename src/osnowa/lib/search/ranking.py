"""How well a text answers: plain arithmetic over the words of one entry.

The measure is Okapi BM25 (Robertson, Zaragoza 2009) with a word in all its forms as the term, each occurrence counted
by what its form is worth, the title as a field of its own, and two things added: how many of the typed words there are
at all, and whether they stand together.
"""

from collections.abc import Mapping, Sequence
from itertools import compress
from math import log
from typing import NamedTuple

K1, B = 1.2, 0.4
TITLE = 2.6  # a word in the title, against one in the text
SHORT, OF_LONG = (
    0.08,
    0.6,
)  # how fast a title loses weight with every word beyond three, and how much of it at the most
COVERED = 0.8  # how much of the score hangs on how many of the typed words are there
TOGETHER = 0.5  # for two neighbours of the search that are neighbours in the text
AVERAGE = 120  # words of a text
READ_AT_MOST = 800  # words of a text that are looked at
NEAR = 3

Forms = Mapping[str, Sequence[tuple[int, float]]]


class Match(NamedTuple):
    """How an entry answers. `places`: positions of found words in its text, in order; `title_places`: in its title."""

    score: float
    places: tuple[int, ...]
    title_places: tuple[int, ...]


def weights(documents: Sequence[int], entries: int) -> list[float]:
    """What each word tells (inverse document frequency): a word of every text next to nothing, a rare one much."""
    return [
        log(1 + (entries - min(number, entries) + 0.5) / (min(number, entries) + 0.5)) + 0.1
        for number in documents
    ]


def match(title: Sequence[str], words: Sequence[str], forms: Forms, idf: Sequence[float]) -> Match:
    """The score of one entry; `title`, `words`: its folded words, READ_AT_MOST of the text."""
    size = len(idf)
    in_title, in_text, best, near = [0.0] * size, [0.0] * size, [0.0] * size, [0.0] * size
    in_words = found_in(words, forms)
    in_heading = found_in(title, forms)
    bonus = 0.0
    last: tuple[int, int] | None = None
    for position in in_heading:
        for group, worth in forms[title[position]]:
            in_title[group] = max(in_title[group], worth)
            if last is not None:
                bonus += _near(last, group, position, worth, idf) * 1.5
            last = (group, position)
    last = None
    for position in in_words:
        for group, worth in forms[words[position]]:
            in_text[group] += worth
            best[group] = max(best[group], worth)
            if last is not None and last[0] == group - 1 and position - last[1] <= NEAR:
                near[group] = max(near[group], _near(last, group, position, worth, idf))
            last = (group, position)
    bonus += sum(near)
    length = 1 - B + B * len(words) / AVERAGE
    short = 1 / (1 + SHORT * max(0, len(title) - 3))
    score = covered = 0.0
    heading = TITLE * (1 - OF_LONG + OF_LONG * short)
    for group, tells in enumerate(idf):
        told, said = in_text[group], in_title[group]
        worth = best[group]
        covered += tells * (max(said, worth))
        text_part = told * (K1 + 1) / (told + K1 * length) if told else 0.0
        score += tells * (text_part + heading * said)
    coverage = covered / (sum(idf) or 1)
    return Match(
        (score + TOGETHER * bonus) * (1 - COVERED + COVERED * coverage),
        tuple(in_words),
        tuple(in_heading),
    )


def found_in(words: Sequence[str], forms: Forms) -> list[int]:
    """Where words stand that were looked for. Most of the time of ranking goes here."""
    return list(compress(range(len(words)), map(forms.__contains__, words)))


def title_score(title: Sequence[str], forms: Forms, idf: Sequence[float]) -> float:
    """The rough order of entries by their titles alone, quick: what the found words tell, less for a long title."""
    told: dict[int, float] = {}
    for word in filter(forms.__contains__, title):
        for group, worth in forms[word]:
            if worth > told.get(group, 0.0):
                told[group] = worth
    score = -0.01 * len(title)
    for group, worth in told.items():
        score += idf[group] * worth
    return score


def _near(last: tuple[int, int], group: int, position: int, worth: float, idf: Sequence[float]) -> float:
    """What it is worth that this word follows the one that was typed before it."""
    if last[0] != group - 1 or not 0 < position - last[1] <= NEAR:
        return 0.0
    return worth * min(idf[group], idf[last[0]]) / (position - last[1])
