"""Issues, their archive; readers stand in a part of their own."""

from types import SimpleNamespace
from typing import Any

from tests.architecture.permission_matrix.shapes import Row

ROWS: tuple[Row, ...] = ()


def things(own: SimpleNamespace, first_number: int) -> dict[str, Any]:
    """One of everything, made by factories in `own.programme`. Names are used by `args`."""
    return {}


def found(own: Any) -> dict[str, Any]:
    """The same names, found in the demonstration (tests/journeys/test_every_page.py)."""
    return {}
