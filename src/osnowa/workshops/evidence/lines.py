"""What the lines of workshops share: where they come from, and how a fact is said."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.workshops.evidence.groups import Known
from osnowa.workshops.models import Attendance, Cycle, Enrolment, Session, SignedSheet
from osnowa.workshops.models.cycle import STANDING

ONE = Decimal(1)
CHUNK = 500
CLOSED = Q(session__closed_at__isnull=False)


def came(programme: Programme, period: Period) -> QuerySet[Attendance]:
    """Marks of people who came, in sessions that begin in the period, closed or not."""
    return Attendance.objects.filter(
        session__cycle__programme=programme,
        session__starts_at__gte=period.starts_at,
        session__starts_at__lt=period.ends_before,
        mark__in=Attendance.CAME,
    )


def streamed(marks: QuerySet[Attendance]) -> Iterator[Attendance]:
    """Row by row, each with what its line says; `has_sheet`: is the signed list of the session attached?"""
    sheets = SignedSheet.objects.filter(session=OuterRef("session"))
    ordered = (
        marks.annotate(has_sheet=Exists(sheets))
        .select_related(
            "session__cycle", "enrolment__cycle", "enrolment__person", "enrolment__membership__organisation"
        )
        .order_by("session__starts_at", "session__pk", "enrolment__number", "pk")
    )
    return ordered.iterator(CHUNK)


def cycles_ending_in(programme: Programme, period: Period) -> QuerySet[Any]:
    """Cycles whose last session begins in the period, with `last_starts_at`, `last_ends_at` and `still_open`."""
    return (
        Cycle.objects.filter(programme=programme)
        .annotate(
            last_starts_at=Max("sessions__starts_at", filter=STANDING),
            last_ends_at=Max("sessions__ends_at", filter=STANDING),
            still_open=Count("sessions", filter=STANDING & Q(sessions__closed_at__isnull=True)),
        )
        .filter(last_starts_at__gte=period.starts_at, last_starts_at__lt=period.ends_before)
    )


def attendance_line(
    mark: Attendance, amount: Decimal, known: Known, *, reason: str = "", of_organisation: bool = False
) -> Evidence:
    """A mark as a fact about the person, or about the organisation for which the person came."""
    mark.session.cycle = mark.enrolment.cycle
    day = day_of(mark.session.starts_at)
    return line(
        mark.enrolment,
        day,
        amount,
        _with_sheet(session_label(mark.session))
        if getattr(mark, "has_sheet", False)
        else session_label(mark.session),
        Source("workshops.attendance", mark.pk),
        groups=(known.of_organisation if of_organisation else known.of_person)(mark.enrolment, day),
        reason=reason,
    )


def line(
    enrolment: Enrolment,
    day: dt.date,
    amount: Decimal,
    label: str,
    source: Source,
    *,
    groups: dict[str, str],
    reason: str,
) -> Evidence:
    organisation = enrolment.membership.organisation if enrolment.membership else None
    return Evidence(
        happened_on=day,
        amount=amount,
        label=label,
        source=source,
        who=enrolment.person.key,
        organisation=organisation.pk if organisation else None,
        groups=groups,
        reason=reason,
    )


def session_label(session: Session) -> str:
    return _("Cycle %(cycle)d, session %(session)d: %(title)s") % {
        "cycle": session.cycle.number,
        "session": session.number,
        "title": session.title,
    }


def _with_sheet(label: str) -> str:
    """The paper is the source of verification: the fact says that it is there."""
    return _("%(fact)s (signed list attached)") % {"fact": label}


def already(cycle: int) -> str:
    return _("already counted in cycle %(number)d") % {"number": cycle}


def day_of(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.WARSAW).date()
