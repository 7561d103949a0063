"""The blocks of a programme."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from osnowa.lib import audit, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.programme.models import Activity, Programme

added = audit.deed("programme.activity_added", _("added an activity"))
changed = audit.deed("programme.activity_changed", _("changed an activity"))
removed = audit.deed("programme.activity_removed", _("removed an activity"))


@transaction.atomic
def add_activity(
    programme: Programme,
    *,
    number: int,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    short_title: str = "",
    description: str = "",
    target_group: str = "",
    by: Account | None,
) -> Activity:
    """Add a block under the number that the agreement gives it. The same number and title again is the same block.

    Days outside the programme's are allowed; the page warns. Raises RuleBroken: `number` taken, `dates` reversed.
    """
    programme = lock(programme)
    _refuse_wrong_dates(starts_on, ends_on)
    title = text.clean(title)
    twin = Activity.objects.filter(programme=programme, number=number).first()
    if twin is not None and twin.title == title:
        return twin
    if twin is not None:
        raise _taken(number, twin)
    activity = Activity.objects.create(
        programme=programme,
        number=number,
        title=title,
        short_title=text.clean(short_title),
        description=description.strip(),
        target_group=text.clean(target_group),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    added.record(activity, by=by, programme_id=programme.pk, number=number)
    return activity


@transaction.atomic
def change_activity(activity: Activity, *, by: Account | None, **fields: Any) -> Activity:
    """Change a block. Raises RuleBroken: `number` taken, `dates` reversed."""
    lock(activity.programme)
    activity = lock(activity)
    number = fields.get("number", activity.number)
    twin = (
        Activity.objects.filter(programme=activity.programme_id, number=number)
        .exclude(pk=activity.pk)
        .first()
    )
    if twin is not None:
        raise _taken(number, twin)
    touched = sorted(name for name, value in fields.items() if getattr(activity, name) != value)
    for name in touched:
        setattr(activity, name, fields[name])
    _refuse_wrong_dates(activity.starts_on, activity.ends_on)
    if touched:
        activity.save(update_fields=touched)
        changed.record(activity, by=by, programme_id=activity.programme_id, fields=touched)
    return activity


@transaction.atomic
def remove_activity(activity: Activity, *, by: Account | None) -> None:
    """Remove a block to which nothing belongs. Raises RuleBroken (`in_use`) where cycles or indicators do."""
    lock(activity.programme)
    activity = Activity.objects.filter(pk=activity.pk).first() or activity
    if activity.pk is None or not Activity.objects.filter(pk=activity.pk).exists():
        return
    removed.record(activity, by=by, programme_id=activity.programme_id, number=activity.number)
    try:
        with transaction.atomic():
            activity.delete()
    except ProtectedError as error:
        raise RuleBroken(
            _("This activity has cycles or indicators. Move them to another activity first."), code="in_use"
        ) from error


def _refuse_wrong_dates(starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise RuleBroken(
            _("The activity ends before it begins. Correct one of the dates."), code="dates", field="ends_on"
        )


def _taken(number: int, twin: Activity) -> RuleBroken:
    return RuleBroken(
        _("Number %(number)s is taken by “%(title)s”. Choose another one.")
        % {"number": number, "title": twin.title},
        code="number",
        field="number",
    )
