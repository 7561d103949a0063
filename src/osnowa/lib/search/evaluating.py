"""How good the search is, measured on a set of documents and of searches whose right answers are known."""

import gc
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from osnowa.lib.search import dialect
from osnowa.lib.search.entries import put
from osnowa.lib.search.evaluation_set import Query, Set
from osnowa.lib.search.finding import find
from osnowa.lib.search.scratch import scratch_index

DEEP = 10
STEP = 1000


@dataclass(frozen=True)
class Figures:
    recall_at_1: float
    recall_at_10: float
    median_ms: float
    max_ms: float
    documents: int
    queries: int


def evaluate(
    measured: Set,
    *,
    told: Callable[[int], None] = lambda _number: None,
    missed: Callable[[Query, list[str]], None] = lambda _query, _found: None,
) -> Figures:
    """Put the documents into an index of their own and ask it every query. `told`: called with the number put so far;
    `missed`: with each query whose right answer was not first, and the places of the documents found instead.
    """
    with scratch_index():
        for start in range(0, len(measured.documents), STEP):
            put(measured.documents[start : start + STEP])
            told(min(start + STEP, len(measured.documents)))
        dialect.counted_anew()
        first, ten, times = [], [], []
        find("rozgrzewka")  # a server has read its dictionary long before
        gc.collect()
        gc.freeze()  # as a server does with what stays for good
        for query in measured.queries:
            began = time.perf_counter()
            found = [hit.id for hit in find(query.words, limit=DEEP).hits]
            times.append((time.perf_counter() - began) * 1000)
            first.append(recall(found, query.relevant, 1))
            ten.append(recall(found, query.relevant, DEEP))
            if first[-1] < 1:
                missed(query, found)
        gc.unfreeze()
    return Figures(
        round(sum(first) / len(first), 4),
        round(sum(ten) / len(ten), 4),
        round(median(times), 2),
        round(max(times), 2),
        len(measured.documents),
        len(times),
    )


def recall(found: Sequence[str], relevant: frozenset[str], deep: int) -> float:
    """How much of what is right is among the first `deep`, of as much as there is room for."""
    return len(relevant & set(found[:deep])) / min(deep, len(relevant)) if relevant else 0.0


def as_json(figures: Figures) -> str:
    return json.dumps(asdict(figures))
