"""Many people press "sign up" at the same moment: exactly so many places are given, the rest wait in order."""

import argparse
import statistics
from typing import Any

from benchmarks.servers import Scratch, Server
from benchmarks.visitors import SignedUp, all_at_once, sign_up

SUMMARY = "40 clients, 20 places: who gets one, how long, how much processor time"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clients", type=int, default=40)
    parser.add_argument("--places", type=int, default=20)
    parser.add_argument("--workers", type=int, default=4, help="web processes")
    parser.add_argument(
        "--repeats", type=int, default=1, help="each on a fresh cycle; the worst counts, times are medians"
    )
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )
    parser.add_argument(
        "--locks-off", action="store_true", help="the control: shows the race, places are oversold"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    with (
        Scratch(options.database) as scratch,
        Server(scratch, workers=options.workers, locks_off=options.locks_off) as server,
    ):
        warm_up(scratch, server, options.workers)
        runs = [
            once(scratch, server, options.clients, options.places, first=1000 + repeat * options.clients)
            for repeat in range(options.repeats)
        ]
    return {
        "clients": options.clients,
        "places": options.places,
        "workers": options.workers,
        "repeats": options.repeats,
        "database": "sqlite" if options.database.startswith("sqlite") else "postgresql",
        "placed": worst([one["placed"] for one in runs], options.places),
        "reserved": worst([one["reserved"] for one in runs], max(options.clients - options.places, 0)),
        "in_order": all(one["in_order"] for one in runs),
        "oversold": max(one["oversold"] for one in runs),
        "lost": max(one["lost"] for one in runs),
        "errors": max(one["errors"] for one in runs),
        "first_error": next((one["first_error"] for one in runs if one["first_error"]), ""),
        **{
            key: round(statistics.median(one[key] for one in runs), 1)
            for key in (
                "requests_per_signup",
                "cpu_ms_per_signup",
                "worker_cpu_ms_per_signup",
                "p50_ms",
                "p95_ms",
            )
        },
        "wall_s": round(statistics.median(one["wall_s"] for one in runs), 3),
        "wall_s_worst": round(max(one["wall_s"] for one in runs), 3),
    }


def warm_up(scratch: Scratch, server: Server, workers: int) -> None:
    """The first requests of every process load templates and translations: they are not what is measured."""
    cycle = scratch.ask("cycle", places=10)
    all_at_once(workers * 4, lambda number: sign_up(server.address, cycle["path"], number))


def once(scratch: Scratch, server: Server, clients: int, places: int, *, first: int = 0) -> dict[str, Any]:
    """One rush on one fresh cycle."""
    cycle = scratch.ask("cycle", places=places)
    before = server.cpu()
    seen = all_at_once(clients, lambda number: sign_up(server.address, cycle["path"], first + number))
    spent = server.cpu().since(before)
    found = scratch.ask("outcome", cycle=cycle["id"])
    times = sorted(one.ms for one in seen)
    accepted = [one for one in seen if one.acknowledged]
    return {
        **found,
        "oversold": max(found["placed"] - found["capacity"], 0),
        "lost": len(scratch.ask("lost", tokens=[one.token for one in accepted])),
        "errors": clients - len(accepted),
        "first_error": next((one.error for one in seen if one.error), ""),
        "requests_per_signup": sum(one.requests for one in seen) / clients,
        "cpu_ms_per_signup": spent.web_ms / clients,
        "worker_cpu_ms_per_signup": spent.worker_ms / clients,
        "p50_ms": percentile(times, 50),
        "p95_ms": percentile(times, 95),
        "wall_s": wall(seen),
    }


def wall(seen: list[SignedUp]) -> float:
    """Seconds from the first press to the last answer."""
    return max(one.ended_at for one in seen) - min(one.ended_at - one.ms / 1000 for one in seen)


def percentile(ordered: list[float], part: int) -> float:
    return ordered[min(len(ordered) * part // 100, len(ordered) - 1)]


def worst(values: list[int], wanted: int) -> int:
    return max(values, key=lambda value: abs(value - wanted))
