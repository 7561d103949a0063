"""When a certificate is earned, how it is numbered, and the code by which anybody checks it."""

import re
from collections.abc import Callable

# In the manner of Crockford's alphabet: of signs that a reader takes for one another only one is used
# (2 not Z, 5 not S, 6 not G, 8 not B, V not U; no 0, 1, I, L, O). 26 signs, 8 places: 2.1 * 10^11 codes.
ALPHABET = "23456789ACDEFHJKMNPQRTVWXY"
CODE_LENGTH = 8
HALF = CODE_LENGTH // 2

# What people type when they read the code from paper. None of these is a sign of ours,
# so only one reading is possible.
_LOOK_ALIKES = str.maketrans("ZŹŻSŚGBUOÓ01ĄĆĘŃ", "2225568VQQQ7ACEN")
_NOT_CODE = re.compile(r"[^0-9A-Z]")


def is_earned(minutes_attended: int, minutes_of_cycle: int, share: int, *, lacks_tests: bool = False) -> bool:
    """Does `minutes_attended` reach `share` percent of the cycle's minutes, and is no test missing that it asks for?

    Counted in whole numbers, so 80 % is 80 %. A cycle without minutes earns nothing.
    """
    return not lacks_tests and minutes_of_cycle > 0 and minutes_attended * 100 >= share * minutes_of_cycle


def number(cycle: int, year: int, sequence: int) -> str:
    """`W4/2017/012`: cycle, year of issue, sequence within the programme."""
    return f"W{cycle}/{year}/{sequence:03d}"


def new_code(choose: Callable[[str], str]) -> str:
    """A code such as `7K4Q-2MXD`. `choose` picks one letter out of a string; give it a secure one."""
    letters = "".join(choose(ALPHABET) for _place in range(CODE_LENGTH))
    return f"{letters[:HALF]}-{letters[HALF:]}"


def read_code(typed: str) -> str:
    """What somebody typed, as we write it: case, spaces, dashes and look-alikes put right.

    Empty where it cannot be a code.
    """
    found = _NOT_CODE.sub("", typed.upper().translate(_LOOK_ALIKES))
    if len(found) != CODE_LENGTH or any(letter not in ALPHABET for letter in found):
        return ""
    return f"{found[:HALF]}-{found[HALF:]}"
