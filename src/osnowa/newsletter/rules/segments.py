"""A saved choice of readers (segment): which criteria there are, and the tidy shape of what was chosen.

Inside a criterion one value is enough; between criteria all must hold. An empty choice means everybody.
"""

from collections.abc import Mapping
from typing import Any

LISTS, PROGRAMMES, ROLES, KINDS, TOOLS, PLACES = "lists", "programmes", "roles", "kinds", "tools", "places"
BY_ID = (LISTS, PROGRAMMES)
BY_WORD = (ROLES, KINDS, TOOLS, PLACES)
CRITERIA = (*BY_ID, *BY_WORD)
MOST_VALUES = 60  # of one criterion

# Roles that a reader may have in programmes. The team's own are those of programme.Role.
PARTICIPANT, MEMBER = "participant", "member"


def tidy(chosen: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What is kept of a choice: known criteria that hold something, each value once, in order. Nonsense is left out."""
    kept: dict[str, list[Any]] = {}
    for name in BY_ID:
        ids = {int(value) for value in _values(chosen, name) if str(value).isdecimal() and int(value) < 2**63}
        if ids:
            kept[name] = sorted(ids)[:MOST_VALUES]
    for name in BY_WORD:
        words = {value.strip()[:100] for value in _values(chosen, name) if isinstance(value, str)} - {""}
        if words:
            kept[name] = sorted(words)[:MOST_VALUES]
    return kept


def _values(chosen: Mapping[str, Any], name: str) -> list[Any]:
    found = chosen.get(name, [])
    return list(found) if isinstance(found, list | tuple | set) else []
