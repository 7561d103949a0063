"""The search, in a process of its own: `python -m osnowa.timetable.rules.search SECONDS WORKERS`.

Reads one line of JSON (the problem, and a plan to begin with) from standard input and writes one line of JSON for each
better plan, and one at the end. The word "stop" on standard input, or its end, ends the search: the best so far was
written already. So the memory of the search goes back with its process, and whoever started it can die without
leaving it behind.
"""

import json
import os
import sys
import threading
import time
from typing import Any, TextIO

from osnowa.timetable.rules import model as models
from osnowa.timetable.rules.problem import Choice, Problem, from_json

EXPLAINING = 20.0  # seconds for each question why nothing fits


def say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def search(problem: Problem, begin: list[Choice], seconds: float, workers: int, stdin: TextIO) -> None:
    began = time.monotonic()
    model = models.Model(problem)
    model.maximise_attendance()
    if begin:
        model.hint(begin)
    solver = models.solver(problem, seconds, workers)
    stopped = threading.Event()

    def listen() -> None:
        stdin.readline()  # "stop", or nothing: whoever asked is gone
        stopped.set()
        solver.stop_search()

    class Teller(models.cp_model.CpSolverSolutionCallback):  # type: ignore[name-defined,misc]
        def on_solution_callback(self) -> None:
            say(
                kind="plan",
                seconds=round(time.monotonic() - began, 2),
                worth=round(self.objective_value),
                bound=round(self.best_objective_bound),
                choices=[(one.course, one.time, one.leader) for one in model.read(self.value)],
            )
            if stopped.is_set():
                self.stop_search()

    def tell_bound(bound: float) -> None:
        say(kind="bound", seconds=round(time.monotonic() - began, 2), bound=round(bound))

    solver.best_bound_callback = tell_bound
    threading.Thread(target=listen, daemon=True).start()
    status = solver.solve(model.cp, Teller())
    cp = models.cp_model
    if status == cp.INFEASIBLE:
        found = models.why_impossible(problem, EXPLAINING)
        say(kind="impossible", reasons=[(reason.rule, reason.about) for reason in found])
    else:
        say(
            kind="end",
            is_best=status == cp.OPTIMAL,
            seconds=round(time.monotonic() - began, 2),
            worth=round(solver.objective_value) if status in (cp.OPTIMAL, cp.FEASIBLE) else None,
            bound=round(solver.best_objective_bound),
        )


def main() -> None:
    seconds, workers = float(sys.argv[1]), int(sys.argv[2])
    asked = json.loads(sys.stdin.readline())
    problem = from_json(asked["problem"])
    begin = [Choice(*row) for row in asked["begin"]]
    search(problem, begin, seconds, workers, sys.stdin)
    sys.stdout.flush()
    os._exit(0)  # the listening thread may still wait for a word


if __name__ == "__main__":
    main()
