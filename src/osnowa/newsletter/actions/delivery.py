"""An issue on its way: queued for its readers, held, let go on, tried again, done.

One row of the ledger for each reader is written here; `postman` sends them.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.lib import audit, clock
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.newsletter.models import Delivery, Issue, IssueCopy
from osnowa.newsletter.queries.issues import items_of, rendered
from osnowa.newsletter.queries.readers import addressees_of
from osnowa.newsletter.rules import pacing

State = Issue.State

queued = audit.deed("newsletter.issue_queued", gettext_lazy("sent an issue of the newsletter"))
scheduled = audit.deed(
    "newsletter.issue_scheduled", gettext_lazy("set the time of an issue of the newsletter")
)
unscheduled = audit.deed("newsletter.issue_unscheduled", gettext_lazy("took back the time of an issue"))
held = audit.deed("newsletter.issue_held", gettext_lazy("held an issue of the newsletter"))
released = audit.deed("newsletter.issue_released", gettext_lazy("let an issue of the newsletter go on"))
retried = audit.deed("newsletter.issue_retried", gettext_lazy("tried letters of an issue again"))
finished = audit.deed("newsletter.issue_finished", gettext_lazy("finished sending an issue"))


@transaction.atomic
def queue_issue(issue: Issue, *, by: Any) -> Issue:
    """Freeze the issue and write one row for each of its readers; workers send them from now on.

    Asked twice, it happens once. `by`: an account, or None for the clock. Raises RuleBroken: "empty" (nothing to
    read), "nobody" (no reader).
    """
    issue = lock(issue)
    if issue.queued_at is not None:
        return issue
    refuse_empty(issue)
    now = clock.now()
    count = _write_rows(issue, now)
    if not count:
        raise RuleBroken(_("Nobody would get it: choose other readers."), code="nobody", field="readers")
    for language, _name in settings.LANGUAGES:
        copy = rendered(issue, language)
        IssueCopy.objects.create(
            issue=issue, language=language, subject=copy.subject, html=copy.html, text=copy.text
        )
    issue.queued_at = now
    if issue.state != State.SCHEDULED or issue.send_at is None:
        issue.send_at = now
    issue.state, issue.held_because = State.SENDING, ""
    issue.save()
    queued.record(issue, by=by, programme_id=issue.programme_id, readers=count)
    return issue


def refuse_empty(issue: Issue) -> None:
    """Raises RuleBroken ("empty") for an issue in which readers would find nothing."""
    if not issue.opening.strip() and not any(not item.is_gone for item in items_of(issue)):
        raise RuleBroken(_("There is nothing to read in it yet. Add something first."), code="empty")


def _write_rows(issue: Issue, now: dt.datetime) -> int:
    """Of thousands of readers in one statement: the write lock of SQLite is everybody's."""
    readers = addressees_of(issue).order_by()
    chosen, parameters = readers.values("pk", "language", "domain").query.sql_with_params()
    table = connection.ops.quote_name(Delivery._meta.db_table)  # noqa: SLF001  the public name of a table
    columns = "issue_id, reader_id, language, domain, state, claimed_by, next_try_at, attempts, last_error"
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) "  # noqa: S608  our own words
            f"SELECT %s, found.*, 'queued', '', %s, 0, '' FROM ({chosen}) AS found WHERE 1 = 1 "
            "ON CONFLICT DO NOTHING",
            [issue.pk, moment, *parameters],
        )
    return Delivery.objects.filter(issue=issue).count()


@transaction.atomic
def schedule_issue(issue: Issue, send_at: dt.datetime, window_hours: int, *, by: Any) -> Issue:
    """Send it by itself at that moment, or up to `window_hours` later. Later than that it asks first.

    Raises RuleBroken: "empty", "past".
    """
    issue = lock(issue)
    if issue.state not in (State.DRAFT, State.SCHEDULED):
        return issue
    refuse_empty(issue)
    if send_at <= clock.now():
        raise RuleBroken(_("This moment is over. Choose a later one."), code="past", field="day")
    issue.state, issue.send_at, issue.window_hours = State.SCHEDULED, send_at, window_hours
    issue.save()
    scheduled.record(issue, by=by, programme_id=issue.programme_id)
    return issue


