"""Workers are killed (kill -9) at random moments while an issue goes out: who is left out, who gets it twice?

For each kill an issue of its own goes to all readers by two workers; one of them, or with `--both` both, dies at a
random letter and a random part of it, and another takes its place. Counted at the mail server.
"""

import argparse
import random
import time
from typing import Any

from benchmarks.newsletter import AWAKE, opened, start_worker, wait_until_sent
from benchmarks.servers import Scratch
from benchmarks.sink import Sink

SUMMARY = "kill -9 of workers in the middle of an issue: skipped, doubled"
A_LETTER = 0.004  # seconds, about: the kill comes somewhere within


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--readers", type=int, default=600)
    parser.add_argument("--both", action="store_true", help="both workers die at the same moment")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    with Sink() as sink, opened(options.database, sink) as scratch:
        scratch.ask("newsletter_readers", count=options.readers)
        return rounds(sink, scratch, options)


def rounds(sink: Sink, scratch: Scratch, options: argparse.Namespace) -> dict[str, Any]:
    """One issue for each kill. The installation has so many readers already."""
    began = time.monotonic()
    dice = random.Random(options.seed)
    sent, skipped, doubled, kills = 0, 0, [], 0
    workers = [start_worker(scratch) for _number in range(2)]
    time.sleep(AWAKE)
    try:
        while kills < options.kills:
            issue = scratch.ask("newsletter_issue")
            wanted = dice.randint(1, int(options.readers * 0.9))
            while sink.seen()["accepted"] < wanted:
                time.sleep(0.001)
            time.sleep(dice.random() * A_LETTER)
            dying = list(range(2)) if options.both else [dice.randrange(2)]
            for place in dying:
                workers[place].kill()
            in_the_middle = sink.seen()["accepted"] < options.readers
            for place in dying:
                workers[place].wait()
                workers[place] = start_worker(scratch)
            wait_until_sent(scratch, issue)
            seen = sink.seen()
            sink.clear()
            if not in_the_middle:  # it came too late to prove anything
                continue
            kills += 1
            sent += seen["accepted"]
            skipped += options.readers - seen["addresses"]
            doubled.append(seen["accepted"] - seen["addresses"])
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()
    return {
        "kills": kills,
        "sent": sent,
        "skipped": skipped,
        "doubled": sum(doubled),
        "most_doubled_by_one_kill": max(doubled, default=0),
        "readers": options.readers,
        "wall_s": round(time.monotonic() - began, 1),
    }
