"""Sign-ups out of a table: kept for a look, then all signed up together, or nobody."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, locks
from osnowa.people.models import Account
from osnowa.workshops.actions.enrolment import enrol
from osnowa.workshops.actions.places import lock_cycle
from osnowa.workshops.models import Cycle, SignUpSheet
from osnowa.workshops.rules.answers import Answers

MOST_ROWS = 200
KEPT = dt.timedelta(days=1)

sheet_read = audit.deed("workshops.sheet_read", gettext_lazy("Table of sign-ups uploaded"))
sheet_imported = audit.deed("workshops.sheet_imported", gettext_lazy("Sign-ups taken over from a table"))


class SignUpRow(Protocol):
    """A row that was read without errors. `person`: name, email, organisation, phone, needs."""

    @property
    def person(self) -> dict[str, Any]: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def is_known(self) -> bool: ...


@dataclass(frozen=True)
class Imported:
    """How many were signed up, and how many had been before."""

    fresh: int
    known: int


@transaction.atomic
def keep_sheet(
    cycle: Cycle,
    *,
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    matching: Mapping[str, int],
    by: Account,
) -> SignUpSheet:
    """Keep a table until it is looked at and taken over, for a day at the most. Nobody is signed up yet."""
    sheet = SignUpSheet.objects.create(
        cycle=cycle,
        name=name[:120],
        header=list(header),
        rows=[list(row) for row in rows],
        matching=dict(matching),
        uploaded_by=by,
    )
    sheet_read.record(sheet, by=by, programme_id=cycle.programme_id, rows=len(sheet.rows))
    return sheet


@transaction.atomic
def match_columns(sheet: SignUpSheet, matching: Mapping[str, int], *, by: Account) -> None:  # noqa: ARG001  every deed says by whom
    """Note what is in which column."""
    SignUpSheet.objects.filter(pk=sheet.pk).update(matching=dict(matching))


@transaction.atomic
def import_sheet(sheet: SignUpSheet, rows: Sequence[SignUpRow], *, by: Account) -> Imported:
    """Sign up everybody in the order of the table; each gets the usual letter. Then the table is deleted.

    Whoever is signed up already is passed over, so the same table twice is once. Places are given as to visitors: who
    finds none waits on the reserve list, also after recruitment has closed.
    Raises RuleBroken as `enrol` does, and then nobody is signed up; SignUpSheet.DoesNotExist where it is gone.
    """
    cycle = lock_cycle(sheet.cycle)
    locks.lock(sheet)
    fresh = 0
    for n, row in enumerate(rows):
        if row.is_known:
            continue
        result = enrol(
            cycle,
            name=row.person["name"],
            email=row.person["email"],
            phone=row.person.get("phone", ""),
            organisation=row.person["organisation"],
            needs=row.person.get("needs", ""),
            keep_needs=False,
            submission_key=f"sheet-{sheet.pk}-{n}",
            clause=None,
            language="pl",
            accept_reserve=True,
            answers=row.answers,
            by=by,
        )
        fresh += result.fresh
    sheet_imported.record(cycle, by=by, programme_id=cycle.programme_id, count=fresh)
    sheet.delete()
    return Imported(fresh, len(rows) - fresh)


@transaction.atomic
def drop_sheet(sheet: SignUpSheet, *, by: Account) -> None:  # noqa: ARG001  every deed says by whom
    """Forget a table without signing anybody up."""
    SignUpSheet.objects.filter(pk=sheet.pk).delete()


@transaction.atomic
def delete_old_sheets() -> int:
    """Forget tables that nobody took over within a day. Returns how many."""
    return SignUpSheet.objects.filter(created_at__lt=clock.now() - KEPT).delete()[0]
