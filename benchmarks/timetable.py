"""A programme of the reference size planned at once: 8 cycles of 5 sessions, 6 trainers, 2 rooms, 20 organisations.

`first_plan_s`: until the first plan that keeps every rule. `gap_60_s`: how much better a plan could be at the most, in
percent, when the search ends. `attendance`: expected attendances of the best plan, of `of`. `quick`: those of the plan
that needs no OR-Tools.
"""

import argparse
import datetime as dt
import json
import random
import subprocess
import sys
import time
from typing import Any

from osnowa.timetable.rules.draft import quick_plan
from osnowa.timetable.rules.problem import (
    Choice,
    Course,
    Leader,
    Participant,
    Presence,
    Problem,
    Room,
    as_json,
    monday_of,
)
from osnowa.timetable.rules.times import Slot, times
from osnowa.timetable.rules.wishes import broken_rules, outcome

SUMMARY = "dates of eight cycles at once: seconds to the first plan, gap after a minute"
ORGANISATIONS, PEOPLE_EACH = 20, 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=int, default=60, help="how long to search (60)")
    parser.add_argument("--cycles", type=int, default=8)
    parser.add_argument("--trainers", type=int, default=6)
    parser.add_argument("--rooms", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)


def example(
    *, cycles: int = 8, sessions: int = 5, trainers: int = 6, rooms: int = 2, weeks: int = 13, seed: int = 1
) -> Problem:
    """An invented programme: people can in about half of the slots, so some 600 of 800 attendances are possible."""
    chance = random.Random(seed)
    slots = [
        Slot(3 * day + n + 1, day, dt.time(hour), dt.time(hour + 3))
        for day in range(5)
        for n, hour in enumerate((9, 13, 17))
    ]
    slots += [Slot(16, 5, dt.time(10), dt.time(13))]
    first = dt.date(2027, 3, 1)
    all_times = times(slots, first, first + dt.timedelta(weeks=weeks, days=-1))
    mondays = sorted({monday_of(time.day) for time in all_times})

    def presence(share: float) -> Presence:
        evening = {slot.key for slot in slots if slot.starts.hour >= 17 or slot.weekday == 5}
        likes = chance.random() < 0.7
        yes = [
            s.key for s in slots if chance.random() < (share if (s.key in evening) == likes else share * 0.45)
        ]
        maybe = [s.key for s in slots if s.key not in yes and chance.random() < 0.15]
        return Presence(tuple(yes), tuple(maybe), tuple(chance.sample(mondays, chance.randint(0, 2))))

    people = tuple(
        Participant(1000 + n, 1 + n % ORGANISATIONS, presence(0.8))
        for n in range(ORGANISATIONS * PEOPLE_EACH)
    )
    by_organisation = {
        organisation: [person.key for person in people if person.organisation == organisation]
        for organisation in range(1, ORGANISATIONS + 1)
    }
    courses = tuple(
        Course(
            key=cycle,
            sessions=sessions,
            minutes=180,
            near=5,
            far=14,
            size=20,
            people=tuple(sorted(chance.choice(by_organisation[one]) for one in by_organisation)),
        )
        for cycle in range(1, cycles + 1)
    )
    leaders = tuple(
        Leader(
            key=n,
            courses=tuple(c for c in range(1, cycles + 1) if (c + n) % trainers < max(2, trainers // 2)),
            presence=presence(0.8),
            most_minutes=9 * 60,
        )
        for n in range(1, trainers + 1)
    )
    every = tuple(range(len(all_times)))
    return Problem(
        times=all_times,
        courses=courses,
        rooms=tuple(Room(n, 20 + 5 * n, every) for n in range(1, rooms + 1)),
        leaders=leaders,
        people=people,
        floor=40,
        seed=seed,
    )


def run(options: argparse.Namespace) -> dict[str, Any]:
    problem = example(
        cycles=options.cycles, trainers=options.trainers, rooms=options.rooms, seed=options.seed
    )
    began = time.monotonic()
    begin = quick_plan(problem) or []
    first = time.monotonic() - began if begin else None
    with subprocess.Popen(
        [sys.executable, "-m", "osnowa.timetable.rules.search", str(options.seconds), "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked = {"problem": as_json(problem), "begin": [(c.course, c.time, c.leader) for c in begin]}
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        best, end, found_at = begin, None, None
        for line in process.stdout:
            word = json.loads(line)
            if word["kind"] == "plan":
                best, found_at = [Choice(*row) for row in word["choices"]], time.monotonic() - began
                first = first if first is not None else found_at
            elif word["kind"] != "bound":
                end = word
    assert end is not None
    assert broken_rules(problem, best) == []
    got = outcome(problem, best)
    worth, bound = end.get("worth"), end.get("bound")
    return {
        "first_plan_s": None if first is None else round(first, 2),
        "gap_60_s": round(100 * (bound - worth) / worth, 2) if worth and bound is not None else None,
        "attendance": round(got.expected / 100, 1),
        "of": round(got.most / 100),
        "quick": round(outcome(problem, begin).expected / 100, 1) if begin else None,
        "unmet_wishes": len(got.unmet),
        "last_better_s": None if found_at is None else round(found_at, 1),
        "seconds": round(time.monotonic() - began, 1),
    }
