"""Tests before and after: who gets which form, when they are open, what is asked next, how answers are counted."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FORMS = ("A", "B")
LETTERS = "abcdef"
SCALE = ("1", "2", "3", "4", "5")
DONT_KNOW, SKIPPED = "dont_know", "skipped"

# What most people need for one question, read on a phone, in seconds; a self-assessment needs less.
SECONDS_PER_QUESTION, SECONDS_PER_SCALE = 35, 12
LONGEST_MINUTES = 8

# The first test is written about so long before the first session; it is open from the day somebody has a place.
BEFORE_MAIL_AHEAD = dt.timedelta(days=7)
# The second test and the survey stay open so long after the last session.
AFTER_OPEN = dt.timedelta(days=14)
# Who has begun in time may finish so much later.
GRACE, NO_GRACE = dt.timedelta(minutes=30), dt.timedelta()
# So many "I don't know" in one competence, and its harder questions are not asked any more.
ENOUGH_UNKNOWN = 2


@dataclass(frozen=True)
class Asked:
    """A question of a test as the rules see it. `correct`: empty for a self-assessment. `given`: empty: not yet."""

    position: int
    competence: int
    level: int
    correct: str
    given: str = ""

    @property
    def is_scale(self) -> bool:
        return not self.correct

    @property
    def is_right(self) -> bool:
        return not self.is_scale and self.given == self.correct


@dataclass(frozen=True)
class Result:
    """What a test came to. `right` of `of` questions; `scale`: mean of self-assessments from 1 to 5, or None."""

    right: int
    of: int
    scale: float | None = None

    @property
    def percent(self) -> float:
        """Share of right answers, 0 to 100; 0 where there is no question."""
        return 100 * self.right / self.of if self.of else 0.0


def first_form(number: int) -> str:
    """The form of somebody's first test, by the number of their sign-up: odd A, even B. So half of a group takes each,
    and a difference between the forms does not look like growth (counterbalancing).
    """
    return FORMS[(number + 1) % 2]


def form_of(moment: str, number: int) -> str:
    """The second test ("after") is always the other form."""
    first = first_form(number)
    return first if moment == "before" else FORMS[1 - FORMS.index(first)]


def minutes(questions: int, scales: int = 0) -> int:
    """How long a test of so many questions and self-assessments takes: whole minutes, rounded up, at least 1."""
    seconds = questions * SECONDS_PER_QUESTION + scales * SECONDS_PER_SCALE
    return max(1, -(-seconds // 60))


def is_too_long(questions: int, scales: int = 0) -> bool:
    return minutes(questions, scales) > LONGEST_MINUTES


def window(
    moment: str,
    *,
    placed_at: dt.datetime,
    first_ends_at: dt.datetime | None,
    last_starts_at: dt.datetime | None,
    last_ends_at: dt.datetime | None,
) -> tuple[dt.datetime, dt.datetime] | None:
    """From when to when a test is open, or None where the cycle has no sessions.

    Before: from the place until the end of the first session. After: from the beginning of the last session until
    AFTER_OPEN after its end.
    """
    if first_ends_at is None or last_starts_at is None or last_ends_at is None:
        return None
    if moment == "before":
        return placed_at, first_ends_at
    return last_starts_at, last_ends_at + AFTER_OPEN


def skipped(asked: Iterable[Asked]) -> set[int]:
    """Positions that need not be asked: harder questions of a competence in which ENOUGH_UNKNOWN were unknown.

    Harder: above the lowest level that was not known there. Only questions without an answer are skipped.
    """
    rows = list(asked)
    unknown: dict[int, list[int]] = {}
    for row in rows:
        if row.given == DONT_KNOW and not row.is_scale:
            unknown.setdefault(row.competence, []).append(row.level)
    return {
        row.position
        for row in rows
        if not row.given
        and not row.is_scale
        and len(levels := unknown.get(row.competence, [])) >= ENOUGH_UNKNOWN
        and row.level > min(levels)
    }


def next_position(asked: Sequence[Asked]) -> int | None:
    """The first question that waits for an answer and need not be skipped; None: the test is done."""
    passed_over = skipped(asked)
    return next(
        (
            row.position
            for row in sorted(asked, key=lambda row: row.position)
            if not row.given and row.position not in passed_over
        ),
        None,
    )


def result(asked: Iterable[Asked]) -> Result:
    """Right answers of all questions ("I don't know" and skipped ones count as not right), self-assessment apart."""
    rows = list(asked)
    questions = [row for row in rows if not row.is_scale]
    said = [int(row.given) for row in rows if row.is_scale and row.given in SCALE]
    return Result(
        right=sum(row.is_right for row in questions),
        of=len(questions),
        scale=sum(said) / len(said) if said else None,
    )
