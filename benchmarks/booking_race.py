"""Eight people want one desk at overlapping, unequal times, again and again: exactly one gets it each time.

Eight client processes send the real form over HTTP to eight web processes at the same moment, each signed in as a
member of another organisation. The control (--locks-off) takes both guards away: the lock on the resource row, and, in
the scratch database only, the unique key of the quarters, because that key alone would already refuse a second booking.
"""

import argparse
import http.client
import multiprocessing
import random
import time
import uuid
from dataclasses import dataclass
from typing import Any

from benchmarks.servers import Scratch, Server
from benchmarks.visitors import SEE_OTHER, Browser, hidden_fields

SUMMARY = "8 processes, one desk, overlapping times: double bookings, rounds without a winner, error pages"
PROCESSES = 8
PATIENCE = 120  # seconds that one process waits for the others


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--workers", type=int, default=8, help="web processes")
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )
    parser.add_argument(
        "--locks-off", action="store_true", help="the control: without lock and unique key the race is real"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    with Scratch(options.database) as scratch:
        return {
            **race(scratch, options.rounds, workers=options.workers, locks_off=options.locks_off),
            "processes": PROCESSES,
            "workers": options.workers,
            "database": "sqlite" if options.database.startswith("sqlite") else "postgresql",
            "locks": "off" if options.locks_off else "on",
        }


@dataclass(frozen=True)
class Member:
    """Who a process is: the cookie of a signed-in member of an organisation of its own."""

    number: int
    cookie: tuple[str, str]


def race(scratch: Scratch, rounds: int, *, workers: int = 8, locks_off: bool = False) -> dict[str, Any]:
    """So many rounds, each for a fresh desk. What the pages said is compared with what the database holds."""
    asked = scratch.ask("race", rounds=rounds, members=PROCESSES)
    if locks_off:
        scratch.ask("race_without_key")
    began = time.monotonic()
    with Server(scratch, workers=workers, locks_off=locks_off) as server:
        answers = all_processes(server.address, asked)
    found = scratch.ask("race_outcome", desks=asked["desks"])
    said_yes = [sum(1 for one in answers if one[turn] == "yes") for turn in range(rounds)]
    return {
        "rounds": rounds,
        "doubled": sum(1 for one in found if one["overlapping"]),
        "no_winner": sum(1 for one in found if not one["bookings"]),
        "errors": sum(1 for one in answers for word in one if word not in {"yes", "taken"}),
        "first_error": next((word for one in answers for word in one if word not in {"yes", "taken"}), ""),
        "pages_disagree": sum(1 for one, yes in zip(found, said_yes, strict=True) if one["bookings"] != yes),
        "wall_s": round(time.monotonic() - began, 1),
    }


def all_processes(address: str, asked: dict[str, Any]) -> list[list[str]]:
    """What each process was told in each round."""
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(PROCESSES)
    results = context.Queue()
    members = [Member(number, tuple(cookie)) for number, cookie in enumerate(asked["cookies"])]
    processes = [
        context.Process(
            target=take_part,
            args=(address, asked["path"], asked["day"], asked["desks"], member, together, results),
        )
        for member in members
    ]
    for process in processes:
        process.start()
    told = [results.get(timeout=PATIENCE + 5 * len(asked["desks"])) for _process in processes]
    for process in processes:
        process.join()
    return told


def take_part(  # noqa: PLR0917  the arguments of a process
    address: str, path: str, day: str, desks: list[int], member: Member, together: Any, results: Any
) -> None:
    """One person in a process of their own: opens the form once, then presses with the others, round by round."""
    dice = random.Random(member.number)
    browser = Browser(address)
    browser.cookies[member.cookie[0]] = member.cookie[1]
    _status, page, _where = browser.open(path)
    hidden = hidden_fields(page, "submission_key")
    told = []
    for desk in desks:
        starts, ends = overlapping(dice)
        form = {**hidden, "submission_key": uuid.uuid4().hex, "resource": str(desk), "day": day}
        together.wait(timeout=PATIENCE)
        try:
            status, page, _where = browser.open(path, {**form, "starts": starts, "ends": ends, "purpose": ""})
        except (OSError, http.client.HTTPException) as error:
            told.append(f"{type(error).__name__}: {error}")
            browser.close()
            continue
        if status in SEE_OTHER:
            told.append("yes")
        else:
            told.append("taken" if status == http.client.OK and "error-summary" in page else f"{status}")
    browser.close()
    results.put(told)


def overlapping(dice: random.Random) -> tuple[str, str]:
    """Some time around noon: every two of them share the quarter from 12:00, few are the same."""
    start, end = dice.randrange(16), 1 + dice.randrange(12)
    first, last = 12 * 60 - 15 * start, 12 * 60 + 15 * end
    if last - first < 60:
        last = first + 60
    return f"{first // 60:02d}:{first % 60:02d}", f"{last // 60:02d}:{last % 60:02d}"
