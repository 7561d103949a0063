"""A professional volunteer writes down hours; a coordinator, never the volunteer, approves them.

The volunteer's account is locked first: the hours of one day are added up under that lock.
"""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock, locks, text
from osnowa.lib.errors import RuleBroken
from osnowa.people.actions import person_of
from osnowa.people.models import Account, Organisation
from osnowa.programme.models import Programme
from osnowa.support import emails
from osnowa.support.models import WorkLog
from osnowa.support.permissions import can_log_hours, is_own
from osnowa.support.rules import hours as rules
from osnowa.support.rules import stages
from osnowa.ui import words

State = WorkLog.State

hours_logged = audit.deed("support.hours_logged", gettext_lazy("wrote down hours of volunteering"))
hours_corrected = audit.deed("support.hours_corrected", gettext_lazy("corrected hours of volunteering"))
hours_approved = audit.deed("support.hours_approved", gettext_lazy("approved hours of volunteering"))
hours_returned = audit.deed("support.hours_returned", gettext_lazy("returned hours of volunteering"))
hours_withdrawn = audit.deed("support.hours_withdrawn", gettext_lazy("withdrew hours of volunteering"))


@transaction.atomic
def log_hours(
    programme: Programme,
    *,
    done_on: dt.date,
    minutes: int,
    what: str,
    organisation: Organisation | None = None,
    submission_key: uuid.UUID | None = None,
    long_day: bool = False,
    by: Account,
) -> WorkLog:
    """Write down what the volunteer `by` did on one day.

    `minutes`: in quarters of an hour. `submission_key`: of the form; the same form sent twice is one row. Days outside
    the programme are taken (the page warns), because the funder decides.
    Raises RuleBroken: "volunteer", "future", "too_early" (more than a year before it), "minutes", "what",
    "too_long" (24 hours a day, all programmes together), "long_day" (more than twelve, and `long_day` does not say that
    it was so).
    """
    volunteer = locks.lock(by)
    if submission_key is not None:
        sent_before = WorkLog.objects.filter(submission_key=submission_key, volunteer=volunteer).first()
        if sent_before is not None:
            return sent_before
    if not can_log_hours(volunteer, programme):
        raise RuleBroken(
            _("Only professional volunteers of the programme write down hours."), code="volunteer"
        )
    facts = _checked(programme, volunteer, None, done_on, minutes, what, organisation, long_day)
    log = WorkLog.objects.create(
        programme=programme,
        volunteer=volunteer,
        person=person_of(volunteer, by=by),
        submission_key=submission_key or uuid.uuid4(),
        created_at=clock.now(),
        **facts,
    )
    hours_logged.record(log, by=by, programme_id=programme.pk, minutes=minutes)
    return log


@transaction.atomic
def correct_hours(
    log: WorkLog,
    *,
    done_on: dt.date,
    minutes: int,
    what: str,
    organisation: Organisation | None = None,
    long_day: bool = False,
    by: Account,
) -> WorkLog:
    """Correct hours that nobody approved yet, or that were returned; they wait for approval again.

    Returned hours sent again as they were wait again as well. Raises RuleBroken: "approved", "volunteer", and as
    `log_hours`.
    """
    volunteer = locks.lock(by)
    log = locks.lock(log)
    if log.volunteer_id != volunteer.pk or not can_log_hours(volunteer, log.programme):
        raise RuleBroken(_("Only the volunteer who wrote them down may change them."), code="volunteer")
    if log.state == State.APPROVED:
        raise RuleBroken(
            _("These hours are approved already. The coordinator can return them to you."), code="approved"
        )
    facts = _checked(log.programme, volunteer, log, done_on, minutes, what, organisation, long_day)
    changed = [name for name, value in facts.items() if getattr(log, name) != value]
    if not changed and log.state == State.WAITING:
        return log
    minutes_before = log.minutes
    for name, value in facts.items():
        setattr(log, name, value)
    log.version += 1
    log.state, log.reason = State.WAITING, ""
    log.settled_at = log.settled_by = None
    log.save()
    hours_corrected.record(
        log,
        by=by,
        programme_id=log.programme_id,
        fields=sorted(changed),
        minutes=[minutes_before, log.minutes],
    )
    return log


