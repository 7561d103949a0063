"""Finding things by words, in Polish: an index of our own, fed by the apps, the same on both databases (docs/decisions/0017)."""

from osnowa.lib.search.entries import Entry, forget, ids_of, put
from osnowa.lib.search.finding import KIND, Found, Hit, find, suggest
from osnowa.lib.search.missed import MissedWords, missed, note_missed

__all__ = [
    "KIND", "Entry", "Found", "Hit", "MissedWords", "find", "forget", "ids_of", "missed", "note_missed", "put", "suggest",
]  # fmt: skip
