"""Who gets a place where places go by points or by lot. Plain values in, plain values out; the same input in any order
gives the same list, and anybody who has the seed can repeat it.

Order: points, then (where the programme says so) those not yet served, then the lot: SHA-256 of the seed followed by
the reference number, smaller first. The moment of arrival never counts. In a lottery points do not count either.

Seats: down the list, passing over whose organisation already has its limit. Then, where a group has fewer seats than
are kept for it, the first of the group who waits takes the seat of the last who is not needed for any group. Whoever
is passed over or gives way stands on the reserve list in the order of the list.
"""

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

# Exchanges of two are tried so many times in one list: enough for any list that people read, and never slow.
MOST_TRIES = 50


class Outcome(StrEnum):
    PLACED = "placed"
    RESERVE = "reserve"
    REFUSED = "refused"


class Because(StrEnum):
    """Why, in one word; the page says it in a sentence."""

    ORDER = "order"  # a place, or none left, by the order of the list
    GROUP = "group"  # a place that is kept for a group
    GAVE_WAY = "gave_way"  # would have a place, were none kept for a group
    LIMIT = "limit"  # the organisation has its people already
    CONDITION = "condition"
    THRESHOLD = "threshold"


@dataclass(frozen=True)
class Application:
    """`organisation`: whose limit it falls under, None under nobody's. `groups`: that seats may be kept for."""

    reference: str
    points: int = 0
    is_eligible: bool = True
    organisation: Hashable = None
    groups: frozenset[Hashable] = frozenset()
    is_new: bool = True


@dataclass(frozen=True)
class Terms:
    """`threshold`: points needed, None: none are. `quotas`: group -> seats kept for it, at least.

    `limit`: people of one organisation at the most. `new_first`: equal points go first to those not yet served.
    """

    seats: int
    seed: str
    threshold: int | None = None
    limit: int | None = None
    quotas: tuple[tuple[Hashable, int], ...] = ()
    new_first: bool = False
    by_lot: bool = False


@dataclass(frozen=True)
class Place:
    """One line of the list. `rank`: from 1, of everybody who met the conditions; 0 for the refused."""

    reference: str
    rank: int
    outcome: Outcome
    because: Because


@dataclass(frozen=True)
class Ranking:
    """`places` in the order of the list, the refused last. `short`: group -> how many seats short of what is kept."""

    places: tuple[Place, ...]
    short: dict[Hashable, int] = field(default_factory=dict)

    @property
    def placed(self) -> list[str]:
        return [place.reference for place in self.places if place.outcome == Outcome.PLACED]

    @property
    def reserve(self) -> list[str]:
        return [place.reference for place in self.places if place.outcome == Outcome.RESERVE]


def lot(seed: str, reference: str) -> str:
    """The lot of an application: hexadecimal SHA-256 of seed and reference, written one after the other (UTF-8)."""
    return hashlib.sha256(f"{seed}{reference}".encode()).hexdigest()


def commitment(seed: str) -> str:
    """What is published before the draw: SHA-256 of the seed. Whoever has the seed later can check that it was this."""
    return hashlib.sha256(seed.encode()).hexdigest()


def in_order(applications: Iterable[Application], terms: Terms) -> list[Application]:
    """By points, those not yet served, lot."""

    def key(one: Application) -> tuple[int, bool, str]:
        points = 0 if terms.by_lot else -one.points
        return points, terms.new_first and not one.is_new, lot(terms.seed, one.reference)

    return sorted(applications, key=key)


def rank(applications: Iterable[Application], terms: Terms) -> Ranking:
    """Rank and seat. References must be unique (ValueError), or the lots would not tell people apart.

    Of one group kept seats are always filled where that is possible at all (an exchange of one person for another finds
    it, because seats under a limit per organisation are a matroid). Of several groups exchanges of one person, and then
    of two, are tried; what stays short is said.
    """
    everybody = in_order(applications, terms)
    if len({one.reference for one in everybody}) != len(everybody):
        raise ValueError("Two applications have one reference.")
    threshold = None if terms.by_lot else terms.threshold
    ranked, refused = [], []
    for one in everybody:
        if not one.is_eligible:
            refused.append((one, Because.CONDITION))
        elif threshold is not None and one.points < threshold:
            refused.append((one, Because.THRESHOLD))
        else:
            ranked.append(one)
    seating = _Seating(ranked, terms)
    by_order = set(seating.placed)
    passed_over = seating.passed_over
    seating.keep_for_groups()
    places = []
    for at, one in enumerate(ranked):
        if at in seating.placed:
            because = Because.ORDER if at in by_order or not one.groups else Because.GROUP
            places.append(Place(one.reference, at + 1, Outcome.PLACED, because))
        else:
            because = (
                Because.GAVE_WAY if at in by_order else Because.LIMIT if at in passed_over else Because.ORDER
            )
            places.append(Place(one.reference, at + 1, Outcome.RESERVE, because))
    places += [Place(one.reference, 0, Outcome.REFUSED, because) for one, because in refused]
    return Ranking(tuple(places), {group: by for group, by in seating.short().items() if by})


