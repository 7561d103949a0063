"""Addresses that the team brings: kept for a look, then taken over; who gave no proof is asked by letter first."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from osnowa.lib import clock, locks
from osnowa.newsletter.actions import deeds
from osnowa.newsletter.actions.readers import prove, put_on_lists
from osnowa.newsletter.emails import readers as letters
from osnowa.newsletter.models import AddressSheet, MailingList, Reader, ReaderConsent
from osnowa.newsletter.queries.readers import person_of
from osnowa.newsletter.queries.sheets import judged
from osnowa.newsletter.rules import imports
from osnowa.people.models import Account
from osnowa.programme.models import Programme

MOST_ROWS = 5000
KEPT = dt.timedelta(days=1)


@dataclass(frozen=True)
class Imported:
    """How many came in at once, how many were asked by letter, how many stayed out."""

    added: int
    asked: int
    left_out: int


@transaction.atomic
def keep_sheet(
    programme: Programme,
    *,
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    origin: str,
    has_proof: bool,
    lists: Collection[MailingList],
    by: Account,
) -> AddressSheet:
    """Keep a list until it is looked at and taken over, for a day at the most. Nobody is a reader yet.

    `origin`: where these people agreed; it becomes their proof. `has_proof`: the team can show each consent.
    """
    sheet = AddressSheet.objects.create(
        programme=programme,
        name=name[:120],
        header=list(header),
        rows=[list(row) for row in rows],
        origin=origin[:500],
        has_proof=has_proof,
        uploaded_by=by,
        created_at=clock.now(),
    )
    sheet.mailing_lists.set(lists)
    deeds.sheet_read.record(sheet, by=by, programme_id=programme.pk, rows=len(sheet.rows))
    return sheet


@transaction.atomic
def import_sheet(sheet: AddressSheet, *, by: Account) -> Imported:
    """Take over whoever may come in, judged anew at this moment; then the list is deleted. The same list twice is once.

    Raises AddressSheet.DoesNotExist where it is gone (a second click).
    """
    locks.lock_words("newsletter.import")
    sheet = locks.lock(sheet)
    lists = list(sheet.mailing_lists.all())
    found = judged(sheet)
    for row in (*found.fresh, *found.asked):
        _take_in(row, sheet, lists)
    done = Imported(len(found.fresh), len(found.asked), len(found.out))
    deeds.sheet_imported.record(
        sheet,
        by=by,
        programme_id=sheet.programme_id,
        added=done.added,
        asked=done.asked,
        left_out=done.left_out,
    )
    sheet.delete()
    return done


def _take_in(row: imports.Row, sheet: AddressSheet, lists: list[MailingList]) -> None:
    now = clock.now()
    is_sure = row.verdict == imports.ADD
    reader = Reader.objects.create(
        email=row.email,
        language=row.language,
        created_at=now,
        confirmed_at=now if is_sure else None,
        person=person_of(row.email) if is_sure else None,
    )
    put_on_lists(reader, lists)
    agreed_at = clock.moment(row.agreed_on, dt.time(12)) if row.agreed_on else now
    step = ReaderConsent.Step.CONFIRMED if is_sure else ReaderConsent.Step.ASKED
    prove(
        reader,
        step,
        ReaderConsent.Way.IMPORT,
        words=sheet.origin,
        happened_at=agreed_at if is_sure else now,
    )
    if not is_sure:
        letters.to_confirm(reader)


@transaction.atomic
def drop_sheet(sheet: AddressSheet, *, by: Account) -> None:  # noqa: ARG001  every deed says by whom
    """Forget a list without taking anybody over."""
    AddressSheet.objects.filter(pk=sheet.pk).delete()


@transaction.atomic
def delete_old_sheets() -> int:
    """Forget lists that nobody took over within a day. Returns how many."""
    return AddressSheet.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
