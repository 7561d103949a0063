"""Finding things by words, in Polish: an index of our own, fed by the apps (docs/decisions/0018-search.md)."""

from osnowa.lib.search.entries import Entry, forget, gathered, ids_of, is_filled, put, show
from osnowa.lib.search.finding import KIND, Found, Hit, find, suggest
from osnowa.lib.search.missed import MissedWords, missed, note_missed

ALL = "all"  # a facet's value of what belongs to every one: a text of no programme is everybody's

__all__ = [
    "ALL",
    "KIND",
    "Entry",
    "Found",
    "Hit",
    "MissedWords",
    "find",
    "forget",
    "gathered",
    "ids_of",
    "is_filled",
    "missed",
    "note_missed",
    "put",
    "show",
    "suggest",
]
