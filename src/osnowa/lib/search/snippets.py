"""The piece of a text in which the found words stand, cut into marked and unmarked parts."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from osnowa.lib.search.words import WORD

Part = tuple[str, bool]  # the words, and whether they were looked for
WORDS_AROUND = 26
WORDS_BEFORE = 6


def title_parts(title: str, places: Sequence[int]) -> tuple[Part, ...]:
    return _parts(title, 0, len(title), _marked([found.span() for found in WORD.finditer(title)], places, 0))


def _marked(spans: Sequence[tuple[int, int]], places: Sequence[int], first: int) -> list[tuple[int, int]]:
    """Those of the words that were found; `spans`: where words stand, of which the first is the `first` of the text."""
    found = places[bisect_left(places, first) : bisect_left(places, first + len(spans))]
    return [spans[place - first] for place in found]


def snippet(body: str, places: Sequence[int]) -> tuple[Part, ...]:
    """About WORDS_AROUND words with as many found ones as possible; the beginning of the text where none was found."""
    first = _densest(places) if places else 0
    first = max(0, first - WORDS_BEFORE)
    spans = [found.span() for found in islice(WORD.finditer(body), first, first + WORDS_AROUND)]
    if not spans:  # fewer words than was thought
        spans = [found.span() for found in islice(WORD.finditer(body), WORDS_AROUND)]
        first = 0
    begin = spans[0][0] if first else 0
    end = _to_a_stop(body, spans[-1][1]) if spans else len(body)
    parts = _parts(body, begin, end, _marked(spans, places, first))
    if parts and begin > 0:
        parts = (("… " + parts[0][0], False), *parts[1:]) if not parts[0][1] else (("… ", False), *parts)
    if parts and end < len(body):
        parts = (*parts, (" …", False))
    return parts


def _densest(places: Sequence[int]) -> int:
    """The found word after which most others follow within one snippet."""
    room = WORDS_AROUND - WORDS_BEFORE
    return max(
        places, key=lambda place: (bisect_left(places, place + room) - bisect_left(places, place), -place)
    )


def _to_a_stop(body: str, end: int) -> int:
    return end + 1 if body[end : end + 1] in {".", "!", "?", "…", "”", ")"} else end


def _parts(body: str, begin: int, end: int, marked: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """The piece of the text; `marked`: where its found words begin and end."""
    parts, at = [], begin
    for start, stop in marked:
        if start > at:
            parts.append((body[at:start], False))
        parts.append((body[start:stop], True))
        at = stop
    if at < end:
        parts.append((body[at:end], False))
    return tuple(parts)
