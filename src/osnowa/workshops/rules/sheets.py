"""Which column of a table holds what."""

from collections.abc import Mapping, Sequence

from osnowa.lib import text


def guess_columns(header: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Target -> column (from 0), where a column is called like the target; each column is used once.

    `names`: how columns of a target may be called; the exact name goes before one that only begins so.
    """
    folded = [text.fold(title) for title in header]
    found: dict[str, int] = {}
    for exact in (True, False):
        for target, called in names.items():
            if target in found:
                continue
            for wanted in filter(None, map(text.fold, called)):
                fits = (
                    n
                    for n, title in enumerate(folded)
                    if n not in found.values() and (title == wanted if exact else title.startswith(wanted))
                )
                if (column := next(fits, None)) is not None:
                    found[target] = column
                    break
    return found
