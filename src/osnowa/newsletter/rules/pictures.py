"""Pictures in letters: how large they are shown, and which words describe them."""

from osnowa.lib import text

COLUMN = 568  # pixels: what a letter's sheet of 600 leaves between its edges


def shown_size(width: int, height: int) -> tuple[int, int]:
    """Pixels on the page of a picture of so many: as wide as the column at most, in its own proportions."""
    if width <= COLUMN or width <= 0:
        return width, height
    return COLUMN, max(1, round(height * COLUMN / width))


def description(typed: str, *, is_same: bool, before: str, known: str) -> str:
    """What is said about a picture: what was typed, else what its text says (`known`), else nothing.

    Words that stood in the field for the picture of before (`before`) say nothing about another one (`is_same`).
    """
    said = text.clean(typed)
    if not is_same and said == text.clean(before):
        said = ""
    return said or text.clean(known)
