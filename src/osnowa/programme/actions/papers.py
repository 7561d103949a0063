"""Certificates of service: for trainers, mentors and volunteers. Numbers of a kind have no gaps."""

import datetime as dt
import secrets
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, clock, codes
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock, lock_words
from osnowa.people.models import Account
from osnowa.programme import emails
from osnowa.programme.models import Programme, ServicePaper

Kind = ServicePaper.Kind
LETTERS = {Kind.TRAINER: "T", Kind.MENTOR: "M", Kind.VOLUNTEER: "V"}
MOST_LINES = 12

issued = audit.deed("programme.service_paper_issued", _("issued a certificate of work in the programme"))
revoked = audit.deed("programme.service_paper_revoked", _("revoked a certificate of work in the programme"))


@transaction.atomic
def issue_service_paper(
    programme: Programme,
    account: Account,
    kind: str,
    *,
    hours: Decimal,
    first_on: dt.date | None,
    last_on: dt.date | None,
    work: list[str],
    language: str = "",
    by: Account | None,
) -> ServicePaper:
    """Write down for good what somebody did: `hours` of 60 minutes between two days, with up to 12 lines about it.

    One that was issued before is replaced: it is not valid any more. The same facts again are the same paper.
    Raises RuleBroken ("nothing") where there are no hours.
    """
    programme = lock(programme)
    lock_words("service papers", programme.pk, kind)
    if hours <= 0:
        raise RuleBroken(_("There are no hours yet that could be certified."), code="nothing")
    facts = {
        "name": account.get_full_name(),
        "programme": programme.title,
        "operator": programme.operator.name,
        "city": programme.city,
        "funding_note": programme.funding_note,
        "hours": str(hours.normalize()) if hours % 1 else str(int(hours)),
        "first_on": first_on.isoformat() if first_on else "",
        "last_on": last_on.isoformat() if last_on else "",
        "work": work[:MOST_LINES],
    }
    language = language or account.language
    before = ServicePaper.objects.filter(
        programme=programme, account=account, kind=kind, revoked_at=None
    ).first()
    if before is not None:
        if before.facts == facts and before.language == language:
            return before
        _revoke(before, by=by)
    last = ServicePaper.objects.filter(programme=programme, kind=kind).order_by("-sequence").first()
    sequence = last.sequence + 1 if last else 1
    paper = ServicePaper.objects.create(
        programme=programme,
        account=account,
        kind=kind,
        sequence=sequence,
        number=f"{LETTERS[Kind(kind)]}/{clock.today().year}/{sequence:03d}",
        code=_unused_code(),
        language=language,
        facts=facts,
        issued_at=clock.now(),
        issued_by=by,
    )
    issued.record(paper, by=by, programme_id=programme.pk, number=paper.number)
    emails.service_paper(paper)
    return paper


@transaction.atomic
def revoke_service_paper(paper: ServicePaper, *, by: Account | None) -> ServicePaper:
    """Say that a paper is not valid any more. A second click changes nothing."""
    paper = lock(paper)
    if paper.revoked_at is None:
        _revoke(paper, by=by)
    return paper


def _revoke(paper: ServicePaper, *, by: Account | None) -> None:
    paper.revoked_at = clock.now()
    paper.revoked_by = by
    paper.save(update_fields=["revoked_at", "revoked_by"])
    revoked.record(paper, by=by, programme_id=paper.programme_id, number=paper.number)


def _unused_code() -> str:
    while True:
        code = codes.new_code(secrets.choice)
        if not ServicePaper.objects.filter(code=code).exists():
            return code
