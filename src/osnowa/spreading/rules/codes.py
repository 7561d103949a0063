"""Codes of short links: five letters and digits that nobody takes for one another, typed from a poster as they come."""

from collections.abc import Callable

from osnowa.lib import codes

LENGTH = 5  # 26 signs: 11.9 million codes


def new_code(choose: Callable[[str], str]) -> str:
    """A code such as `7K4QX`. `choose` picks one letter out of a string."""
    return "".join(choose(codes.ALPHABET) for _place in range(LENGTH))


def read_code(typed: str) -> str:
    """What stands in an address or was typed from a poster, as we write it; empty where it cannot be a code."""
    found = codes.put_right(typed[:40])
    return found if len(found) == LENGTH and all(letter in codes.ALPHABET for letter in found) else ""


def places_in(typed: str) -> list[str]:
    """Places, one in a line, without blanks and repeats, in their order."""
    return list(dict.fromkeys(line for raw in typed.splitlines() if (line := " ".join(raw.split()))))
