"""Tools introduced and tools in routine use: what dated stages prove."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from osnowa.lib.period import Period
from osnowa.programme.evidence import Evidence, Source
from osnowa.programme.models import Programme
from osnowa.support.models import Adoption, AdoptionStage, Stage
from osnowa.support.rules import stages
from osnowa.ui import words

ONE = Decimal(1)
CHUNK = 500


def tools_introduced(programme: Programme, period: Period) -> Decimal:
    """Tools of organisations that came into use, on trial or in routine, for the first time in the period."""
    return Decimal(_adoptions(programme).filter(_introduced_in(period)).count())


def tools_introduced_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per tool that came into use or moved in the period."""
    for adoption in _moved(programme, _introduced_in(period), "introduced_on", period):
        on = adoption.introduced_on
        if on is not None and on in period:
            yield _line(adoption, on)
        elif on is not None:
            yield _line(
                adoption,
                adoption.moved_on,
                reason=_("in use since %(day)s, outside this period") % {"day": words.short_date(on)},
            )
        else:
            yield _line(
                adoption,
                adoption.moved_on,
                reason=_("not in use yet: %(stage)s") % {"stage": _stage(adoption)},
            )


def tools_in_routine(programme: Programme, period: Period) -> Decimal:
    """Tools of organisations that came into routine use in the period and still are."""
    return Decimal(_adoptions(programme).filter(_in_routine_since(period)).count())


def tools_in_routine_lines(programme: Programme, period: Period) -> Iterator[Evidence]:
    """One line per tool that came into routine use or moved in the period."""
    for adoption in _moved(programme, _in_routine_since(period), "routine_on", period):
        on = adoption.routine_on
        if adoption.stage != Stage.ROUTINE:
            yield _line(
                adoption,
                adoption.moved_on,
                reason=_("not in routine use: %(stage)s since %(day)s")
                % {"stage": _stage(adoption), "day": words.short_date(adoption.stage_on)},
            )
        elif on in period:
            yield _line(adoption, on)
        else:
            yield _line(
                adoption,
                adoption.moved_on,
                reason=_("in routine use since %(day)s, outside this period") % {"day": words.short_date(on)},
            )


def _adoptions(programme: Programme) -> QuerySet[Any]:
    """With `introduced_on`, the day on which the tool came into use, and `routine_on`, since when it is in routine.

    A step back from use is a correction: the tool had not been in use after all, and what came before it is not
    asked. Leaving is none: what was introduced stays introduced.
    """
    rows = AdoptionStage.objects.filter(adoption=OuterRef("pk")).order_by().values("adoption")
    correction = rows.filter(stage__in=stages.BEFORE_USE, stage_before__in=stages.IN_USE).annotate(
        n=Max("pk")
    )
    other_than_routine = rows.exclude(stage=Stage.ROUTINE).annotate(n=Max("pk"))
    introduced = rows.filter(stage__in=stages.IN_USE, pk__gt=OuterRef("last_correction"))
    routine = rows.filter(stage=Stage.ROUTINE, pk__gt=OuterRef("last_other"))
    return (
        Adoption.objects.filter(programme=programme)
        .annotate(
            last_correction=Coalesce(Subquery(correction.values("n")), Value(0)),
            last_other=Coalesce(Subquery(other_than_routine.values("n")), Value(0)),
        )
        .annotate(
            introduced_on=Subquery(introduced.annotate(first=Min("happened_on")).values("first")),
            routine_on=Subquery(routine.annotate(first=Min("happened_on")).values("first")),
        )
    )


def _introduced_in(period: Period) -> Q:
    return Q(introduced_on__gte=period.start, introduced_on__lte=period.end)


def _in_routine_since(period: Period) -> Q:
    return Q(stage=Stage.ROUTINE, routine_on__gte=period.start, routine_on__lte=period.end)


def _moved(programme: Programme, counts: Q, since: str, period: Period) -> Iterator[Any]:
    """Those that count, by the day `since` when, and those that moved in the period; `moved_on`: the last such day."""
    here = Q(stages__happened_on__gte=period.start, stages__happened_on__lte=period.end)
    rows = (
        _adoptions(programme)
        .annotate(moved_on=Max("stages__happened_on", filter=here))
        .filter(counts | Q(moved_on__isnull=False))
        .annotate(line_on=Case(When(counts, then=F(since)), default=F("moved_on")))
        .select_related("organisation")
        .order_by("line_on", "pk")
    )
    yield from rows.iterator(CHUNK)


def _stage(adoption: Adoption) -> str:
    return str(Stage(adoption.stage).label)


def _line(adoption: Adoption, day: dt.date, *, reason: str = "") -> Evidence:
    return Evidence(
        happened_on=day,
        amount=ONE,
        label=adoption.tool_name,
        source=Source("support.adoption", adoption.pk),
        organisation=adoption.organisation_id,
        groups={"legal_form": adoption.organisation.legal_form},
        reason=reason,
    )
