"""Sections of the page "workshops in numbers" from rooms that workshops do not know.

A room above adds one by `@statistic_parts.part("name")` on a function; it stands beside what it tells about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from osnowa.lib.period import Period
from osnowa.programme.models import Programme


@dataclass(frozen=True)
class Part:
    """`name`: of the anchor and of the file. `finding`: a sentence. `notes`: what has to be said beside the figures.

    `rows`: as many cells as `header` has, numbers as numbers; None: nothing may be said.
    """

    name: str
    title: str
    finding: str
    header: list[str]
    rows: list[list[Any]]
    notes: tuple[str, ...] = ()

    @property
    def labelled(self) -> list[list[tuple[str, Any]]]:
        """Each row with the word of its column beside every cell, for the page."""
        return [list(zip(self.header, row, strict=True)) for row in self.rows]


Source = Callable[[Programme, Period], Part | None]
_sources: dict[str, Source] = {}


def part(name: str) -> Callable[[Source], Source]:
    """Register a function that makes this section, or gives None where there is nothing to tell."""

    def keep(find: Source) -> Source:
        _sources[name] = find
        return find

    return keep


def parts_of(programme: Programme, period: Period) -> list[Part]:
    return [found for find in _sources.values() if (found := find(programme, period)) is not None]


def part_of(name: str, programme: Programme, period: Period) -> Part | None:
    """The section of this name; None where there is none."""
    find = _sources.get(name)
    return find(programme, period) if find is not None else None
