"""What workshops know about a person: export and erase."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from osnowa.lib import clock, mail
from osnowa.people.models import Person
from osnowa.workshops.models import (
    AccessNeeds,
    Attendance,
    AttendanceCorrection,
    Certificate,
    Enrolment,
    SignedSheet,
)
from osnowa.workshops.models.enrolment import new_token

State = Enrolment.State


def export(person: Person) -> dict[str, Any]:
    """Sign-ups with needs, attendance and certificates, as plain values for a file that the person may read."""
    rows = (
        Enrolment.objects.filter(person=person)
        .select_related("cycle__programme", "membership", "clause", "needs")
        .prefetch_related(
            "attendance__session__sheets",
            "attendance__corrections",
            "attendance_marks__session",
            "certificates",
        )
        .order_by("created_at", "pk")
    )
    return {"enrolments": [_enrolment(row) for row in rows]}


def _enrolment(row: Enrolment) -> dict[str, Any]:
    needs = getattr(row, "needs", None)
    return {
        "reference": row.reference,
        "programme": row.cycle.programme.title,
        "cycle": row.cycle.title,
        "state": row.state,
        "organisation": row.membership.typed if row.membership else "",
        "language": row.language,
        "clause_version": row.clause.version if row.clause else None,
        "created_at": row.created_at.isoformat(),
        "placed_at": row.placed_at.isoformat() if row.placed_at else None,
        "cancelled_at": row.cancelled_at.isoformat() if row.cancelled_at else None,
        "needs": {"text": needs.text, "keep": needs.keep} if needs else None,
        "attendance": [
            {
                "session": f"{mark.session.number}. {mark.session.title}",
                "starts_at": mark.session.starts_at.isoformat(),
                "mark": mark.mark,
                "minutes_missed": mark.minutes_missed,
                "came_at": mark.came_at.isoformat() if mark.came_at else None,
                "left_at": mark.left_at.isoformat() if mark.left_at else None,
                "signed_lists": [sheet.name for sheet in mark.session.sheets.all()],
                "corrections": [
                    {"reason": correction.reason, "corrected_at": correction.corrected_at.isoformat()}
                    for correction in mark.corrections.all()
                ],
            }
            for mark in row.attendance.all()
        ],
        "marks_made": [
            {
                "session": f"{mark.session.number}. {mark.session.title}",
                "mark": mark.mark or None,
                "minutes_missed": mark.minutes_missed,
                "came_at": mark.came_at.isoformat() if mark.came_at else None,
                "left_at": mark.left_at.isoformat() if mark.left_at else None,
                "source": mark.source,
                "made_at": mark.made_at.isoformat(),
            }
            for mark in row.attendance_marks.all()
        ],
        "certificates": [
            {
                "number": paper.number,
                "code": paper.code,
                "facts": paper.facts,
                "issued_at": paper.issued_at.isoformat(),
                "revoked_at": paper.revoked_at.isoformat() if paper.revoked_at else None,
                "revoked_because": paper.revoked_because,
            }
            for paper in row.certificates.all()
        ],
    }


@transaction.atomic
def erase(person: Person) -> None:
    """Forget who it was: needs deleted, links dead, names on papers blanked; attendance and totals stay.

    The scan of a signed list proves the presence of many, so it goes with the last of them.

    A seat in a cycle that is not over is let go at once, so that the clock gives it to the next in line.
    """
    now = clock.now()
    mail.forget_about(Enrolment, list(Enrolment.objects.filter(person=person).values_list("pk", flat=True)))
    mail.forget_about(
        Certificate,
        list(Certificate.objects.filter(enrolment__person=person).values_list("pk", flat=True)),
    )
    AccessNeeds.objects.filter(enrolment__person=person).delete()
    AttendanceCorrection.objects.filter(attendance__enrolment__person=person).update(reason="")
    for row in Enrolment.objects.filter(person=person).order_by("pk"):
        row.token = new_token()
        row.submission_key = f"erased-{row.pk}"
        if row.state != State.CANCELLED and row.cycle.sessions.filter(ends_at__gt=now).exists():
            row.state_before, row.state = row.state, State.CANCELLED
            row.cancelled_at = now
            row.held_until = now if row.state_before == State.PLACED else None
        row.save()
    _delete_sheets_of_nobody(person)
    for paper in Certificate.objects.filter(enrolment__person=person):
        paper.facts = {**paper.facts, "name": "", "organisation": ""}
        paper.revoked_because = ""
        paper.save(update_fields=["facts", "revoked_because"])


def _delete_sheets_of_nobody(person: Person) -> None:
    """Scans of sessions whose people are all erased, this one included."""
    others = Attendance.objects.filter(
        session=OuterRef("session"), enrolment__person__erased_at__isnull=True
    ).exclude(enrolment__person=person)
    for sheet in SignedSheet.objects.filter(session__attendance__enrolment__person=person).exclude(
        Exists(others)
    ):
        transaction.on_commit(lambda kept=sheet.file: kept.storage.delete(kept.name))  # type: ignore[misc]
        sheet.delete()
