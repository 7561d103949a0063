"""Facets of the catalogue: plain rows in, what fits and how many out."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FREE, CLOSED, UNKNOWN = "free", "closed", "unknown"
YES, NO = "yes", "no"
BANDS = ((2, "2"), (8, "8"))  # hours at most, key
LONGER = "more"
COMPARED_AT_MOST = 4

# Identifiers (SPDX) of licences that the FSF or the OSI calls free; a version may follow.
_FREE_LICENCE = re.compile(
    r"(?:A?GPL|LGPL|MPL|EUPL|Apache|MIT|ISC|BSD|CECILL|CC0|Artistic|Zlib|Unlicense|PostgreSQL|EPL|OSL|AFL|CPAL|PHP"
    r"|Ruby|Python)(?:-(?:[234]-Clause|v?\d+(?:\.\d+)*))?(?:\+|-only|-or-later|-B|-C)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;/]|\s(?:lub|oraz|i|or|and|albo)\s)\s*", re.IGNORECASE)
_CLOSED_WORDS = re.compile(r"zamkni|własno|proprietary|closed|⊘", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A tool as the catalogue sorts it. `values`: facet -> what this tool has of it."""

    id: int
    values: Mapping[str, Collection[str]]


def licence_kind(words: str) -> str:
    """FREE where one of the named licences is a free one, CLOSED where the words say so or name none, else UNKNOWN."""
    named = [part for part in _BETWEEN.split(words.strip()) if part]
    if any(_FREE_LICENCE.fullmatch(part) for part in named):
        return FREE
    return CLOSED if _CLOSED_WORDS.search(words) else UNKNOWN


def yes_no(value: bool | None) -> str:
    return UNKNOWN if value is None else YES if value else NO


def effort_band(hours: int | None) -> str:
    """A key of BANDS ("2": at most two hours, "8": at most a day), "more", or "unknown"."""
    if hours is None:
        return UNKNOWN
    return next((key for most, key in BANDS if hours <= most), LONGER)


def names_in(listed: str) -> list[str]:
    """`Dysk Google, Dropbox i OneDrive` is three; a comma parts them, nothing else: names may hold an "i"."""
    return [name for name in (part.strip() for part in listed.split(",")) if name]


def fits(row: Row, chosen: Mapping[str, Collection[str]]) -> bool:
    """In every facet that something was chosen in, the row has one of the chosen values."""
    return all(not wanted or set(wanted) & set(row.values.get(facet, ())) for facet, wanted in chosen.items())


def narrow(rows: Iterable[Row], chosen: Mapping[str, Collection[str]]) -> list[Row]:
    return [row for row in rows if fits(row, chosen)]


def counts(
    rows: Sequence[Row], chosen: Mapping[str, Collection[str]], facets: Iterable[str]
) -> dict[str, Counter[str]]:
    """Facet -> value -> how many rows have it, among those that fit what was chosen in the *other* facets."""
    found = {}
    for facet in facets:
        others = {other: wanted for other, wanted in chosen.items() if other != facet}
        found[facet] = Counter(
            value for row in rows if fits(row, others) for value in set(row.values.get(facet, ()))
        )
    return found


def differ(cells: Sequence[Any]) -> bool:
    """Do the compared tools say different things in this line?"""
    return len(set(map(str, cells))) > 1
