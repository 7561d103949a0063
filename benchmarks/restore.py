"""Back up an installation, restore it into an empty one, and compare every row and every file."""

import argparse
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.servers import Scratch

SUMMARY = "backup and restore into an empty installation: what is equal, and how long it takes"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    with Scratch(options.database) as lived_in, Scratch(options.database, empty=True) as empty:
        lived_in.ask("furnish", people=options.people, files=options.files)
        return drill(lived_in, empty)


def drill(lived_in: Scratch, empty: Scratch) -> dict[str, Any]:
    """`seconds`: of the restore, command and all; the empty installation is the lived-in one's twin afterwards."""
    before = lived_in.ask("fingerprint")
    began = time.monotonic()
    archive = back_up(lived_in, "quiet.zip")
    backed_up = time.monotonic()
    empty.run("restore", str(archive), "--yes")
    restored = time.monotonic()
    empty.raise_stage()
    after = empty.ask("fingerprint")
    return {
        "rows": sum(rows for rows, _checksum in before["tables"].values()),
        "tables": len(before["tables"]),
        "files": len(before["files"]),
        "rows_equal": before["tables"] == after["tables"],
        "files_equal": (before["files"], before["key"]) == (after["files"], after["key"]),
        "seconds": round(restored - backed_up, 2),
        "backup_seconds": round(backed_up - began, 2),
        "bytes": archive.stat().st_size,
    }


def back_up(scratch: Scratch, name: str) -> Path:
    archive = scratch.home / name
    scratch.run("backup", str(archive))
    return archive


def back_up_while_writing(scratch: Scratch, seconds: float = 6) -> tuple[Path, int]:
    """A backup in the middle of somebody's writing without a pause; and how many pairs were written in the end."""
    written: list[int] = []
    writer = threading.Thread(target=lambda: written.append(scratch.ask("scribble", seconds=seconds)))
    writer.start()
    time.sleep(0.5)
    archive = back_up(scratch, "busy.zip")
    writer.join()
    return archive, written[0]
