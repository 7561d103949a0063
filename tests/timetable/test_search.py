"""The search in its own process, as the worker starts it."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from benchmarks.timetable import example
from osnowa.timetable.rules import planner
from osnowa.timetable.rules.draft import quick_plan
from osnowa.timetable.rules.problem import Choice, Leader, as_json
from osnowa.timetable.rules.reasons import Rule
from osnowa.timetable.rules.wishes import broken_rules, outcome
from tests.timetable.test_rules import small

pytestmark = pytest.mark.skipif(not planner.is_installed(), reason="the planner (ortools) is not installed")


def search(problem, *, seconds=20, begin=(), then=""):
    asked = {"problem": as_json(problem), "begin": [(c.course, c.time, c.leader) for c in begin]}
    done = subprocess.run(
        [sys.executable, "-m", "osnowa.timetable.rules.search", str(seconds), "2"],
        input=json.dumps(asked) + "\n" + then,
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


class Talk:
    """The same, with the question kept open: the end of the input would stop the search."""

    def __init__(self, problem, seconds=20, begin=()):
        asked = {"problem": as_json(problem), "begin": [(c.course, c.time, c.leader) for c in begin]}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "osnowa.timetable.rules.search", str(seconds), "2"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.kill()
        self.process.communicate()

    def words(self):
        return [json.loads(line) for line in self.process.stdout]


def best(words):
    plans = [word for word in words if word["kind"] == "plan"]
    return [Choice(*row) for row in plans[-1]["choices"]]


def test_finds_the_best_plan_and_says_that_it_is():
    problem = small()

    with Talk(problem) as talk:
        words = talk.words()

    assert words[-1]["kind"] == "end"
    assert words[-1]["is_best"]
    assert outcome(problem, best(words)).expected == 600
    assert broken_rules(problem, best(words)) == []


def test_is_never_worse_than_the_plan_it_begins_with():
    problem = example(cycles=3, sessions=3, trainers=3, weeks=6)
    begin = quick_plan(problem)

    with Talk(problem, seconds=5, begin=begin) as talk:
        plan = best(talk.words())

    assert broken_rules(problem, plan) == []
    assert (
        outcome(problem, plan).expected >= outcome(problem, begin).expected - 100
    )  # the floor may cost a little


def test_two_cycles_and_one_who_leads_both_name_the_rule():
    """Three evenings, two cycles of two sessions, one trainer who leads both: four sessions do not fit three times."""
    problem = small()
    course = replace(problem.courses[0], sessions=2, near=1, far=30)
    problem = replace(
        problem,
        times=problem.times[:3],
        courses=(course, replace(course, key=8)),
        leaders=(Leader(5, (7, 8)),),
    )

    with Talk(problem) as talk:
        end = talk.words()[-1]

    assert end["kind"] == "impossible"
    assert [tuple(row) for row in end["reasons"]] == [(Rule.SHARED, 5)]


def test_a_break_that_is_too_short_is_named():
    problem = small(course={"sessions": 2, "near": 7, "far": 7})
    problem = replace(problem, times=(problem.times[0], problem.times[5]))  # 2 and 18 March: 16 days

    with Talk(problem) as talk:
        end = talk.words()[-1]

    assert end["kind"] == "impossible"
    assert [tuple(row) for row in end["reasons"]] == [(Rule.FAR, 7)]


def test_ends_when_nobody_listens_any_more():
    problem = example()

    words = search(problem, seconds=60, begin=quick_plan(problem), then="stop\n")

    assert words[-1]["kind"] == "end"
    assert words[-1]["seconds"] < 40
