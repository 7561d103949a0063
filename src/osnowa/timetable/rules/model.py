"""The timetable as a model of OR-Tools CP-SAT. Loaded only by `rules.search`, in a process of its own.

Sessions of a cycle are alike until they have dates, so the model asks only *whether* a cycle meets at a time, never
which session it is: nothing symmetric is left. Rooms nest by their seats (whatever seats many seats few), so that for
each time and each size "not more groups of this size than rooms of this size" is exact (Hall) and no room needs a
variable. Leaders differ by skill, so each (cycle, time, leader) is one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import Any

try:
    from ortools.sat.python import cp_model
except ImportError:  # the planner is optional: docs/decisions/0014-timetable-planner.md
    cp_model = None  # type: ignore[assignment]

from osnowa.timetable.rules.problem import YES, Choice, Course, Problem
from osnowa.timetable.rules.reasons import Reason, Rule

BELOW_FLOOR = 2  # each percent of a person below the floor of an organisation costs so many besides itself
RELUCTANT = 10  # a leader who comes if need be costs a tenth of a person


@dataclass
class Model:
    """The model with its variables. `guards`: literals that switch a rule on, where reasons are looked for."""

    problem: Problem
    is_guarded: bool = False
    cp: Any = None
    meets: dict[tuple[int, int], Any] = field(default_factory=dict)  # (cycle, time)
    leads: dict[tuple[int, int, int], Any] = field(default_factory=dict)  # (cycle, time, leader)
    guards: dict[int, Reason] = field(default_factory=dict)
    # What follows from who meets when: a variable, and its value by the (cycle, time) chosen
    _derived: list[tuple[Any, Callable[[set[tuple[int, int]]], int]]] = field(default_factory=list)
    _guard_of: dict[tuple[Rule, int], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cp = cp_model.CpModel()
        for course in self.problem.courses:
            self._course(course)
        self._rooms()
        self._leaders()

    def guard(self, rule: Rule, about: int) -> list[Any]:
        """The literal under which a rule holds; none where it always does."""
        if not self.is_guarded:
            return []
        if (rule, about) not in self._guard_of:
            literal = self.cp.new_bool_var(f"{rule}:{about}")
            self._guard_of[rule, about] = literal
            self.guards[literal.index] = Reason(rule, about)
        return [self._guard_of[rule, about]]

    def _hold(self, constraint: Any, rule: Rule, about: int) -> None:
        literals = self.guard(rule, about)
        if literals:
            constraint.only_enforce_if(*literals)

    def _course(self, course: Course) -> None:
        problem, cp = self.problem, self.cp
        by_day: dict[int, list[Any]] = {}
        able = [leader for leader in problem.leaders if course.key in leader.courses]
        for time in problem.candidates(course):
            meets = cp.new_bool_var(f"c{course.key}t{time}")
            self.meets[course.key, time] = meets
            by_day.setdefault(problem.times[time].day, []).append(meets)
            leading = []
            for leader in able:
                if problem.can_lead(leader, time):
                    leads = cp.new_bool_var(f"c{course.key}t{time}l{leader.key}")
                    self.leads[course.key, time, leader.key] = leads
                    leading.append(leads)
            if len(leading) == 1:
                cp.add(leading[0] == meets)
            else:
                cp.add(sum(leading) == meets)
        cp.add(
            sum(meets for (key, _time), meets in self.meets.items() if key == course.key) == course.sessions
        )
        self._near(course, by_day)
        self._far(course, by_day)

    def _near(self, course: Course, by_day: dict[int, list[Any]]) -> None:
        """At most one session in any `near` days; days of sessions that stay are left out by `candidates` already."""
        days = sorted(by_day)
        for day in days:
            self.cp.add_at_most_one(by_day[day])  # twice on one day is no timetable, whatever `near` says
            window = [meets for other in days if day <= other < day + course.near for meets in by_day[other]]
            if course.near > 1 and len(window) > len(by_day[day]):
                self._hold(self.cp.add(sum(window) <= 1), Rule.NEAR, course.key)

    def _far(self, course: Course, by_day: dict[int, list[Any]]) -> None:
        """Each session but the last is followed by another within `far` days."""
        fixed = {one.day for one in course.fixed}
        days = sorted({*by_day, *fixed})
        if course.sessions + len(fixed) < 2 or days[-1] - days[0] <= course.far:  # noqa: PLR2004  a pair
            return
        lasts = []
        for day in days:
            here = 1 if day in fixed else sum(by_day[day])
            window = [other for other in days if day < other <= day + course.far]
            if fixed.intersection(window) or (
                day in fixed and not any(other in by_day for other in window) and any(d > day for d in fixed)
            ):
                continue  # a session that stays follows in time, or none that could
            last = self.cp.new_bool_var(f"last c{course.key}d{day}")
            lasts.append(last)
            self._derived.append((last, partial(self._is_last, course, day)))
            after = [meets for other in window for meets in by_day.get(other, ())]
            self._hold(self.cp.add(sum(after) + last >= here), Rule.FAR, course.key)
        self._hold(self.cp.add(sum(lasts) <= 1), Rule.FAR, course.key)

    def _is_last(self, course: Course, day: int, chosen: set[tuple[int, int]]) -> int:
        days = [self.problem.times[time].day for key, time in chosen if key == course.key]
        return int(day == max([*days, *(fixed.day for fixed in course.fixed)], default=0))

    def _rooms(self) -> None:
        if not self.problem.rooms:
            return
        sizes = {course.key: course.size for course in self.problem.courses}
        for time in range(len(self.problem.times)):
            here = [(sizes[key], meets) for (key, at), meets in self.meets.items() if at == time]
            for size in sorted({size for size, _meets in here}):
                rivals = [meets for other, meets in here if other >= size]
                rooms = self.problem.rooms_at(time, size)
                if len(rivals) > rooms:
                    self._hold(self.cp.add(sum(rivals) <= rooms), Rule.ROOMS, 0)

    def _leaders(self) -> None:
        problem = self.problem
        minutes = {course.key: course.minutes for course in problem.courses}
        for leader in problem.leaders:
            by_time: dict[int, list[Any]] = {}
            by_week: dict[int, list[tuple[int, Any]]] = {}
            for (course, time, key), leads in self.leads.items():
                if key == leader.key:
                    by_time.setdefault(time, []).append(leads)
                    by_week.setdefault(problem.times[time].week, []).append((minutes[course], leads))
            for rivals in by_time.values():
                if len(rivals) > 1:
                    self._hold(self.cp.add(sum(rivals) <= 1), Rule.SHARED, leader.key)
            if leader.most_minutes:
                led = dict(leader.led)
                for week, work in by_week.items():
                    left = max(0, leader.most_minutes - led.get(week, 0))
                    if sum(length for length, _leads in work) > left:
                        bound = self.cp.add(sum(length * leads for length, leads in work) <= left)
                        self._hold(bound, Rule.HOURS, leader.key)

    def maximise_attendance(self) -> None:
        """Expected attendance, less what organisations lack to the floor, people in two places, reluctant leaders."""
        problem = self.problem
        terms = [problem.worth(course, time) * meets for (course, time), meets in self.meets.items()]
        terms += [
            -RELUCTANT * leads
            for (_course, time, key), leads in self.leads.items()
            if (leader := self._leader(key)).presence is not None and problem.can_lead(leader, time) < YES
        ]
        self.cp.maximize(sum(terms) - sum(self._shortfalls()) - sum(self._clashes()))

    def _leader(self, key: int) -> Any:
        return next(leader for leader in self.problem.leaders if leader.key == key)

    def _shortfalls(self) -> Iterable[Any]:
        problem = self.problem
        if not problem.floor:
            return
        of = {person.key: person.organisation for person in problem.people}
        for organisation in sorted({*of.values()} - {0}):
            wanted, terms = 0, []
            for course in problem.courses:
                mine = {person for person in course.people if of[person] == organisation}
                wanted += problem.floor * len(mine) * (course.sessions + len(course.fixed))
                for fixed in course.fixed:
                    wanted -= sum(
                        percent
                        for person, percent in problem.coming_to_fixed(course, fixed)
                        if person in mine
                    )
                for key, time in self.meets:
                    if key == course.key:
                        worth = sum(
                            percent for person, percent in problem.coming(key, time) if person in mine
                        )
                        if worth:
                            terms.append(((key, time), worth))
            if wanted > 0:
                lacking = self.cp.new_int_var(0, wanted, f"lacking{organisation}")
                self.cp.add(lacking + sum(worth * self.meets[at] for at, worth in terms) >= wanted)
                self._derived.append((lacking, partial(_lacking, wanted, dict(terms))))
                yield BELOW_FLOOR * lacking

    def _clashes(self) -> Iterable[Any]:
        """Whoever is asked to two cycles at once can come to one of them.

        Pairs alone say little while the search still thinks in halves, so among cycles that all share people it is said
        at once as well: of k cycles at one time at least k - 1 pairs clash.
        """
        problem = self.problem
        people = {course.key: set(course.people) for course in problem.courses}
        for time in range(len(problem.times)):
            here = [course.key for course in problem.courses if (course.key, time) in self.meets]
            clash: dict[tuple[int, int], Any] = {}
            for one, other in combinations(here, 2):
                both = people[one] & people[other]
                lost = sum(percent for person, percent in problem.coming(one, time) if person in both)
                if lost:
                    clash[one, other] = self.cp.new_bool_var(f"clash{one},{other}t{time}")
                    self.cp.add(self.meets[one, time] + self.meets[other, time] <= 1 + clash[one, other])
                    self._derived.append((clash[one, other], partial(_both, (one, time), (other, time))))
                    yield lost * clash[one, other]
            group: list[int] = []
            for key in here:
                if all((before, key) in clash for before in group):
                    group.append(key)
            if len(group) > 2:  # noqa: PLR2004  a pair is said already
                pairs = sum(clash[pair] for pair in combinations(group, 2))
                self.cp.add(sum(self.meets[key, time] for key in group) <= 1 + pairs)

    def hint(self, choices: Iterable[Choice]) -> None:
        chosen = {(choice.course, choice.time): choice.leader for choice in choices}
        for at, meets in self.meets.items():
            self.cp.add_hint(meets, at in chosen)
        for (course, time, leader), leads in self.leads.items():
            self.cp.add_hint(leads, chosen.get((course, time)) == leader)
        for variable, value in self._derived:
            self.cp.add_hint(variable, value(set(chosen)))

    def read(self, value: Callable[[Any], int]) -> list[Choice]:
        return [
            Choice(course, time, leader)
            for (course, time, leader), leads in self.leads.items()
            if value(leads)
        ]


def _both(one: tuple[int, int], other: tuple[int, int], chosen: set[tuple[int, int]]) -> int:
    return int(one in chosen and other in chosen)


def _lacking(wanted: int, worth: dict[tuple[int, int], int], chosen: set[tuple[int, int]]) -> int:
    return max(0, wanted - sum(worth.get(at, 0) for at in chosen))


def solver(problem: Problem, seconds: float, workers: int) -> Any:
    made = cp_model.CpSolver()
    made.parameters.max_time_in_seconds = seconds
    made.parameters.num_workers = workers
    made.parameters.random_seed = problem.seed
    made.parameters.linearization_level = 2
    return made


def why_impossible(problem: Problem, seconds: float) -> list[Reason]:
    """A smallest set of rules that contradict each other: relaxing any one of them helps.

    Every rule gets a literal that switches it on; the solver names literals that are enough for the contradiction, then
    each is tried without. Empty where `seconds` were not enough.
    """
    model = Model(problem, is_guarded=True)
    literals = {literal.index: literal for literal in model._guard_of.values()}  # noqa: SLF001  its own module
    kept = list(literals)

    def contradicts(indexes: list[int]) -> list[int] | None:
        model.cp.clear_assumptions()
        model.cp.add_assumptions([literals[index] for index in indexes])
        one = solver(problem, seconds, 1)
        if one.solve(model.cp) != cp_model.INFEASIBLE:
            return None
        return [index for index in one.sufficient_assumptions_for_infeasibility() if index in literals]

    found = contradicts(kept)
    if found is None:
        return []
    kept = found or kept
    for index in list(kept):
        if len(kept) == 1:
            break
        fewer = contradicts([other for other in kept if other != index])
        if fewer is not None:
            kept = [other for other in kept if other != index and (not fewer or other in fewer)]
    return sorted((model.guards[index] for index in kept), key=lambda reason: (reason.rule, reason.about))
