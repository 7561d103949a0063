"""The search for a draft, as a job of the worker: load the question, let a process search, keep what it finds."""

import contextlib
import json
import logging
import queue
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import Any

from django.db import transaction

from osnowa.lib import clock
from osnowa.lib.work import task
from osnowa.timetable.models import Plan, PlannedSession
from osnowa.timetable.queries.problem import choices_kept, problem_of, rows_of
from osnowa.timetable.rules import planner
from osnowa.timetable.rules.draft import quick_plan
from osnowa.timetable.rules.problem import Choice, Problem, as_json
from osnowa.timetable.rules.reasons import reasons
from osnowa.timetable.rules.wishes import broken_rules, outcome, rooms_for

logger = logging.getLogger("osnowa.timetable")

State = Plan.State
SEARCH = "osnowa.timetable.rules.search"
WORKERS = 2
BEAT = 1.0  # seconds between two looks at the stop button
EXPLAINS = 180.0  # seconds given beyond the search itself, for saying why nothing fits


@task()
def search_plan(plan_id: int) -> None:
    """Find dates for a draft. Run again after its worker was killed, it goes on from the best so far."""
    plan = _begin(plan_id)
    if plan is None:
        return
    began = time.monotonic()
    problem = problem_of(plan)
    plain = reasons(problem)
    if plain:
        _end(plan_id, State.IMPOSSIBLE, reasons=[asdict(reason) for reason in plain])
        return
    begin = choices_kept(plan, problem)
    if not begin or broken_rules(problem, begin):
        begin = quick_plan(problem) or []
        if begin or not any(course.sessions for course in problem.courses):
            _keep(plan_id, problem, begin, first_after=round(time.monotonic() - began, 2), is_quick=True)
    if planner.is_installed() and plan.seconds:
        _Search(plan_id, problem, plan.seconds).run(begin)
    elif begin or not any(course.sessions for course in problem.courses):
        _end(plan_id, State.DONE)
    else:
        _end(plan_id, State.IMPOSSIBLE)


@transaction.atomic
def _begin(plan_id: int) -> Plan | None:
    plan = Plan.objects.select_for_update().filter(pk=plan_id, state__in=Plan.LIVE).first()
    if plan is None:
        return None
    plan.state, plan.beat_at = State.RUNNING, clock.now()
    plan.began_at = plan.began_at or clock.now()
    plan.save(update_fields=["state", "beat_at", "began_at"])
    return Plan.objects.select_related("programme").get(pk=plan_id)


@transaction.atomic
def _keep(
    plan_id: int,
    problem: Problem,
    choices: list[Choice],
    *,
    first_after: float | None = None,
    is_quick: bool = False,
    worth: int | None = None,
    bound: int | None = None,
) -> None:
    """Write a plan down as the best so far, if its search still counts."""
    plan = Plan.objects.select_for_update().filter(pk=plan_id, state=State.RUNNING).first()
    if plan is None:
        return
    rows = rows_of(plan, problem, choices, rooms_for(problem, choices))
    PlannedSession.objects.filter(plan=plan).delete()
    PlannedSession.objects.bulk_create(rows)
    plan.outcome = asdict(outcome(problem, choices))
    plan.is_quick, plan.worth, plan.bound, plan.beat_at = is_quick, worth, bound, clock.now()
    if plan.first_after is None:
        plan.first_after = first_after
    plan.save(update_fields=["outcome", "is_quick", "worth", "bound", "beat_at", "first_after"])


@transaction.atomic
def _end(plan_id: int, state: str, **changes: Any) -> None:
    plan = Plan.objects.select_for_update().filter(pk=plan_id, state=State.RUNNING).first()
    if plan is None:
        return
    for name, value in {**changes, "state": state, "ended_at": clock.now()}.items():
        setattr(plan, name, value)
    plan.save(update_fields=["state", "ended_at", *changes])