@transaction.atomic
def withdraw_hours(log: WorkLog, *, by: Account) -> None:
    """Take back hours that wait for approval or were returned: the entry goes, the history keeps the deed.

    A second click finds nothing and changes nothing. Raises RuleBroken: "approved", "volunteer" (another one's).
    """
    found = WorkLog.objects.select_for_update().filter(pk=log.pk).first()
    if found is None:
        return
    if found.volunteer_id != by.pk or not can_log_hours(by, found.programme):
        raise RuleBroken(_("Only the volunteer who wrote them down may change them."), code="volunteer")
    if found.state == State.APPROVED:
        raise RuleBroken(
            _("These hours are approved already. The coordinator can return them to you."), code="approved"
        )
    hours_withdrawn.record(found, by=by, programme_id=found.programme_id, minutes=found.minutes)
    found.delete()


@transaction.atomic
def approve_hours(log: WorkLog, *, version: int | None = None, by: Account) -> WorkLog:
    """The coordinator says that it was so; from now on the hours count. Twice is once.

    `version`: the one that was read. Raises RuleBroken: "own" (nobody approves their own hours), "changed", "returned"
    (somebody returned them meanwhile).
    """
    log = locks.lock(log)
    _refuse_own(log, by)
    if log.state == State.APPROVED:
        return log
    if log.state == State.RETURNED:
        raise RuleBroken(
            _("These hours were returned and wait for the volunteer's correction."), code="returned"
        )
    _refuse_unread(log, version)
    log.state, log.reason = State.APPROVED, ""
    log.settled_at, log.settled_by = clock.now(), by
    log.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    hours_approved.record(log, by=by, programme_id=log.programme_id, minutes=log.minutes)
    return log


@transaction.atomic
def return_hours(log: WorkLog, reason: str, *, version: int | None = None, by: Account) -> WorkLog:
    """Send hours back to the volunteer with a reason; approved ones stop counting. The volunteer gets a letter.

    The same again is one. Raises RuleBroken: "own", "reason", "changed".
    """
    log = locks.lock(log)
    _refuse_own(log, by)
    reason = text.clean(reason)[:300].strip()
    if log.state == State.RETURNED:
        return log
    if not reason:
        raise RuleBroken(
            _("Write what to correct: the volunteer gets this sentence by e-mail."),
            code="reason",
            field="reason",
        )
    _refuse_unread(log, version)
    before = log.state
    log.state, log.reason = State.RETURNED, reason
    log.settled_at, log.settled_by = clock.now(), by
    log.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    hours_returned.record(log, by=by, programme_id=log.programme_id, before=before)
    emails.hours_returned(log)
    return log


def _refuse_own(log: WorkLog, by: Account) -> None:
    if is_own(by, log):
        raise RuleBroken(
            _("These are your own hours, so another coordinator has to decide about them."), code="own"
        )


def _refuse_unread(log: WorkLog, version: int | None) -> None:
    if version is not None and version != log.version:
        raise RuleBroken(
            _("The volunteer corrected these hours meanwhile. Look at them once more."), code="changed"
        )


def _checked(  # noqa: PLR0917  one look at everything that was typed
    programme: Programme,
    volunteer: Account,
    own: WorkLog | None,
    done_on: dt.date,
    minutes: int,
    what: str,
    organisation: Organisation | None,
    long_day: bool,
) -> dict[str, Any]:
    what = text.clean(what)[:300].strip()
    if done_on > clock.today():
        raise RuleBroken(
            _("This day is still to come. Write it down when it has happened."),
            code="future",
            field="done_on",
        )
    if done_on < stages.earliest(programme.starts_on, None):
        raise RuleBroken(
            _("This is long before the programme. Check the year."), code="too_early", field="done_on"
        )
    if not rules.is_in_quarters(minutes):
        raise RuleBroken(_("Choose how long it took."), code="minutes", field="minutes")
    if not what:
        raise RuleBroken(_("Write what you did."), code="what", field="what")
    others = WorkLog.objects.filter(volunteer=volunteer, done_on=done_on)
    if own is not None:
        others = others.exclude(pk=own.pk)
    sum_of_others = others.aggregate(minutes=Sum("minutes"))["minutes"] or 0
    if not rules.fits(minutes, sum_of_others, rules.LONGEST_WORKED):
        raise RuleBroken(
            _("On that day you already have %(hours)s h. A day has 24 hours.")
            % {"hours": words.decimal(rules.as_hours(sum_of_others), 2)},
            code="too_long",
            field="minutes",
        )
    if not long_day and not rules.fits(minutes, sum_of_others, rules.LONG_DAY):
        raise RuleBroken(
            _("Together that is more than 12 h on one day. Check the hours; if it was so, tick it below."),
            code="long_day",
            field="long_day",
        )
    return {"done_on": done_on, "minutes": minutes, "what": what, "organisation": organisation}
