"""Ranking 10,000 applications: points, threshold, order at a tie, limit per organisation, places kept for three groups.

The applications are invented by dice with a fixed seed, so that two machines rank the same ones. `seconds` is the best
of three runs of `workshops.rules.ranking.rank` on one core; nothing is read from a database.
"""

import argparse
import random
import time
from typing import Any

from osnowa.workshops.rules.ranking import Application, Terms, rank

SUMMARY = "seconds to rank 10,000 applications with places kept for groups"
GROUPS = (
    ("women", 0.5, 60),
    ("villages", 0.2, 30),
    ("young", 0.1, 20),
)  # name, share of people, percent kept
RUNS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--applications", type=int, default=10_000)
    parser.add_argument("--seats", type=int, default=1_000)


def run(options: argparse.Namespace) -> dict[str, Any]:
    dice = random.Random(2017)
    here = [
        Application(
            reference=f"W1-{n:05d}",
            points=dice.randrange(16),
            organisation=dice.randrange(max(1, options.applications // 3)),
            groups=frozenset(name for name, share, _kept in GROUPS if dice.random() < share),
            is_new=dice.random() < 0.5,
        )
        for n in range(1, options.applications + 1)
    ]
    terms = Terms(
        seats=options.seats,
        seed="benchmark",
        threshold=8,
        limit=2,
        quotas=tuple((name, options.seats * kept // 100) for name, _share, kept in GROUPS),
        new_first=True,
    )
    seconds = []
    for _run in range(RUNS):
        started = time.perf_counter()
        found = rank(here, terms)
        seconds.append(time.perf_counter() - started)
    return {
        "seconds": round(min(seconds), 3),
        "applications": len(here),
        "placed": len(found.placed),
        "short": sum(found.short.values()),
    }
