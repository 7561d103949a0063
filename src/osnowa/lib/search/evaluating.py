"""How good the search is, measured on a set of documents and of searches whose right answers are known."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from osnowa.lib.search import dialect
from osnowa.lib.search.entries import Entry, put
from osnowa.lib.search.finding import find
from osnowa.lib.search.scratch import scratch_index

KIND = "evaluation"
DEEP = 10


class NotASet(ValueError):
    """The file is no set: says what is wrong with it."""


@dataclass(frozen=True)
class Query:
    words: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Figures:
    """Recall of a query: how many of its right answers are among the first k, of as many as could be there; of the set:
    the mean. Milliseconds are those of the process that asks, the database's waiting included.
    """

    recall_at_1: float
    recall_at_10: float
    median_ms: float
    max_ms: float
    documents: int
    queries: int


def read_set(path: Path) -> tuple[list[Entry], list[Query]]:
    """{"documents": [{"id", "title", "text"}], "queries": [{"query", "relevant"}]}; `relevant`: one id or several.

    Raises NotASet, OSError.
    """
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        documents = [
            Entry(KIND, str(one["id"]), str(one.get("title") or ""), str(one.get("text") or ""), "")
            for one in said["documents"]
        ]
        queries = [Query(str(one["query"]), _ids(one["relevant"])) for one in said["queries"]]
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NotASet(f"{path} is no JSON: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise NotASet(
            f'{path} must be {{"documents": [{{"id", "title", "text"}}], "queries": [{{"query", "relevant"}}]}}; '
            f"missing or of another shape: {error}"
        ) from error
    if not documents or not queries:
        raise NotASet(f"{path} has no documents or no queries.")
    return documents, queries


def _ids(relevant: Any) -> frozenset[str]:
    return frozenset(map(str, relevant if isinstance(relevant, list) else [relevant]))


def evaluate(
    documents: Iterable[Entry],
    queries: Iterable[Query],
    *,
    told: Callable[[int], None] = lambda _number: None,
    missed: Callable[[Query, list[str]], None] = lambda _query, _found: None,
) -> Figures:
    """Put the documents into an index of their own and ask it every query. `told`: called with the number put so far;
    `missed`: with each query whose right answer was not first, and what was found instead.
    """
    with scratch_index():
        number = 0
        batch: list[Entry] = []
        for document in documents:
            batch.append(document)
            if len(batch) == 1000:  # noqa: PLR2004
                number += put(batch)
                batch = []
                told(number)
        number += put(batch)
        told(number)
        dialect.counted_anew()
        first, ten, times = [], [], []
        for query in queries:
            began = time.perf_counter()
            found = [hit.id for hit in find(query.words, limit=DEEP).hits]
            times.append((time.perf_counter() - began) * 1000)
            first.append(recall(found, query.relevant, 1))
            ten.append(recall(found, query.relevant, DEEP))
            if first[-1] < 1:
                missed(query, found)
    return Figures(
        round(sum(first) / len(first), 4),
        round(sum(ten) / len(ten), 4),
        round(median(times), 2),
        round(max(times), 2),
        number,
        len(times),
    )


def recall(found: list[str], relevant: frozenset[str], deep: int) -> float:
    return len(relevant & set(found[:deep])) / min(deep, len(relevant)) if relevant else 0.0


def as_json(figures: Figures) -> str:
    return json.dumps(asdict(figures))
