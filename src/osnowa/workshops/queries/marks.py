"""Reading everything that was said about who came, and what of it contradicts itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from osnowa.workshops.models import AttendanceMark, Enrolment, Session
from osnowa.workshops.rules import marks as rules


@dataclass(frozen=True)
class Conflict:
    """Two devices said different things about one person.

    `marks`: the oldest first; `counts`: until somebody chooses.
    """

    enrolment: Enrolment
    marks: tuple[AttendanceMark, ...]
    counts: AttendanceMark


def said(session: Session, enrolment: Enrolment) -> QuerySet[AttendanceMark]:
    """Every mark about one person, in the order of arrival."""
    return AttendanceMark.objects.filter(session=session, enrolment=enrolment).select_related("account")


def standing_of(marks: Iterable[AttendanceMark]) -> rules.Standing:
    return rules.standing(
        rules.Said(
            key=mark.key,
            order=mark.pk,
            word=mark.mark,
            made_at=mark.made_at,
            minutes_missed=mark.minutes_missed,
            follows=mark.follows,
            knows_all=mark.knows_all,
            by_participant=mark.by_participant,
        )
        for mark in marks
    )


def marks_by_enrolment(session: Session) -> dict[int, list[AttendanceMark]]:
    """All marks of a session in one query: enrolment id -> its marks in the order of arrival."""
    found: dict[int, list[AttendanceMark]] = {}
    for mark in (
        AttendanceMark.objects.filter(session=session)
        .select_related("account", "enrolment__person")
        .order_by("pk")
    ):
        found.setdefault(mark.enrolment_id, []).append(mark)
    return found


def conflicts(session: Session, marks: dict[int, list[AttendanceMark]] | None = None) -> list[Conflict]:
    """What the trainer has to choose, by name. After closing nothing is asked any more."""
    if session.closed_at is not None:
        return []
    found = []
    for one in (marks if marks is not None else marks_by_enrolment(session)).values():
        stands = standing_of(one)
        if not stands.rivals or stands.counts is None:
            continue
        by_key = {mark.key: mark for mark in one}
        found.append(
            Conflict(
                one[0].enrolment,
                tuple(by_key[rival.key] for rival in stands.rivals),
                by_key[stands.counts.key],
            )
        )
    return sorted(found, key=lambda conflict: (conflict.enrolment.person.sort_key, conflict.enrolment.pk))


def arrived_too_late(session: Session) -> QuerySet[AttendanceMark]:
    """Marks made without network that were delivered after the list had been closed: kept, and not counted."""
    if session.closed_at is None:
        return AttendanceMark.objects.none()
    return (
        AttendanceMark.objects.filter(session=session, received_at__gt=F("session__closed_at"))
        .filter(source=AttendanceMark.Source.DEVICE)
        .select_related("account", "enrolment__person")
    )
