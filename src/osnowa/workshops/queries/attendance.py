"""Reading who was at which session."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from osnowa.lib import clock
from osnowa.programme.models import Programme
from osnowa.workshops.models import (
    Attendance,
    AttendanceCorrection,
    AttendanceMark,
    Cycle,
    Enrolment,
    Session,
)
from osnowa.workshops.queries.marks import standing_of
from osnowa.workshops.rules import hours


@dataclass(frozen=True)
class Line:
    """One person on the list of a session."""

    enrolment: Enrolment
    attendance: Attendance | None
    needs: str = ""
    is_expected: bool = True
    marks: tuple[AttendanceMark, ...] = ()

    @property
    def by_code(self) -> bool:
        """Does the participant's own scan stand?"""
        return self.attendance is not None and self._counts is not None and self._counts.by_participant

    @property
    def in_conflict(self) -> bool:
        return bool(standing_of(self.marks).rivals)

    @property
    def also_by_code(self) -> bool:
        """Did the participant scan the code, though the trainer's word stands?"""
        return not self.by_code and any(mark.by_participant for mark in self.marks)

    @property
    def key(self) -> str:
        """The key of the mark that stands, by which a device says what it saw; "" where nobody said anything."""
        if self._counts is not None:
            return str(self._counts.key)
        return str(self.attendance.early_key) if self.attendance is not None else ""

    @property
    def _counts(self) -> AttendanceMark | None:
        stands = standing_of(self.marks).counts
        return next((mark for mark in self.marks if stands is not None and mark.key == stands.key), None)

    @property
    def mark(self) -> str:
        return self.attendance.mark if self.attendance else ""

    @property
    def organisation(self) -> str:
        return organisation_of(self.enrolment)


@dataclass(frozen=True)
class Counts:
    """How a session's list stands. `unmarked` are expected and nobody has said."""

    expected: int
    present: int
    late: int
    absent: int
    unmarked: int

    @property
    def came(self) -> int:
        return self.present + self.late


def organisation_of(enrolment: Enrolment) -> str:
    """What the person's organisation is called: by its registered name once it is known, else as typed."""
    membership = enrolment.membership
    if membership is None:
        return ""
    return membership.organisation.name if membership.organisation else membership.typed


def on_the_list(session: Session) -> QuerySet[Enrolment]:
    """Whom a session's list names: everybody with a place in the cycle, and who was marked before leaving it."""
    return (
        Enrolment.objects.filter(cycle_id=session.cycle_id)
        .filter(
            Q(state=Enrolment.State.PLACED)
            | Exists(Attendance.objects.filter(session=session, enrolment=OuterRef("pk")))
        )
        .select_related("person", "membership__organisation", "needs")
        .order_by("person__sort_key", "pk")
    )


def expected(session: Session) -> QuerySet[Enrolment]:
    """Who had a place before the session ended, and so must be marked. Later comers need no mark."""
    return Enrolment.objects.filter(
        Q(placed_at__isnull=True) | Q(placed_at__lt=session.ends_at),
        cycle_id=session.cycle_id,
        state=Enrolment.State.PLACED,
    )


def unmarked(session: Session) -> QuerySet[Enrolment]:
    """Expected people about whom nobody has said anything yet."""
    return expected(session).exclude(attendance__session=session)


def lines(session: Session, marks: dict[int, list[AttendanceMark]] | None = None) -> list[Line]:
    """The whole list in two queries, by name in the Polish order.

    `marks`: of `queries.marks.marks_by_enrolment`, where the page shows how each mark was made.
    """
    said = marks or {}
    rows = {row.enrolment_id: row for row in Attendance.objects.filter(session=session)}
    found = []
    for enrolment in on_the_list(session):
        enrolment.cycle = session.cycle
        needs = getattr(enrolment, "needs", None)
        is_expected = enrolment.state == Enrolment.State.PLACED and (
            enrolment.placed_at is None or enrolment.placed_at < session.ends_at
        )
        found.append(
            Line(
                enrolment,
                rows.get(enrolment.pk),
                needs.text if needs else "",
                is_expected=is_expected,
                marks=tuple(said.get(enrolment.pk, ())),
            )
        )
    return found


def counts(of: Iterable[Line]) -> Counts:
    marks = [line.mark for line in of if line.is_expected or line.mark]
    return Counts(
        expected=len(marks),
        present=marks.count(Attendance.Mark.PRESENT),
        late=marks.count(Attendance.Mark.LATE),
        absent=marks.count(Attendance.Mark.ABSENT),
        unmarked=marks.count(""),
    )


def corrections(session: Session) -> QuerySet[AttendanceCorrection]:
    """What was changed after the session was closed, newest first."""
    return AttendanceCorrection.objects.filter(attendance__session=session).select_related(
        "attendance__enrolment__person", "corrected_by"
    )


def sessions_without_attendance(programme: Programme) -> QuerySet[Session]:
    """Sessions that are over and not closed, the oldest first, with `placed_count` and `marked_count`."""
    placed = Q(cycle__enrolments__state=Enrolment.State.PLACED)
    return (
        Session.objects.filter(cycle__programme=programme, ends_at__lte=clock.now(), closed_at__isnull=True)
        .select_related("cycle")
        .annotate(
            placed_count=Count("cycle__enrolments", filter=placed, distinct=True),
            marked_count=Count("attendance", distinct=True),
        )
        .order_by("starts_at", "pk")
    )


def minutes_of_cycle(cycle: Cycle) -> int:
    """Minutes that all sessions of the cycle last together (no query where they are at hand)."""
    return sum(hours.minutes_between(one.starts_at, one.ends_at) for one in cycle.sessions.all())


@dataclass(frozen=True)
class Attended:
    """How long somebody was there, and at how many sessions."""

    minutes: int = 0
    sessions: int = 0


def attended_by_enrolment(cycle: Cycle) -> dict[int, Attended]:
    """Enrolment id -> what was attended of the closed sessions; who never came is absent from the answer."""
    rows = Attendance.objects.filter(
        enrolment__cycle=cycle, session__closed_at__isnull=False, mark__in=Attendance.CAME
    ).values_list("enrolment_id", "session__starts_at", "session__ends_at", "minutes_missed")
    found: dict[int, Attended] = {}
    for enrolment, start, end, missed in rows:
        so_far = found.get(enrolment, Attended())
        minutes = so_far.minutes + hours.minutes_attended(start, end, missed)
        found[enrolment] = Attended(minutes, so_far.sessions + 1)
    return found


def needs_of(cycle: Cycle) -> list[Enrolment]:
    """People with a place who said what they need, by name: `needs.text` is health data, only for who must act."""
    return list(
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED, needs__isnull=False)
        .select_related("person", "needs")
        .order_by("person__sort_key", "pk")
    )
