"""Reading tests: which one a cycle has, who took it, what is asked next."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from osnowa.learning.models import CycleTest, Invitation, Item, Reply, Sitting, Theme
from osnowa.learning.rules import tests as rules
from osnowa.lib import clock
from osnowa.workshops.models import Cycle, Enrolment, Session

Span = tuple[dt.datetime, dt.datetime]


def test_of(cycle: Cycle) -> CycleTest | None:
    return CycleTest.objects.select_related("theme").filter(cycle=cycle).first()


def questions_of(theme: Theme, form: str) -> list[Item]:
    """What a form asks today, in order, with competences."""
    return list(
        Item.objects.filter(theme=theme, retired_at__isnull=True, form__contains=form)
        .select_related("competence__framework")
        .order_by("position", "pk")
    )


def window_of(enrolment: Enrolment, moment: str) -> Span | None:
    """From when to when this person can take the test (or "after": answer the survey); None without sessions."""
    sessions = sorted(enrolment.cycle.sessions.all(), key=lambda session: session.starts_at)
    return window_by(enrolment, moment, sessions)


def window_by(enrolment: Enrolment, moment: str, sessions: list[Session]) -> Span | None:
    """As `window_of`; `sessions` in order of time, where they are at hand."""
    last = max(sessions, key=lambda session: session.ends_at) if sessions else None
    return rules.window(
        moment,
        placed_at=enrolment.placed_at or enrolment.created_at,
        first_ends_at=sessions[0].ends_at if sessions else None,
        last_starts_at=last.starts_at if last else None,
        last_ends_at=last.ends_at if last else None,
    )


def is_open(span: Span | None) -> bool:
    return span is not None and span[0] <= clock.now() < span[1]


def sitting_of(enrolment: Enrolment, moment: str) -> Sitting | None:
    sitting = Sitting.objects.filter(enrolment=enrolment, moment=moment).first()
    if sitting is not None:
        sitting.enrolment = enrolment
    return sitting


def replies_of(sitting: Sitting) -> list[Reply]:
    return list(Reply.objects.filter(sitting=sitting).select_related("item__competence").order_by("position"))


def as_asked(replies: Iterable[Reply]) -> list[rules.Asked]:
    return [
        rules.Asked(
            reply.position, reply.item.competence_id, reply.item.level, reply.item.correct, reply.given
        )
        for reply in replies
    ]


def asked_of(sitting: Sitting) -> list[rules.Asked]:
    return as_asked(Reply.objects.filter(sitting=sitting).select_related("item").order_by("position"))


@dataclass(frozen=True)
class Length:
    """How long a form is. `minutes`: whole minutes that most people need."""

    questions: int
    minutes: int


def length_of(items: Iterable[Item]) -> Length:
    rows = list(items)
    scales = sum(item.kind == Item.Kind.SCALE for item in rows)
    return Length(len(rows), rules.minutes(len(rows) - scales, scales))


@dataclass(frozen=True)
class PersonRow:
    """One person with a place, and how their tests stand."""

    enrolment: Enrolment
    before: Sitting | None
    after: Sitting | None

    @property
    def form_before(self) -> str:
        return self.before.form if self.before else rules.form_of("before", self.enrolment.number)

    @property
    def form_after(self) -> str:
        return self.after.form if self.after else rules.form_of("after", self.enrolment.number)

    @property
    def has_before(self) -> bool:
        return self.before is not None and self.before.finished_at is not None

    @property
    def has_after(self) -> bool:
        return self.after is not None and self.after.finished_at is not None


def people_of(cycle: Cycle) -> list[PersonRow]:
    """Everybody with a place, by name in the Polish order, in two queries."""
    sittings = {
        (sitting.enrolment_id, sitting.moment): sitting
        for sitting in Sitting.objects.filter(enrolment__cycle=cycle)
    }
    people = (
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED)
        .select_related("person", "membership__organisation")
        .order_by("person__sort_key", "pk")
    )
    return [
        PersonRow(
            enrolment,
            sittings.get((enrolment.pk, Sitting.Moment.BEFORE)),
            sittings.get((enrolment.pk, Sitting.Moment.AFTER)),
        )
        for enrolment in people
    ]


def invited(cycle: Cycle) -> dict[str, int]:
    """How many letters left for each kind of invitation."""
    kinds = list(Invitation.objects.filter(enrolment__cycle=cycle).values_list("kind", flat=True))
    return {kind: kinds.count(kind) for kind in Invitation.Kind.values}
