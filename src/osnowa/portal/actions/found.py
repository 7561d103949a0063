"""The index of the search made anew."""

from collections.abc import Callable, Iterator

from osnowa.lib import search
from osnowa.portal.queries.found import SOURCES


def reindex(told: Callable[[str, int], None] = lambda _kind, _number: None) -> int:
    """Put everything that can be found, and forget what is no longer shown; how much there is. Readers search on
    meanwhile. `told`: called with a kind and how many of it have been put.

    No deed of anybody: it says again what the apps have said already.
    """
    number = 0
    for source in SOURCES:
        seen: dict[str, set[str]] = {kind: set() for kind, _label in source.kinds}

        def noted(
            entries: Iterator[search.Entry], seen: dict[str, set[str]] = seen
        ) -> Iterator[search.Entry]:
            for entry in entries:
                seen[entry.kind].add(str(entry.id))
                yield entry

        number += search.put(noted(iter(source.entries())))
        for kind, ids in seen.items():
            search.forget(kind, set(search.ids_of(kind)) - ids)
            told(kind, len(ids))
    return number
