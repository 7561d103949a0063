"""The piece of a text in which the found words stand, cut into marked and unmarked parts."""

from bisect import bisect_left
from collections.abc import Sequence

from osnowa.lib.search.words import WORD

Part = tuple[str, bool]  # the words, and whether they were looked for
WORDS_AROUND = 26
WORDS_BEFORE = 6


def title_parts(title: str, places: Sequence[int]) -> tuple[Part, ...]:
    return _parts(title, 0, len(title), places, 0)


def snippet(body: str, places: Sequence[int]) -> tuple[Part, ...]:
    """About WORDS_AROUND words with as many found ones as possible; the beginning of the text where none was found."""
    first = _densest(places) if places else 0
    first = max(0, first - WORDS_BEFORE)
    begin, end, last = None, 0, first + WORDS_AROUND
    for number, found in enumerate(WORD.finditer(body)):
        if number == first:
            begin = found.start()
        if number >= last:
            break
        end = found.end()
    if begin is None:
        begin, first = 0, 0
    else:
        end = _to_a_stop(body, end)
    begin = 0 if first == 0 else begin
    parts = _parts(body, begin, end, places, first)
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


def _parts(body: str, begin: int, end: int, places: Sequence[int], first: int) -> tuple[Part, ...]:
    wanted, parts, at = set(places), [], begin
    for number, found in enumerate(WORD.finditer(body, begin, end), start=first):
        if number in wanted:
            if found.start() > at:
                parts.append((body[at : found.start()], False))
            parts.append((found[0], True))
            at = found.end()
    if at < end:
        parts.append((body[at:end], False))
    return tuple(parts)
