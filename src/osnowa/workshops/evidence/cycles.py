"""Cycles completed and sessions held."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.lib import clock
from osnowa.lib.period import Period
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.workshops.evidence.lines import CHUNK, ONE, cycles_ending_in, day_of, session_label
from osnowa.workshops.models import Attendance, Session


def cycles_completed(programme: Programme, period: Period) -> Decimal:
    """Cycles all of whose sessions are closed, the last of them in the period."""
    return Decimal(cycles_ending_in(programme, period).filter(still_open=0).count())


def cycles_completed_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    now = clock.now()
    for cycle in cycles_ending_in(programme, period).order_by("last_ends_at", "number").iterator(CHUNK):
        reason = ""
        if cycle.still_open and cycle.last_ends_at > now:
            reason = _("cycle not over yet")
        elif cycle.still_open:
            reason = ngettext(
                "%(count)d session is not closed yet",
                "%(count)d sessions are not closed yet",
                cycle.still_open,
            ) % {"count": cycle.still_open}
        yield Evidence(
            happened_on=day_of(cycle.last_starts_at),
            amount=ONE,
            label=_("Cycle %(number)d: %(title)s") % {"number": cycle.number, "title": cycle.title},
            source=Source("workshops.cycle", cycle.pk),
            groups={"cycle": str(cycle.number)},
            reason=reason,
        )


def sessions_held(programme: Programme, period: Period) -> Decimal:
    """Closed sessions in the period to which somebody came."""
    return Decimal(_sessions(programme, period).filter(closed_at__isnull=False, somebody_came=True).count())


def sessions_held_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    now = clock.now()
    for session in _sessions(programme, period).order_by("starts_at", "pk").iterator(CHUNK):
        reason = ""
        if session.is_called_off:
            reason = _("called off: %(reason)s") % {"reason": session.cancelled_because}
        elif session.closed_at is None:
            ahead = session.starts_at > now
            reason = _("before the session") if ahead else _("attendance list not closed yet")
        elif not session.somebody_came:
            reason = _("no participant came")
        yield Evidence(
            happened_on=day_of(session.starts_at),
            amount=ONE,
            label=session_label(session),
            source=Source("workshops.session", session.pk),
            groups={"cycle": str(session.cycle.number)},
            reason=reason,
        )


def _sessions(programme: Programme, period: Period) -> QuerySet[Any]:
    came = Attendance.objects.filter(session=OuterRef("pk"), mark__in=Attendance.CAME)
    return (
        Session.every.filter(
            cycle__programme=programme, starts_at__gte=period.starts_at, starts_at__lt=period.ends_before
        )
        .select_related("cycle")
        .annotate(somebody_came=Exists(came))
    )
