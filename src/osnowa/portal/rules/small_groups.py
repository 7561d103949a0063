"""What the public may see of small groups. Plain Python."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

FEWEST_PEOPLE = 5  # behind a part of a figure; fewer, and somebody could be recognised

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Part:
    """A part of a total. `people`: how many different persons stand behind it; 0 where it is not about persons."""

    amount: Decimal
    people: int

    @property
    def is_small(self) -> bool:
        return 0 < self.people < FEWEST_PEOPLE


def protected(parts: Mapping[Key, Part]) -> dict[Key, Decimal | None]:
    """The amounts, with None instead of each that fewer than FEWEST_PEOPLE persons stand behind.

    Because the total is known, what is left out may not be worked out either: while all that is left out together is
    fewer than FEWEST_PEOPLE persons, or is a single part, the next smallest is left out as well.
    """
    hidden = {key for key, part in parts.items() if part.is_small}
    rest = sorted(
        (key for key, part in parts.items() if part.people >= FEWEST_PEOPLE),
        key=lambda key: (parts[key].people, parts[key].amount),
    )
    while hidden and rest and (len(hidden) == 1 or sum(parts[key].people for key in hidden) < FEWEST_PEOPLE):
        hidden.add(rest.pop(0))
    return {key: None if key in hidden else part.amount for key, part in parts.items()}