@transaction.atomic
def unschedule_issue(issue: Issue, *, by: Any) -> Issue:
    """Back to a draft, as long as nothing was queued. A second click changes nothing."""
    issue = lock(issue)
    if issue.queued_at is not None or issue.state not in (State.SCHEDULED, State.HELD):
        return issue
    issue.state, issue.held_because, issue.send_at = State.DRAFT, "", None
    issue.save()
    unscheduled.record(issue, by=by, programme_id=issue.programme_id)
    return issue


@transaction.atomic
def hold_issue(issue: Issue, because: str = Issue.Held.STOPPED, *, by: Any) -> Issue:
    """Stop the sending; letters in a worker's hands still leave. A second click changes nothing."""
    issue = lock(issue)
    if issue.state not in (State.SENDING, State.SCHEDULED):
        return issue
    issue.state, issue.held_because = State.HELD, because
    issue.save()
    held.record(issue, by=by, programme_id=issue.programme_id, because=str(because))
    return issue


@transaction.atomic
def release_issue(issue: Issue, *, by: Any) -> Issue:
    """Somebody's yes: a held issue goes on, or begins. Its window begins now. Raises RuleBroken as `queue_issue`."""
    issue = lock(issue)
    if issue.state != State.HELD:
        return issue
    released.record(issue, by=by, programme_id=issue.programme_id)
    if issue.queued_at is None:
        return queue_issue(issue, by=by)
    issue.state, issue.held_because, issue.send_at = State.SENDING, "", clock.now()
    issue.save()
    return issue


@transaction.atomic
def retry_failed(issue: Issue, *, by: Any) -> int:
    """Once more to everybody whom the issue did not reach for another reason than the address. Says to how many."""
    issue = lock(issue)
    if issue.state not in (State.SENDING, State.SENT, State.HELD):
        return 0
    failed = Delivery.objects.filter(issue=issue, state=Delivery.State.FAILED)
    count = failed.update(state=Delivery.State.QUEUED, attempts=0, next_try_at=clock.now())
    if count:
        issue.state, issue.held_because, issue.send_at = State.SENDING, "", clock.now()
        issue.save()
        retried.record(issue, by=by, programme_id=issue.programme_id, readers=count)
    return count


def begin_due() -> int:
    """By the clock: issues whose moment has come. One that is late waits for somebody's yes. Says how many began."""
    begun = 0
    for issue in Issue.objects.filter(state=State.SCHEDULED, send_at__lte=clock.now()).order_by(
        "send_at", "pk"
    ):
        if pacing.is_late(clock.now(), issue.send_at, issue.window_hours):
            hold_issue(issue, Issue.Held.LATE, by=None)
            continue
        try:
            queue_issue(issue, by=None)
        except RuleBroken:  # its pages were taken down, or nobody reads it any more: somebody has to look
            hold_issue(issue, Issue.Held.STOPPED, by=None)
        else:
            begun += 1
    return begun


def settle_issues() -> None:
    """Issues under way of which nothing waits any more are done; one that could not leave in its window waits for a
    yes. Letters that a server put off are tried to their end.
    """
    for issue in Issue.objects.filter(state=State.SENDING):
        waiting = Delivery.objects.filter(issue=issue, state=Delivery.State.QUEUED)
        if not waiting.exists():
            _finish(issue)
        elif (
            pacing.is_late(clock.now(), issue.send_at, issue.window_hours)
            and waiting.filter(attempts=0, next_try_at__lte=clock.now()).exists()
        ):
            hold_issue(issue, Issue.Held.LATE, by=None)


@transaction.atomic
def _finish(issue: Issue) -> None:
    issue = lock(issue)
    waits = Delivery.objects.filter(issue=issue, state=Delivery.State.QUEUED).exists()
    if issue.state != State.SENDING or waits:
        return
    issue.state, issue.sent_at = State.SENT, clock.now()
    issue.save()
    finished.record(issue, by=None, programme_id=issue.programme_id)
