"""Reading who earned a certificate, who has one, and which ones attendance no longer covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from osnowa.people.models import Person
from osnowa.programme.models import Programme
from osnowa.workshops.models import Attendance, Certificate, CertificateBatch, Cycle, Enrolment, Session
from osnowa.workshops.queries.attendance import (
    Attended,
    attended_by_enrolment,
    minutes_of_cycle,
    organisation_of,
)
from osnowa.workshops.rules import certificates as rules
from osnowa.workshops.rules import hours


def certificates_of_person(person: Person) -> QuerySet[Certificate]:
    """The person's valid certificates, newest first."""
    return (
        Certificate.objects.filter(enrolment__person=person, revoked_at=None)
        .select_related("enrolment__cycle__programme")
        .order_by("-issued_at", "-pk")
    )


@dataclass(frozen=True)
class Candidate:
    """Somebody who took part in a cycle: how long they were there, and the certificate they have or had last."""

    enrolment: Enrolment
    attended: Attended
    minutes_of: int
    share: int
    certificate: Certificate | None = None
    tests_needed: bool = False

    @property
    def hours(self) -> Decimal:
        return hours.as_hours(self.attended.minutes)

    @property
    def hours_of(self) -> Decimal:
        return hours.as_hours(self.minutes_of)

    @property
    def has_hours(self) -> bool:
        return rules.is_earned(self.attended.minutes, self.minutes_of, self.share)

    @property
    def lacks_tests(self) -> bool:
        """The cycle asks for both tests, and this person has not done them."""
        return self.tests_needed and self.enrolment.tests_done_at is None

    @property
    def is_earned(self) -> bool:
        return rules.is_earned(
            self.attended.minutes, self.minutes_of, self.share, lacks_tests=self.lacks_tests
        )

    @property
    def is_due(self) -> bool:
        """Earned, and never issued. One that was revoked comes back only when somebody issues it again by hand."""
        return self.is_earned and self.certificate is None and self.enrolment.person.erased_at is None

    @property
    def is_uncovered(self) -> bool:
        """Holds a valid certificate that the hours no longer cover."""
        return self.certificate is not None and self.certificate.is_valid and not self.has_hours

    @property
    def organisation(self) -> str:
        return organisation_of(self.enrolment)


def is_finished(cycle: Cycle) -> bool:
    """A cycle with sessions is finished once all of them are closed."""
    closed = Session.objects.filter(cycle=cycle).values_list("closed_at", flat=True)
    return bool(closed) and None not in closed


def candidates(cycle: Cycle, issued: Iterable[Certificate] | None = None) -> list[Candidate]:
    """Everybody with a place in the cycle, by name: who gets a certificate, and who does not and why.

    `issued`: all certificates of the cycle, where they are at hand.
    """
    papers = Certificate.objects.filter(enrolment__cycle=cycle) if issued is None else issued
    last: dict[int, Certificate] = {}
    for certificate in sorted(papers, key=lambda paper: paper.sequence):
        last[certificate.enrolment_id] = certificate
    attended, whole = attended_by_enrolment(cycle), minutes_of_cycle(cycle)
    people = (
        Enrolment.objects.filter(cycle=cycle, state=Enrolment.State.PLACED)
        .select_related("person", "membership__organisation")
        .order_by("person__sort_key", "pk")
    )
    return [
        Candidate(
            enrolment,
            attended.get(enrolment.pk, Attended()),
            whole,
            cycle.share_for_certificate,
            last.get(enrolment.pk),
            tests_needed=cycle.tests_for_certificate,
        )
        for enrolment in people
    ]


def certificates_of(cycle: Cycle) -> QuerySet[Certificate]:
    """All that were ever issued for the cycle, newest first."""
    return (
        Certificate.objects.filter(enrolment__cycle=cycle)
        .select_related("enrolment__person", "replaced_by")
        .order_by("-sequence")
    )


def batches_running() -> QuerySet[CertificateBatch]:
    """Mass issues that the worker has not ended yet, oldest first."""
    return (
        CertificateBatch.objects.filter(finished_at=None).select_related("cycle", "asked_by").order_by("pk")
    )


def running_batch(cycle: Cycle) -> CertificateBatch | None:
    return CertificateBatch.objects.filter(cycle=cycle, finished_at=None).first()


def valid_certificate(enrolment: Enrolment) -> Certificate | None:
    return Certificate.objects.filter(enrolment=enrolment, revoked_at__isnull=True).first()


def certificate_by_code(code: str) -> Certificate | None:
    """`code` as `rules.certificates.read_code` writes it."""
    return (
        Certificate.objects.filter(code=code)
        .select_related("programme__operator", "enrolment__cycle", "replaced_by")
        .first()
    )


def cycles_with_certificates_due(programme: Programme) -> list[Cycle]:
    """Finished cycles in which somebody earned a certificate that was not issued (after a correction, mostly)."""
    sessions = Session.objects.filter(cycle=OuterRef("pk"))
    finished = Cycle.objects.filter(
        Exists(sessions), ~Exists(sessions.filter(closed_at__isnull=True)), programme=programme
    )
    return [cycle for cycle in finished if any(candidate.is_due for candidate in candidates(cycle))]


def certificates_uncovered(programme: Programme) -> list[Certificate]:
    """Valid certificates whose hours, after a correction, no longer reach the share that they were issued for.

    Three queries, however many certificates: the coordinator must revoke these or correct the attendance.
    """
    valid = list(
        Certificate.objects.filter(programme=programme, revoked_at__isnull=True).select_related(
            "enrolment__person", "enrolment__cycle"
        )
    )
    cycles = {certificate.enrolment.cycle_id for certificate in valid}
    whole: dict[int, int] = {}
    attended: dict[int, int] = {}
    marks = {
        (session, enrolment): missed
        for session, enrolment, missed in Attendance.objects.filter(
            session__cycle__in=cycles, session__closed_at__isnull=False, mark__in=Attendance.CAME
        ).values_list("session_id", "enrolment_id", "minutes_missed")
    }
    times = {
        session: (cycle, start, end)
        for session, cycle, start, end in Session.objects.filter(cycle__in=cycles).values_list(
            "pk", "cycle_id", "starts_at", "ends_at"
        )
    }
    for cycle, start, end in times.values():
        whole[cycle] = whole.get(cycle, 0) + hours.minutes_between(start, end)
    for (session, enrolment), missed in marks.items():
        _cycle, start, end = times[session]
        attended[enrolment] = attended.get(enrolment, 0) + hours.minutes_attended(start, end, missed)
    return [
        certificate
        for certificate in valid
        if not rules.is_earned(
            attended.get(certificate.enrolment_id, 0),
            whole.get(certificate.enrolment.cycle_id, 0),
            int(certificate.facts.get("share", certificate.enrolment.cycle.share_for_certificate)),
        )
    ]
