"""A report while it may still change."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme import queries as programme_queries
from osnowa.programme.models import Programme
from osnowa.reporting.models import Report

created = audit.deed("reporting.report_created", _("began a report"))
changed = audit.deed("reporting.report_changed", _("changed a draft of a report"))
removed = audit.deed("reporting.report_removed", _("removed a draft of a report"))

FIELDS = ("kind", "starts_on", "ends_on", "due_on", "narrative", "narrative_activities")


@transaction.atomic
def create_report(
    programme: Programme,
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date,
    due_on: dt.date | None = None,
    by: Account | None,
) -> Report:
    """Begin a report on a period, both days included. A draft of the same kind and period is given back instead.

    Raises RuleBroken: `dates` reversed or outside the programme.
    """
    programme = lock(programme)
    _refuse_wrong_dates(programme, starts_on, ends_on)
    same = Report.objects.filter(
        programme=programme, kind=kind, starts_on=starts_on, ends_on=ends_on, state=Report.State.DRAFT
    ).first()
    if same is not None:
        return same
    report = Report.objects.create(
        programme=programme,
        number=programme_queries.next_number(Report.objects.filter(programme=programme)),
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        created_by=by,
    )
    created.record(report, by=by, programme_id=programme.pk, number=report.number, kind=kind)
    return report


@transaction.atomic
def change_report(report: Report, *, by: Account | None, **fields: Any) -> Report:
    """Change a draft. Raises RuleBroken: `submitted` (it stands still), `dates` as `create_report`."""
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"A report has no {', '.join(sorted(unknown))} to set.")
    report = lock(report)
    refuse_submitted(report)
    for name in ("narrative", "narrative_activities"):
        if name in fields:
            fields[name] = fields[name].replace("\r\n", "\n").strip()
    touched = sorted(name for name, value in fields.items() if getattr(report, name) != value)
    for name in touched:
        setattr(report, name, fields[name])
    _refuse_wrong_dates(report.programme, report.starts_on, report.ends_on)
    if touched:
        report.save(update_fields=touched)
        changed.record(report, by=by, programme_id=report.programme_id, fields=touched)
    return report


@transaction.atomic
def remove_draft(report: Report, *, by: Account | None) -> None:
    """Throw a draft away. Twice is once. Raises RuleBroken (`submitted`): what was told to a funder stays."""
    known = Report.objects.filter(pk=report.pk).first()
    if known is None:
        return
    known = lock(known)
    refuse_submitted(known)
    removed.record(known, by=by, programme_id=known.programme_id, number=known.number)
    known.delete()


def refuse_submitted(report: Report) -> None:
    if report.is_submitted:
        raise RuleBroken(
            _("This report has been submitted and stands still. Begin another one to correct it."),
            code="submitted",
        )


def _refuse_wrong_dates(programme: Programme, starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise RuleBroken(
            _("The period ends before it begins. Correct one of the dates."), code="dates", field="ends_on"
        )
    if starts_on > programme.ends_on or ends_on < programme.starts_on:
        raise RuleBroken(
            _("The period lies outside the programme. Check the year."), code="dates", field="starts_on"
        )
