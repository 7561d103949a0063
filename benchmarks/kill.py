"""Server and worker are killed right after the confirmation, again and again: what was confirmed is there."""

import argparse
import random
import threading
import time
from typing import Any

from benchmarks.servers import Scratch, Server
from benchmarks.visitors import SignedUp, sign_up

SUMMARY = "kill -9 of server and worker right after the confirmation: what is lost"
VISITORS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    with Scratch(options.database) as scratch:
        return rounds(scratch, options.kills, workers=options.workers)


def rounds(scratch: Scratch, kills: int, *, workers: int = 2) -> dict[str, Any]:
    """Start, sign up, kill, start again ... `lost`: confirmed, and then not there or without letter."""
    began = time.monotonic()
    dice = random.Random(2017)
    cycle = scratch.ask("cycle", places=20)
    tokens: list[str] = []
    server = Server(scratch, workers=workers)
    for kill in range(kills):
        server.start()
        tokens += [one.token for one in until_killed(server, cycle["path"], kill, dice)]
    lost = scratch.ask("lost", tokens=tokens)
    server.start()  # what was written is there, and the rest of the day goes on
    server.stop()
    return {
        "kills": kills,
        "acknowledged": len(tokens),
        "lost": len(lost),
        "wall_s": round(time.monotonic() - began, 1),
    }


def until_killed(server: Server, path: str, kill: int, dice: random.Random) -> list[SignedUp]:
    """Several people sign up without a pause; right after one of them is told yes, everything dies."""
    confirmed: list[SignedUp] = []
    some_confirmed = threading.Event()
    wanted = dice.randint(1, 6)
    stop = threading.Event()

    def visit(visitor: int) -> None:
        number = 0
        while not stop.is_set():
            seen = sign_up(server.address, path, 1_000_000 * (visitor + 1) + 1000 * kill + number)
            number += 1
            if (
                seen.token
            ):  # the answer to the POST came: that is the promise, whatever happens to the page after it
                confirmed.append(seen)
                if len(confirmed) >= wanted:
                    some_confirmed.set()
            elif seen.error:
                return

    threads = [threading.Thread(target=visit, args=(visitor,)) for visitor in range(VISITORS)]
    for thread in threads:
        thread.start()
    if not some_confirmed.wait(timeout=60):
        stop.set()
        raise RuntimeError(f"Nobody could sign up:\n{server.log.read_text(encoding='utf-8')[-3000:]}")
    server.kill()
    stop.set()
    for thread in threads:
        thread.join()
    return confirmed
