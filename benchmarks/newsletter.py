"""One issue to 5,000 readers through a local mail server, beside a bare loop of smtplib over the same letters.

Ours: real workers (`osnowa worker`), started and idle before the issue is queued, with the whole ledger: claims, the
journal, marks. Bare: as many processes, each with one connection and its share of finished letters, which writes
nothing down. Speed is measured at the mail server, from the first letter that it took to the last. Processor time of
the senders is told apart: other work on the machine changes it less.
"""

import argparse
import pickle
import smtplib
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.servers import COMMAND, ROOT, Scratch, cpu_ms
from benchmarks.sink import Sink

SUMMARY = "an issue to 5,000 readers: letters per second beside a bare SMTP loop"
AWAKE = 6.0  # seconds in which a worker has started and done what was due
LONGEST = 600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--readers", type=int, default=5000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3, help="of each, by turns; the medians count")
    parser.add_argument(
        "--database", default="sqlite", help="sqlite, or postgres://... whose user may create databases"
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    with Sink() as sink, opened(options.database, sink) as scratch:
        scratch.ask("newsletter_readers", count=options.readers)
        return rounds(sink, scratch, options)


def rounds(sink: Sink, scratch: Scratch, options: argparse.Namespace) -> dict[str, Any]:
    """Ours and the bare loop by turns. The installation has so many readers already."""
    ours, bare, alone, our_cpu, bare_cpu = [], [], [], [], []
    workers = [start_worker(scratch) for _number in range(options.workers)]
    try:
        time.sleep(AWAKE)
        for _repeat in range(options.repeats):
            issue = scratch.ask("newsletter_issue")
            before = cpu_of(workers)
            wait_until_sent(scratch, issue)
            our_cpu.append(cpu_of(workers) - before)
            ours.append(speed(sink, options.readers))
            file = scratch.home / "letters.pickle"
            scratch.ask("newsletter_letters", issue=issue, file=str(file))
            per_second, cpu = bare_speed(sink, file, options.workers, options.readers)
            bare.append(per_second)
            bare_cpu.append(cpu)
            alone.append(bare_speed(sink, file, 1, options.readers)[0])
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait()
    length = file.stat().st_size // options.readers
    per_second, bare_per_second = statistics.median(ours), statistics.median(bare)
    return {
        "readers": options.readers,
        "workers": options.workers,
        "octets_of_a_letter": length,
        "per_second": round(per_second, 1),
        "bare_per_second": round(bare_per_second, 1),
        "ratio": round(per_second / bare_per_second, 3),
        "cpu_us_of_a_letter": round(statistics.median(our_cpu) * 1e6 / options.readers),
        "bare_cpu_us_of_a_letter": round(statistics.median(bare_cpu) * 1e6 / options.readers),
        "bare_with_one_connection": round(statistics.median(alone), 1),
        "all_per_second": [round(one, 1) for one in ours],
        "all_bare_per_second": [round(one, 1) for one in bare],
    }


def opened(database: str, sink: Sink) -> Scratch:
    """A scratch installation whose mail goes into the sink, at any hour and as fast as it can."""
    scratch = Scratch(database, empty=True)
    scratch.environment.pop("OSNOWA_EMAIL_BACKEND")
    scratch.environment |= {
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "OSNOWA_URL": "http://osnowa.example",
        "OSNOWA_FROM": "Osnowa <osnowa@osnowa.example>",
        "OSNOWA_NEWSLETTER_QUIET_HOURS": "none",
        "OSNOWA_NEWSLETTER_PER_MINUTE": "0",
    }
    try:
        scratch.run("prepare")
        scratch.raise_stage()
    except BaseException:
        scratch.close()
        raise
    return scratch


def start_worker(scratch: Scratch) -> subprocess.Popen[bytes]:
    with (scratch.home / "worker.log").open("ab") as log:
        return subprocess.Popen(
            [*COMMAND, "worker"], env=scratch.environment, cwd=ROOT, stdout=log, stderr=log
        )


def cpu_of(workers: list[subprocess.Popen[bytes]]) -> float:
    """Seconds of processor time so far."""
    return sum(cpu_ms(worker.pid) for worker in workers) / 1000


def wait_until_sent(scratch: Scratch, issue: int, seconds: float = LONGEST) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if scratch.ask("newsletter_state", issue=issue)["issue"] == "sent":
            return
        time.sleep(0.5)
    log = (scratch.home / "worker.log").read_text(encoding="utf-8")[-3000:]
    raise RuntimeError(f"The issue did not leave:\n{scratch.ask('newsletter_state', issue=issue)}\n{log}")


def speed(sink: Sink, readers: int) -> float:
    """Letters per second since the sink was cleared. Raises RuntimeError where it has not seen each reader once."""
    seen = sink.seen()
    sink.clear()
    if (seen["accepted"], seen["addresses"]) != (readers, readers):
        raise RuntimeError(f"{readers} readers, but the mail server saw {seen}.")
    return float((readers - 1) / (seen["last"] - seen["first"]))


def bare_speed(sink: Sink, file: Path, loops: int, readers: int) -> tuple[float, float]:
    """Letters per second, and seconds of processor time in the loops."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.newsletter", str(file), str(sink.port), str(loop), str(loops)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for loop in range(loops)
    ]
    for process in processes:
        if process.stdout is not None:
            process.stdout.readline()  # it has read its letters and stands at the line
    for process in processes:
        if process.stdin is not None:
            process.stdin.close()
    cpu = sum(float(process.stdout.read() or 0) for process in processes if process.stdout is not None)
    if any(process.wait() for process in processes):
        raise RuntimeError("A bare loop failed.")
    return speed(sink, readers), cpu


def bare_loop(file: str, port: str, loop: str, loops: str) -> None:
    """What everybody writes first: one connection, finished letters, one after the other."""
    letters = pickle.loads(Path(file).read_bytes())[int(loop) :: int(loops)]
    with smtplib.SMTP("127.0.0.1", int(port)) as server:
        server.ehlo()
        print("ready", flush=True)
        sys.stdin.read()
        before = time.process_time()
        for sender, address, written in letters:
            server.sendmail(sender, address, written)
        print(time.process_time() - before)


if __name__ == "__main__":
    bare_loop(*sys.argv[1:])