class _Seating:
    """Seats given by position in the list (0 is first), with what is needed to exchange people quickly."""

    def __init__(self, ranked: list[Application], terms: Terms) -> None:
        self.ranked, self.terms = ranked, terms
        self.wanted = dict(terms.quotas)
        self.groups = [frozenset(one.groups & self.wanted.keys()) for one in ranked]
        self.placed: set[int] = set()
        self.passed_over: set[int] = set()
        self.of_organisation: Counter[Hashable] = Counter()
        self.of_group: Counter[Hashable] = Counter()
        self.seated_of: dict[Hashable, set[int]] = defaultdict(set)  # by organisation
        self.last_of: dict[frozenset[Hashable], list[int]] = defaultdict(
            list
        )  # heaps of -position, by groups
        for at in range(len(ranked)):
            if len(self.placed) >= terms.seats:
                break
            if self.has_room(at):
                self.seat(at)
            else:
                self.passed_over.add(at)

    def has_room(self, at: int) -> bool:
        organisation = self.ranked[at].organisation
        limit = self.terms.limit
        return limit is None or organisation is None or self.of_organisation[organisation] < limit

    def seat(self, at: int) -> None:
        organisation = self.ranked[at].organisation
        self.placed.add(at)
        self.of_organisation[organisation] += 1
        self.seated_of[organisation].add(at)
        self.of_group.update(self.groups[at])
        heapq.heappush(self.last_of[self.groups[at]], -at)

    def unseat(self, at: int) -> None:
        organisation = self.ranked[at].organisation
        self.placed.discard(at)
        self.of_organisation[organisation] -= 1
        self.seated_of[organisation].discard(at)
        self.of_group.subtract(self.groups[at])

    def short(self) -> dict[Hashable, int]:
        return {group: max(0, seats - self.of_group[group]) for group, seats in self.wanted.items()}

    def change(self, comes: int, goes: int) -> int:
        """By how much all groups together would be shorter (more than 0) or less short after an exchange."""
        changed = 0
        for group in self.groups[comes] ^ self.groups[goes]:
            before = max(0, self.wanted[group] - self.of_group[group])
            step = 1 if group in self.groups[comes] else -1
            changed += max(0, self.wanted[group] - self.of_group[group] - step) - before
        return changed

    def may_go(self, comes: int) -> Iterator[int]:
        """Who could give their seat to `comes` under the limits, last of the list first."""
        if not self.has_room(comes):
            yield from sorted(self.seated_of[self.ranked[comes].organisation], reverse=True)
            return
        last = []
        for heap in self.last_of.values():
            while heap and -heap[0] not in self.placed:
                heapq.heappop(heap)
            if heap:
                last.append(-heap[0])
        yield from sorted(last, reverse=True)

    def exchange(self, comes: int, goes: int) -> None:
        self.unseat(goes)
        self.seat(comes)

    def waiting(self) -> Iterator[int]:
        """In order; those seated meanwhile are passed over."""
        return (at for at in range(len(self.ranked)) if at not in self.placed)

    def keep_for_groups(self) -> None:
        if not self.wanted:
            return
        while any(self.short().values()):
            if not (self._by_one() or self._by_two()):
                break
        while self._without_envy():
            pass

    def _by_one(self) -> bool:
        """One pass down the list: whoever makes a group less short takes the seat of the last who can go."""
        done = False
        for comes in self.waiting():
            if not any(self.wanted[group] > self.of_group[group] for group in self.groups[comes]):
                continue
            goes = next((at for at in self.may_go(comes) if self.change(comes, at) < 0), None)
            if goes is not None:
                self.exchange(comes, goes)
                done = True
        return done

    def _by_two(self) -> bool:
        """An exchange that makes nothing worse, after which another one makes it better."""
        tries = 0
        for comes in list(self.waiting()):
            if not any(self.wanted[group] > self.of_group[group] for group in self.groups[comes]):
                continue
            for goes in list(self.may_go(comes)):
                if self.change(comes, goes) != 0:
                    continue
                tries += 1
                if tries > MOST_TRIES:
                    return False
                self.exchange(comes, goes)
                if self._by_one():
                    return True
                self.exchange(goes, comes)
        return False

    def _without_envy(self) -> bool:
        """Nobody waits while somebody further down sits on a seat that no group needs."""
        done = False
        for comes in self.waiting():
            goes = next((at for at in self.may_go(comes) if at > comes and self.change(comes, at) <= 0), None)
            if goes is not None:
                self.exchange(comes, goes)
                done = True
        return done
