"""Which word about somebody counts, out of everything that was said. The order of arrival does not matter.

Every word is kept. A word made on a device without network says which word that device saw before (`follows`). So the
words form a tree; its leaves are what people said without knowing of each other. Leaves that say the same are no
conflict; leaves that differ are, and the trainer chooses. Until then the one made last counts.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Said:
    """One word about one person at one session.

    `order`: its place in the order of arrival. `word`: "present", "late", "absent", or "" (taken back).
    `knows_all`: made while looking at the server (a tap on the page, a choice between two, the paper): it overrules
    whatever had arrived before. `by_participant`: by the code on the screen; any word of the trainer's wins over it.
    """

    key: UUID
    order: int
    word: str
    made_at: dt.datetime
    minutes_missed: int = 0
    follows: UUID | None = None
    knows_all: bool = False
    by_participant: bool = False


@dataclass(frozen=True)
class Standing:
    """`counts`: whose word stands (None: nobody's). `rivals`: words that contradict each other, the oldest first."""

    counts: Said | None
    rivals: tuple[Said, ...] = ()


def standing(said: Iterable[Said]) -> Standing:
    """What stands. The same words give the same answer in whatever order the devices delivered them.

    The trainers' leaves come first; among several the one made last counts (ties: the greater key). Where the trainer
    took a word back, or said none, the participant's first scan after that counts.
    """
    said = list(said)
    leaves = _leaves([one for one in said if not one.by_participant])
    scans = sorted((one for one in said if one.by_participant), key=_by_time)
    if not leaves:
        return Standing(scans[0] if scans else None)
    last = max(leaves, key=_by_time)
    rivals = tuple(sorted(leaves, key=_by_time)) if len({_meaning(one) for one in leaves}) > 1 else ()
    if last.word == "" and not rivals:
        return Standing(next((scan for scan in scans if scan.made_at > last.made_at), last))
    return Standing(last, rivals)


def _leaves(said: list[Said]) -> list[Said]:
    known = max((one.order for one in said if one.knows_all), default=-1)
    fresh = [one for one in said if one.order >= known]
    followed = {one.follows for one in fresh if one.follows != one.key}
    return [one for one in fresh if one.key not in followed] or fresh  # a ring, which no device of ours makes


def _meaning(one: Said) -> tuple[str, int]:
    return one.word, one.minutes_missed


def _by_time(one: Said) -> tuple[dt.datetime, UUID]:
    return one.made_at, one.key
