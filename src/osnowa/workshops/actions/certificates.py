"""Issuing certificates, taking them back, issuing them anew. Numbers of a programme have no gaps."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account
from osnowa.workshops import emails
from osnowa.workshops.models import Certificate, CertificateBatch, Cycle, Session
from osnowa.workshops.queries.certificates import Candidate, candidates, is_finished
from osnowa.workshops.queries.papers import as_words, facts_of
from osnowa.workshops.rules import certificates as rules

Reason = Certificate.Reason
AT_ONCE = 25  # in one transaction: nobody who writes at the same time waits longer than a second

certificate_issued = audit.deed("workshops.certificate_issued", gettext_lazy("issued a certificate"))
certificate_reissued = audit.deed("workshops.certificate_reissued", gettext_lazy("issued a certificate anew"))
certificate_revoked = audit.deed("workshops.certificate_revoked", gettext_lazy("revoked a certificate"))


@transaction.atomic
def issue_certificates(cycle: Cycle, *, by: Account | None) -> list[Certificate]:
    """Issue a certificate to everybody who earned one in a finished cycle and never had one. Each gets a mail.

    Asked again it issues only what became due since. Of many, the first AT_ONCE are issued here and the worker issues
    the rest (CertificateBatch tells how far it is). Raises RuleBroken ("unfinished") while a session is not closed.
    """
    cycle = _lock(cycle)
    if not is_finished(cycle):
        raise RuleBroken(
            _("Certificates are issued when all sessions of the cycle are closed."), code="unfinished"
        )
    running = CertificateBatch.objects.filter(cycle=cycle, finished_at=None).exists()
    due = [] if running else _due(cycle)
    issued = _issue_all(cycle, due[:AT_ONCE], by=by)
    if len(due) > AT_ONCE:
        CertificateBatch.objects.create(cycle=cycle, total=len(due), done=len(issued), asked_by=by)
    return issued


@transaction.atomic
def continue_batch(batch: CertificateBatch) -> int:
    """Issue the next AT_ONCE certificates of a batch and say how many are left. Done once, it is done: 0.

    A worker killed in the middle loses nothing: the next one goes on with whoever has none yet.
    """
    cycle = _lock(batch.cycle)
    batch = lock(batch)
    if batch.finished_at is not None:
        return 0
    due = _due(cycle) if is_finished(cycle) else []  # a session may have been added meanwhile
    issued = _issue_all(cycle, due[:AT_ONCE], by=batch.asked_by)
    left = len(due) - len(issued)
    batch.done += len(issued)
    batch.total = batch.done + left
    batch.finished_at = None if left else clock.now()
    batch.save(update_fields=["done", "total", "finished_at"])
    return left


def _due(cycle: Cycle) -> list[Candidate]:
    return [candidate for candidate in candidates(cycle) if candidate.is_due]


def _issue_all(cycle: Cycle, due: list[Candidate], *, by: Account | None) -> list[Certificate]:
    if not due:
        return []
    sessions = list(cycle.sessions.all())
    issued = []
    for sequence, candidate in enumerate(due, start=_next_sequence(cycle)):
        certificate = _issue(cycle, sessions, candidate, sequence, by=by)
        certificate_issued.record(
            certificate, by=by, programme_id=cycle.programme_id, number=certificate.number
        )
        emails.certificate_issued(certificate)
        issued.append(certificate)
    return issued


@transaction.atomic
def revoke_certificate(
    certificate: Certificate, reason: str, *, because: str = "", by: Account | None
) -> Certificate:
    """Say that a certificate is not valid any more. Anybody who checks its code sees the day and the kind of reason.

    `reason`: a Certificate.Reason. `because`: the team's own words, never shown outside. The person gets a mail.
    Revoked before, it stays as it was. Raises RuleBroken ("reason").
    """
    _lock(certificate.enrolment.cycle)
    certificate = _fresh(certificate)
    if certificate.revoked_at is not None:
        return certificate
    if reason not in {Reason.HOURS, Reason.MISTAKE, Reason.REQUEST}:
        raise RuleBroken(_("Choose why it is revoked."), code="reason", field="reason")
    _revoke(certificate, reason, because, by=by)
    emails.certificate_revoked(certificate)
    return certificate


@transaction.atomic
def reissue_certificate(
    certificate: Certificate, *, because: str = "", language: str = "", by: Account | None
) -> Certificate:
    """Issue it anew with today's facts (a corrected name) and a new number; a valid one is revoked as replaced.

    `language`: of the new paper; empty keeps the one of the certificate before.
    Also brings back one that was revoked. Asked twice, the first new one is the answer.
    Raises RuleBroken: "too_few_hours", "tests", "no_place" (the enrolment was cancelled), "erased", "again" (another
    is valid).
    """
    cycle = _lock(certificate.enrolment.cycle)
    certificate = _fresh(certificate)
    successor = Certificate.objects.filter(replaces=certificate).first()
    if successor is not None:
        return successor
    valid = Certificate.objects.filter(enrolment_id=certificate.enrolment_id, revoked_at__isnull=True).first()
    if valid is not None and valid.pk != certificate.pk:
        raise RuleBroken(
            _("This person already has a valid certificate: %(number)s.") % {"number": valid.number},
            code="again",
        )
    candidate = _candidate(cycle, certificate)
    if certificate.revoked_at is None:
        _revoke(certificate, Reason.REPLACED, because, by=by)
    new = _issue(
        cycle,
        list(cycle.sessions.all()),
        candidate,
        _next_sequence(cycle),
        replaces=certificate,
        language=language or certificate.language,
        by=by,
    )
    certificate_reissued.record(
        new, by=by, programme_id=cycle.programme_id, number=new.number, replaces=certificate.number
    )
    emails.certificate_issued(new)
    return new


def _lock(cycle: Cycle) -> Cycle:
    """The cycle, then the numbers of its programme: always in this order."""
    locked = lock(cycle)
    lock_words("certificate numbers", locked.programme_id)
    return locked


def _fresh(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_related("enrolment__person", "enrolment__cycle__programme").get(
        pk=certificate.pk
    )


def _next_sequence(cycle: Cycle) -> int:
    last = Certificate.objects.filter(programme=cycle.programme_id).order_by("-sequence").first()
    return last.sequence + 1 if last else 1


def _candidate(cycle: Cycle, certificate: Certificate) -> Candidate:
    found = next(
        (one for one in candidates(cycle) if one.enrolment.pk == certificate.enrolment_id),
        None,
    )
    if found is None:
        raise RuleBroken(_("This person no longer has a place in the cycle."), code="no_place")
    if found.enrolment.person.erased_at is not None:
        raise RuleBroken(_("This person's data were erased at their request."), code="erased")
    if found.has_hours and found.lacks_tests:
        raise RuleBroken(
            _("This cycle asks for both tests, before and after, and this person has not done them."),
            code="tests",
        )
    if not found.is_earned:
        raise RuleBroken(
            _("Attendance no longer covers it: %(hours)s of %(hours_of)s hours, and %(share)d %% are needed.")
            % {"hours": as_words(found.hours), "hours_of": as_words(found.hours_of), "share": found.share},
            code="too_few_hours",
        )
    return found


def _issue(
    cycle: Cycle,
    sessions: list[Session],
    candidate: Candidate,
    sequence: int,
    *,
    replaces: Certificate | None = None,
    language: str = "",
    by: Account | None,
) -> Certificate:
    candidate.enrolment.cycle = cycle
    facts = facts_of(cycle, sessions, candidate)
    return Certificate.objects.create(
        enrolment=candidate.enrolment,
        programme_id=cycle.programme_id,
        sequence=sequence,
        number=rules.number(cycle.number, clock.today().year, sequence),
        code=_unused_code(),
        language=language or candidate.enrolment.language,
        facts=facts,
        finished_on=facts["last_on"],
        issued_at=clock.now(),
        issued_by=by,
        replaces=replaces,
    )


def _unused_code() -> str:
    while True:
        code = rules.new_code(secrets.choice)
        if not Certificate.objects.filter(code=code).exists():
            return code


def _revoke(certificate: Certificate, reason: str, because: str, *, by: Account | None) -> None:
    certificate.revoked_at = clock.now()
    certificate.revoked_by = by
    certificate.revoked_reason = reason
    certificate.revoked_because = text.clean(because)[:300]
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoked_reason", "revoked_because"])
    certificate_revoked.record(
        certificate, by=by, programme_id=certificate.programme_id, number=certificate.number, reason=reason
    )
