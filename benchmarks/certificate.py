"""How long one certificate takes, from its row to the finished tagged PDF with its QR code."""

import argparse
from typing import Any

from benchmarks.servers import Scratch

SUMMARY = "milliseconds for one certificate; with --issue N: seconds in which a worker issues so many"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument(
        "--issue", type=int, default=0, help="issue so many in the background instead (certificates, letters)"
    )
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    if options.issue:
        with Scratch(options.database) as scratch:
            return scratch.ask("issue", people=options.issue)
    with Scratch(options.database) as scratch:
        found = scratch.ask("certificate", times=options.times)
    return {
        "times": options.times,
        "ms": round(found["ms"], 1),
        "cpu_ms": round(found["cpu_ms"], 1),
        "bytes": found["bytes"],
    }
