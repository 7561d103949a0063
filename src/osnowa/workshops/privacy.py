"""What workshops know about a person: export and erase."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.lib import clock, mail, text
from osnowa.people.models import Person
from osnowa.people.rules import names
from osnowa.workshops.models import (
    AccessNeeds,
    Answer,
    Attendance,
    AttendanceCorrection,
    BusyTime,
    CalendarFeed,
    Certificate,
    Enrolment,
    Interest,
    Letter,
    Mark,
    RankingRow,
    SignedSheet,
    SignUpSheet,
)
from osnowa.workshops.models.enrolment import new_token

State = Enrolment.State


def export(person: Person) -> dict[str, Any]:
    """Sign-ups with needs, marks, lists, attendance and certificates, as plain values for the person to read."""
    rows = (
        Enrolment.objects.filter(person=person)
        .select_related("cycle__programme", "membership", "clause", "needs")
        .prefetch_related(
            "attendance__session__sheets",
            "attendance__corrections",
            "attendance_marks__session",
            "certificates",
            "marks__criterion",
            "ranking_rows__ranking",
            "answers__question",
        )
        .order_by("created_at", "pk")
    )
    return {
        "enrolments": [_enrolment(row) for row in rows],
        "calendars": [
            {"calendar": str(feed.get_kind_display()), "created_at": feed.created_at.isoformat()}
            for feed in _feeds(person)
        ],
        "busy_times": [
            {
                "calendar": str(busy.source),
                "starts_at": busy.starts_at.isoformat(),
                "ends_at": busy.ends_at.isoformat(),
            }
            for busy in BusyTime.objects.filter(account__person=person)
        ],
        "interests": [_interest(row) for row in _interests(person).select_related("cycle__programme")],
    }


def _feeds(person: Person) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(Q(person=person) | Q(account__person=person)).order_by("pk")


def _interests(person: Person) -> QuerySet[Interest]:
    """What was left under the person's address with their name, or with none: others may share the mailbox."""
    if not person.email:
        return Interest.objects.none()
    rows = Interest.objects.filter(email_key=person.email_key)
    own = [name for name in rows.values_list("name", flat=True) if not name or _key(name) == person.name_key]
    return rows.filter(name__in=own)


def _key(name: str) -> str:
    """As people.models.Person writes it."""
    return names.folded(name) or name.casefold()


def _interest(row: Interest) -> dict[str, Any]:
    return {
        "programme": row.cycle.programme.title,
        "cycle": row.cycle.title,
        "email": row.email,
        "name": row.name,
        "created_at": row.created_at.isoformat(),
        "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
    }


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
        "signed_up_by_a_colleague": row.signed_up_by_id is not None,
        "answers": [
            {
                "question": answer.question.text,
                "answer": answer.question.words(answer.value),
                "answered_at": answer.answered_at.isoformat(),
            }
            for answer in row.answers.all()
        ],
        "offered_until": row.offered_until.isoformat() if row.offered_until else None,
        "offer_declined_at": row.offer_declined_at.isoformat() if row.offer_declined_at else None,
        "reconfirmed_at": row.reconfirmed_at.isoformat() if row.reconfirmed_at else None,
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
        "marks_given": [
            {
                "criterion": mark.criterion.title,
                "points": mark.points,
                "reviewer_note": mark.note,
                "marked_at": mark.marked_at.isoformat(),
            }
            for mark in row.marks.all()
        ],
        "lists": [
            {
                "version": line.ranking.version,
                "published_at": line.ranking.published_at.isoformat(),
                "rank": line.rank,
                "points": line.points,
                "state": line.outcome,
                "lines": line.lines,
            }
            for line in row.ranking_rows.all()
        ],
        "marks_made": [
            {
                "session": f"{mark.session.number}. {mark.session.title}",
                "mark": mark.mark or None,
                "minutes_missed": mark.minutes_missed,
                "came_at": mark.came_at.isoformat() if mark.came_at else None,
                "left_at": mark.left_at.isoformat() if mark.left_at else None,
                "source": str(mark.get_source_display()),
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


def people_in(programmes: Collection[int]) -> list[Any]:
    """Querysets of ids: who signed up for a cycle of one of these programmes."""
    return [Enrolment.objects.filter(cycle__programme__in=programmes).values("person")]


@transaction.atomic
def erase(person: Person) -> None:
    """Forget who it was: needs deleted, links dead, names on papers blanked; attendance and totals stay.

    The scan of a signed list proves the presence of many, so it goes with the last of them.

    A seat in a cycle that is not over is let go at once, so that the clock gives it to the next in line.
    """
    now = clock.now()
    _feeds(person).delete()
    BusyTime.objects.filter(account__person=person).delete()
    mail.forget_about(Enrolment, list(Enrolment.objects.filter(person=person).values_list("pk", flat=True)))
    mail.forget_about(
        Certificate,
        list(Certificate.objects.filter(enrolment__person=person).values_list("pk", flat=True)),
    )
    AccessNeeds.objects.filter(enrolment__person=person).delete()
    _delete_answers(person)
    _interests(person).delete()
    _delete_sheets_with(person)
    AttendanceCorrection.objects.filter(attendance__enrolment__person=person).update(reason="")
    Mark.objects.filter(enrolment__person=person).update(note="")
    for line in RankingRow.objects.filter(enrolment__person=person):
        line.lines = [{**each, "said": ""} for each in line.lines]
        line.save(update_fields=["lines"])
    for row in Enrolment.objects.filter(person=person).order_by("pk"):
        row.token = new_token()
        row.submission_key = f"erased-{row.pk}"
        if row.state != State.CANCELLED and row.cycle.sessions.filter(ends_at__gt=now).exists():
            had_seat = row.state == State.PLACED or row.offered_until is not None
            row.state_before, row.state = row.state, State.CANCELLED
            row.cancelled_at = now
            row.held_until, row.offered_until = now if had_seat else None, None
        row.save()
        # what was written to this person alone may speak of them
        Letter.objects.filter(cycle=row.cycle_id, audience=f"person:{row.number}").update(
            subject_pl="", text_pl="", subject_en="", text_en=""
        )
    _delete_sheets_of_nobody(person)
    for paper in Certificate.objects.filter(enrolment__person=person):
        paper.facts = {**paper.facts, "name": "", "organisation": ""}
        paper.revoked_because = ""
        paper.save(update_fields=["facts", "revoked_because"])


def _delete_answers(person: Person) -> None:
    """The rows, and their files once the erasure is sure to stand."""
    answers = Answer.objects.filter(enrolment__person=person)
    for answer in answers.exclude(file=""):
        transaction.on_commit(partial(answer.file.storage.delete, str(answer.file.name)))
    answers.delete()


def _delete_sheets_with(person: Person) -> None:
    """Tables on their way in live a day at most; one that names the person goes at once."""
    if not person.email:
        return
    for sheet in SignUpSheet.objects.all():
        if any(text.email_key(cell) == person.email_key for row in sheet.rows for cell in row):
            sheet.delete()


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
