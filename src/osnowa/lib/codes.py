"""Codes that people read from paper and type: short, without look-alikes, hard to guess."""

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


def new_code(choose: Callable[[str], str]) -> str:
    """A code such as `7K4Q-2MXD`. `choose` picks one letter out of a string; give it a secure one."""
    letters = "".join(choose(ALPHABET) for _place in range(CODE_LENGTH))
    return f"{letters[:HALF]}-{letters[HALF:]}"


def read_code(typed: str) -> str:
    """What somebody typed, as we write it: case, spaces, dashes and look-alikes put right.

    Empty where it cannot be a code.
    """
    found = put_right(typed)
    if len(found) != CODE_LENGTH or any(letter not in ALPHABET for letter in found):
        return ""
    return f"{found[:HALF]}-{found[HALF:]}"


def put_right(typed: str) -> str:
    """The letters and digits of what somebody typed, with case and look-alikes put right. It may be no code at all."""
    return _NOT_CODE.sub("", typed.upper().translate(_LOOK_ALIKES))
