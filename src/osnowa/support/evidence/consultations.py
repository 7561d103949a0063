"""Consultations, their hours, and the organisations that had them. A consultation counts once it is confirmed."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from osnowa.lib.period import Period
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.support.evidence.adoptions import CHUNK, ONE
from osnowa.support.models import Consultation
from osnowa.support.rules import hours
from osnowa.ui import words

State = Consultation.State


def consultations(programme: Programme, period: Period) -> Decimal:
    """Confirmed consultations held in the period."""
    return Decimal(_held(programme, period).filter(state=State.CONFIRMED).count())


def consultations_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    for row in _streamed(programme, period):
        yield _line(row, ONE, reason=_reason(row))


def consultation_hours(programme: Programme, period: Period) -> Decimal:
    """Clock hours of confirmed consultations held in the period."""
    total = (
        _held(programme, period).filter(state=State.CONFIRMED).aggregate(minutes=Sum("minutes"))["minutes"]
    )
    return hours.as_hours(total or 0)


def consultation_hours_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    for row in _streamed(programme, period):
        yield _line(row, hours.as_hours(row.minutes), reason=_reason(row))


def organisations_supported(programme: Programme, period: Period) -> Decimal:
    """Different organisations with a confirmed consultation in the period."""
    return Decimal(
        _held(programme, period)
        .filter(state=State.CONFIRMED)
        .aggregate(n=Count("organisation", distinct=True))["n"]
    )


def organisations_supported_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per consultation: an organisation's first confirmed one counts, by date."""
    counted: dict[int, str] = {}
    for row in _streamed(programme, period):
        reason = _reason(row)
        if not reason and row.organisation_id in counted:
            reason = _("already counted on %(day)s") % {"day": counted[row.organisation_id]}
        elif not reason:
            counted[row.organisation_id] = words.short_date(row.held_on)
        yield _line(row, ONE, reason=reason)


def _held(programme: Programme, period: Period) -> QuerySet[Consultation]:
    return Consultation.objects.filter(
        programme=programme, held_on__gte=period.start, held_on__lte=period.end
    )


def _streamed(programme: Programme, period: Period) -> Iterator[Consultation]:
    rows = _held(programme, period).select_related("organisation", "person").order_by("held_on", "pk")
    return rows.iterator(CHUNK)


def _reason(row: Consultation) -> str:
    return {
        State.CONFIRMED: "",
        State.WAITING: _("not confirmed by the organisation yet"),
        State.DISPUTED: _("disputed by the organisation"),
        State.WITHDRAWN: _("withdrawn by the mentor"),
    }[State(row.state)]


def _line(row: Consultation, amount: Decimal, *, reason: str) -> Evidence:
    return Evidence(
        happened_on=row.held_on,
        amount=amount,
        label=_("Consultation %(form)s, %(hours)s h")
        % {
            "form": Consultation.Form(row.form).label,
            "hours": words.decimal(hours.as_hours(row.minutes), 2),
        },
        source=Source("support.consultation", row.pk),
        who=row.person.key,
        organisation=row.organisation_id,
        groups={"form": row.form, "legal_form": row.organisation.legal_form},
        reason=reason,
    )
