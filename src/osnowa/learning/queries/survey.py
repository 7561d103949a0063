"""What people said in the survey of a cycle: only of five answers or more, never whose they are."""

from dataclasses import dataclass

from osnowa.learning.models import SurveyAnswer, SurveyTicket
from osnowa.learning.rules import survey as rules
from osnowa.workshops.models import Cycle, Enrolment


@dataclass(frozen=True)
class Scale:
    """One question: how many chose each of 1 to 5."""

    name: str
    counts: tuple[int, ...]

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        return rules.mean([value for value, count in enumerate(self.counts, start=1) for _n in range(count)])


@dataclass(frozen=True)
class Said:
    """`answers` of `people` with a place. Below the fewest `scales` and `comments` are empty."""

    people: int
    answers: int
    scales: tuple[Scale, ...] = ()
    comments: tuple[tuple[str, tuple[SurveyAnswer, ...]], ...] = ()

    @property
    def is_shown(self) -> bool:
        return rules.may_be_shown(self.answers)


def has_answered(enrolment: Enrolment) -> bool:
    return SurveyTicket.objects.filter(enrolment=enrolment).exists()


def said_about(cycle: Cycle) -> Said:
    """Two queries. Comments stand in the order of their chance keys, which says nothing about when they came."""
    people = Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED).count()
    rows = list(SurveyAnswer.objects.filter(cycle=cycle).order_by("id"))
    if not rules.may_be_shown(len(rows)):
        return Said(people, len(rows))
    scales = tuple(
        Scale(name, tuple(sum(getattr(row, name) == value for row in rows) for value in range(1, 6)))
        for name in rules.SCALES
    )
    comments = tuple((name, tuple(row for row in rows if getattr(row, name))) for name in rules.COMMENTS)
    return Said(people, len(rows), scales, comments)
