"""When a certificate is earned, how it is numbered. Its code: osnowa.lib.codes."""

from osnowa.lib.codes import ALPHABET, new_code, read_code

__all__ = ["ALPHABET", "is_earned", "new_code", "number", "read_code"]


def is_earned(minutes_attended: int, minutes_of_cycle: int, share: int, *, lacks_tests: bool = False) -> bool:
    """Does `minutes_attended` reach `share` percent of the cycle's minutes, and is no test missing that it asks for?

    Counted in whole numbers, so 80 % is 80 %. A cycle without minutes earns nothing.
    """
    return not lacks_tests and minutes_of_cycle > 0 and minutes_attended * 100 >= share * minutes_of_cycle


def number(cycle: int, year: int, sequence: int) -> str:
    """`W4/2017/012`: cycle, year of issue, sequence within the programme."""
    return f"W{cycle}/{year}/{sequence:03d}"