class _Search:
    """One process that searches, watched from here: its plans are kept, the stop button is passed on."""

    def __init__(self, plan_id: int, problem: Problem, seconds: int) -> None:
        self.plan_id, self.problem, self.seconds = plan_id, problem, seconds
        self.said: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.best: dict[str, Any] | None = None  # found and not kept yet
        self.has_plan = False
        self.bound: int | None = None
        self.is_stopped = False

    def run(self, begin: list[Choice]) -> None:
        self.has_plan = bool(begin)
        with subprocess.Popen(  # noqa: S603  our own module, no words of a person among the arguments
            [sys.executable, "-m", SEARCH, str(self.seconds), str(WORKERS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            threading.Thread(target=self._listen, args=(process,), daemon=True).start()
            try:
                end = self._watch(process, begin)
            finally:
                process.kill()
                self._hang_up(process)
        self._keep_best()
        self._close(end)

    @staticmethod
    def _hang_up(process: "subprocess.Popen[str]") -> None:
        """What was not heard any more is of no importance."""
        with contextlib.suppress(BrokenPipeError):
            if process.stdin is not None:
                process.stdin.close()

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        for line in process.stdout or ():
            self.said.put(json.loads(line))
        self.said.put(None)

    def _watch(self, process: "subprocess.Popen[str]", begin: list[Choice]) -> dict[str, Any] | None:
        """What the process says at its end; None where it ended without a word or had to be ended."""
        rows = [(choice.course, choice.time, choice.leader) for choice in begin]
        self._tell(process, json.dumps({"problem": as_json(self.problem), "begin": rows}))
        last_beat = began = time.monotonic()
        while time.monotonic() - began < self.seconds + EXPLAINS:
            try:
                word = self.said.get(timeout=BEAT)
            except queue.Empty:
                word = {"kind": "nothing"}
            if word is None or word["kind"] in ("end", "impossible"):
                return word
            if "bound" in word:
                self.bound = word["bound"]
            if word["kind"] == "plan":
                self.best = word
            if time.monotonic() - last_beat >= BEAT:
                last_beat = time.monotonic()
                self._keep_best()
                if not self._goes_on():
                    self._tell(process, "stop")
        return None

    def _goes_on(self) -> bool:
        """A sign of life, with how good a plan could still be; False once somebody asked to stop."""
        alive = Plan.objects.filter(pk=self.plan_id, state=State.RUNNING)
        alive.update(beat_at=clock.now(), **({} if self.bound is None else {"bound": self.bound}))
        asked = not alive.filter(stop_asked_at=None).exists()
        if asked and not self.is_stopped:
            self.is_stopped = True
            return False
        return True

    @staticmethod
    def _tell(process: "subprocess.Popen[str]", words: str) -> None:
        if process.stdin is not None:
            try:
                process.stdin.write(words + "\n")
                process.stdin.flush()
            except BrokenPipeError:
                logger.warning("The search for a timetable ended before it was told anything.")

    def _keep_best(self) -> None:
        word, self.best = self.best, None
        if word is None:
            return
        choices = [Choice(*row) for row in word["choices"]]
        wrong = broken_rules(self.problem, choices)
        if wrong:
            logger.error("The search found a plan that breaks rules: %s", wrong[:5])
            return
        self.has_plan = True
        _keep(
            self.plan_id,
            self.problem,
            choices,
            first_after=word["seconds"],
            worth=word["worth"],
            bound=word["bound"],
        )

    def _close(self, end: dict[str, Any] | None) -> None:
        if end is not None and end["kind"] == "impossible" and not self.has_plan:
            rows = [{"rule": rule, "about": about, "have": 0, "need": 0} for rule, about in end["reasons"]]
            _end(self.plan_id, State.IMPOSSIBLE, reasons=rows)
        elif self.is_stopped:
            _end(self.plan_id, State.STOPPED)
        elif end is None and not self.has_plan:
            _end(self.plan_id, State.FAILED)
        elif not self.has_plan:
            _end(self.plan_id, State.STOPPED)  # the time ran out before the first plan
        else:
            changes = {"bound": end["bound"]} if end is not None and end.get("worth") is not None else {}
            _end(self.plan_id, State.DONE, **changes)
