"""What was promised: indicators with their targets."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme import queries
from osnowa.programme.models import Activity, Indicator, Programme

added = audit.deed("programme.indicator_added", _("added an indicator"))
changed = audit.deed("programme.indicator_changed", _("changed an indicator"))
removed = audit.deed("programme.indicator_removed", _("removed an indicator"))

FIELDS = (
    "name",
    "kind",
    "activity",
    "baseline",
    "target",
    "plan_starts_on",
    "plan_ends_on",
    "source_of_verification",
    "place_in_agreement",
)


@transaction.atomic
def add_indicator(
    programme: Programme,
    *,
    name: str,
    kind: str,
    target: Decimal,
    baseline: Decimal = Decimal(0),
    activity: Activity | None = None,
    plan_starts_on: dt.date | None = None,
    plan_ends_on: dt.date | None = None,
    source_of_verification: str = "",
    place_in_agreement: str = "",
    by: Account | None,
) -> Indicator:
    """Promise a result. `target`, `baseline`: in the unit of `kind` (a key of reporting's dictionary).

    Empty plan dates mean the programme's. The same name and kind again is the same indicator.
    Raises RuleBroken: `target` not above the baseline, `dates` reversed, `activity` of another programme.
    """
    programme = lock(programme)
    name = text.clean(name)
    twin = Indicator.objects.filter(programme=programme, name=name, kind=kind).first()
    if twin is not None:
        return twin
    indicator = Indicator(
        programme=programme,
        number=queries.next_number(Indicator.objects.filter(programme=programme)),
        name=name,
        kind=kind,
        baseline=baseline,
        target=target,
        activity=activity,
        plan_starts_on=plan_starts_on,
        plan_ends_on=plan_ends_on,
        source_of_verification=text.clean(source_of_verification),
        place_in_agreement=text.clean(place_in_agreement),
    )
    _refuse_wrong(indicator)
    indicator.save()
    added.record(indicator, by=by, programme_id=programme.pk, kind=kind, target=str(target))
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, *, by: Account | None, **fields: Any) -> Indicator:
    """Change a promise (with the funder's consent: the audit line keeps the old target).

    Figures of submitted reports keep the words and targets of their day. Raises RuleBroken as `add_indicator`.
    """
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"An indicator has no {', '.join(sorted(unknown))} to set.")
    indicator = lock(indicator)
    before = str(indicator.target)
    touched = sorted(name for name, value in fields.items() if getattr(indicator, name) != value)
    for name in touched:
        setattr(indicator, name, fields[name])
    _refuse_wrong(indicator)
    if touched:
        indicator.save(update_fields=touched)
        changed.record(
            indicator, by=by, programme_id=indicator.programme_id, fields=touched, target_before=before
        )
    return indicator


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Account | None) -> None:
    """Remove a promise that no submitted report names. Raises RuleBroken (`in_use`) where one does."""
    known = Indicator.objects.filter(pk=indicator.pk).first()
    if known is None:
        return
    removed.record(known, by=by, programme_id=known.programme_id, number=known.number)
    try:
        with transaction.atomic():
            known.delete()
    except ProtectedError as error:
        raise RuleBroken(
            _("A submitted report names this indicator, so it stays. You can change its name and target."),
            code="in_use",
        ) from error


def _refuse_wrong(indicator: Indicator) -> None:
    if indicator.target <= indicator.baseline:
        raise RuleBroken(
            _("The target must be above the baseline: it is what the programme adds."),
            code="target",
            field="target",
        )
    starts_on = indicator.plan_starts_on or indicator.programme.starts_on
    ends_on = indicator.plan_ends_on or indicator.programme.ends_on
    if ends_on < starts_on:
        raise RuleBroken(
            _("The plan ends before it begins. Correct one of the dates."), code="dates", field="plan_ends_on"
        )
    if indicator.activity is not None and indicator.activity.programme_id != indicator.programme_id:
        raise RuleBroken(_("Choose an activity of this programme."), code="activity", field="activity")
