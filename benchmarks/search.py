"""How good and how fast the search is: recall on our set, milliseconds of a query among 20,000 texts.

Runs `osnowa search-eval` in a scratch installation, once on the set as it is (recall), once among filler made of its
own sentences by dice with a fixed seed, so that every word of a query stands in hundreds of texts (milliseconds: harder
than texts of their own would be). The controls rank the same set in plain Python: exact words, and Snowball's stems.
"""

import argparse
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from math import log
from pathlib import Path
from typing import Any

import snowballstemmer

from benchmarks.servers import Scratch

SUMMARY = "recall of the search on our set, ms of a query among 20,000 texts"
SET = Path(__file__).with_name("search_set.json")
WORD = re.compile(r"\w+")
K1, B, DEEP = 1.2, 0.75, 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--set", type=Path, default=SET)
    parser.add_argument(
        "--held-back", action="store_true", help="only queries put aside while the ranking was first written"
    )
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    said = json.loads(options.set.read_text(encoding="utf-8"))
    if options.held_back:
        said["queries"] = [query for query in said["queries"] if query.get("held_back")]
    stem = snowballstemmer.stemmer("polish").stemWord
    with Scratch(options.database) as scratch:
        alone = _evaluated(scratch, said)
        full = _evaluated(scratch, {**said, "documents": said["documents"] + filler(said, options.texts)})
    return {
        "recall_at_1": alone["recall_at_1"],
        "recall_at_10": alone["recall_at_10"],
        "queries": alone["queries"],
        "texts": full["documents"],
        "median_ms": full["median_ms"],
        "max_ms": full["max_ms"],
        "exact_all": control(said, str.casefold, all_words=True),
        "exact_any": control(said, str.casefold),
        "snowball_any": control(said, lambda word: stem(word.casefold())),
    }


def _evaluated(scratch: Scratch, said: dict[str, Any]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(said, file, ensure_ascii=False)
        file.flush()
        return dict(json.loads(scratch.run("search-eval", file.name, "--json").stdout))


def filler(said: dict[str, Any], texts: int) -> list[dict[str, str]]:
    """Texts of six sentences from anywhere in the set, under a title of it with one word more."""
    dice = random.Random(2017)
    titles = [document["title"] for document in said["documents"]]
    sentences = [
        sentence
        for document in said["documents"]
        for sentence in re.split(r"(?<=[.!?])\s+", document["text"])
        if len(sentence) > 20
    ]
    return [
        {
            "id": f"filler-{number}",
            "title": f"{dice.choice(titles)} {dice.choice(titles).split()[0]}",
            "text": " ".join(dice.sample(sentences, 6)),
        }
        for number in range(texts - len(titles))
    ]


def control(
    said: dict[str, Any], same: Callable[[str], str], *, all_words: bool = False
) -> tuple[float, float]:
    """Recall of the first 1 and 10 where words are compared by `same` and ranked by BM25, the title counted thrice."""
    documents = {
        str(one["id"]): Counter(map(same, WORD.findall(f"{one['title']} " * 3 + one["text"])))
        for one in said["documents"]
    }
    number = Counter(word for words in documents.values() for word in words)
    mean = sum(map(Counter.total, documents.values())) / len(documents)

    def score(words: Counter[str], asked: list[str]) -> float:
        if all_words and not all(word in words for word in asked):
            return 0.0
        long = 1 - B + B * words.total() / mean
        return sum(
            log(1 + (len(documents) - number[word] + 0.5) / (number[word] + 0.5))
            * words[word] * (K1 + 1) / (words[word] + K1 * long)
            for word in asked
            if word in words
        )  # fmt: skip

    first = ten = 0
    for query in said["queries"]:
        asked = [same(word) for word in WORD.findall(query["query"])]
        scores = {key: score(words, asked) for key, words in documents.items()}
        found = [key for key in sorted(scores, key=lambda key: -scores[key]) if scores[key] > 0][:DEEP]
        right = {str(one) for one in query["relevant"]}
        first += bool(right & set(found[:1]))
        ten += bool(right & set(found))
    return round(first / len(said["queries"]), 3), round(ten / len(said["queries"]), 3)
