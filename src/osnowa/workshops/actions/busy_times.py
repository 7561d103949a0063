"""Busy times of people of the team: read from their own calendar's file, replaced by the next one, forgotten."""

import datetime as dt
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, text
from osnowa.lib.calendar_reading import MOST_BYTES, BusyFile, NotACalendar, read_busy
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account
from osnowa.workshops.models import BusyTime

busy_imported = audit.deed("workshops.busy_times_imported", gettext_lazy("imported busy times"))
busy_forgotten = audit.deed("workshops.busy_times_forgotten", gettext_lazy("removed imported busy times"))

AHEAD = dt.timedelta(days=400)
MOST_SOURCES = 10


@dataclass(frozen=True)
class Imported:
    """`file`: what was read, with the entries that were passed over."""

    source: str
    file: BusyFile


def import_busy_times(account: Account, upload: UploadedFile, *, source: str, by: Account | None) -> Imported:
    """Keep from today to AHEAD when the owner of an .ics file is busy; titles are not kept.

    The same `source` again takes the place of what it said before. Raises RuleBroken on the field "upload"
    ("too_big", "not_a_calendar") and "source" ("source", "many").
    """
    source = text.clean(source)[:80]
    if not source:
        raise RuleBroken(_("Give the calendar a name, as in: work."), code="source", field="source")
    now = clock.now()
    try:
        file = read_busy(upload.read(MOST_BYTES + 1), after=_midnight(now), before=now + AHEAD)
    except NotACalendar as error:
        raise RuleBroken(_said(error.code), code=error.code, field="upload") from error
    with transaction.atomic():  # not around the reading, which may take seconds
        _keep(account, source, file, by=by)
    return Imported(source, file)


def _keep(account: Account, source: str, file: BusyFile, *, by: Account | None) -> None:
    account = lock(account)
    others = BusyTime.objects.filter(account=account).exclude(source=source)
    if others.values("source").distinct().count() >= MOST_SOURCES:
        raise RuleBroken(
            _("You have %(most)d calendars here. Remove one first.") % {"most": MOST_SOURCES},
            code="many",
            field="source",
        )
    BusyTime.objects.filter(account=account, source=source).delete()
    now = clock.now()
    BusyTime.objects.bulk_create(
        (
            BusyTime(account=account, starts_at=start, ends_at=end, source=source, imported_at=now)
            for start, end in file.spans
        ),
        batch_size=500,
    )
    busy_imported.record(account, by=by, times=len(file.spans), passed=len(file.passed))


@transaction.atomic
def forget_busy_times(account: Account, source: str, *, by: Account | None) -> int:
    """Remove what a calendar said; says how many times. Nothing there, nothing happens."""
    gone = BusyTime.objects.filter(account=account, source=source).delete()[0]
    if gone:
        busy_forgotten.record(account, by=by, times=gone)
    return gone


@transaction.atomic
def forget_past_busy_times() -> int:
    """What is over for a day helps nobody any more. Says how many."""
    return BusyTime.objects.filter(ends_at__lt=clock.now() - dt.timedelta(days=1)).delete()[0]


def _midnight(now: dt.datetime) -> dt.datetime:
    return clock.moment(now.astimezone(clock.WARSAW).date(), dt.time.min)


def _said(code: str) -> str:
    if code == "too_big":
        return _("This file is too big: %(limit)d MB is the most. Save one calendar only.") % {
            "limit": MOST_BYTES // 1024**2
        }
    return _("This is not a calendar file. Save your calendar as .ics and choose that file.")
