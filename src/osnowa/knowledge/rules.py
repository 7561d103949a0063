"""Licences and bylines: plain values."""

import re
from dataclasses import dataclass

from osnowa.lib import text

_BETWEEN_NAMES = re.compile(r"\s*(?:[,;]|\s(?:i|oraz|and|&)\s)\s*")


@dataclass(frozen=True)
class Licence:
    """What a reader may do with a text: its name as it is cited, and the deed that says it in full."""

    name: str
    url: str


LICENCES: dict[str, Licence] = {
    "cc-by-4.0": Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.pl"),
    "cc-by-sa-4.0": Licence("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/deed.pl"),
    "cc0-1.0": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.pl"),
}
LICENCE_CHOICES = [(key, licence.name) for key, licence in LICENCES.items()]


def names_in(byline: str) -> list[str]:
    """The people (or groups) whom a byline names: `Róża Przędza i Wit Nawój` -> two."""
    return [name for name in _BETWEEN_NAMES.split(text.clean(byline)) if name]


def without_name(byline: str, name: str) -> str:
    """The byline without one person; whoever else stands in it stays."""
    gone = text.fold(name)
    kept = [part for part in names_in(byline) if text.fold(part) != gone]
    return byline if len(kept) == len(names_in(byline)) else ", ".join(kept)
