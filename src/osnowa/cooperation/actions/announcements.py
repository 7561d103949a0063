"""Offers and needs go on the board, change, are renewed and closed. The organisation's row is locked for its limit."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.cooperation import emails
from osnowa.cooperation.models import Announcement, Answer, Topic
from osnowa.cooperation.permissions import may_manage
from osnowa.cooperation.queries import entry_of
from osnowa.cooperation.rules import (
    FOUND_AS,
    LONGEST_DAYS,
    MOST_OPEN,
    SHORTEST_DAYS,
    is_due_to_tell,
    names_contact,
    renewed_until,
)
from osnowa.lib import audit, clock, search, text
from osnowa.lib.errors import RuleBroken
from osnowa.lib.locks import lock
from osnowa.people.models import Account, Organisation
from osnowa.people.permissions import speaks_for
from osnowa.programme.models import Programme
from osnowa.ui import words

State = Announcement.State

announced = audit.deed("cooperation.announced", gettext_lazy("put an announcement on the board"))
announcement_changed = audit.deed("cooperation.announcement_changed", gettext_lazy("changed an announcement"))
announcement_renewed = audit.deed("cooperation.announcement_renewed", gettext_lazy("renewed an announcement"))
announcement_closed = audit.deed("cooperation.announcement_closed", gettext_lazy("closed an announcement"))
expiry_told = audit.deed("cooperation.expiry_told", gettext_lazy("told that an announcement expires"))


@transaction.atomic
def announce(
    organisation: Organisation,
    *,
    kind: str,
    title: str,
    body: str,
    topic: str,
    valid_until: dt.date,
    programme: Programme | None,
    submission_key: str,
    by: Account,
) -> Announcement:
    """Put an offer or a need on the public board, in the organisation's name. The same form sent twice is one.

    `valid_until`: the last day on the board, in Warsaw. `programme`: for which it counts, or None.
    Raises RuleBroken: "stranger", "full" (MOST_OPEN on the board already), "title", "text", "contact", "valid_until".
    """
    organisation = lock(organisation)
    sent = Announcement.objects.filter(submission_key=submission_key).first()
    if sent is not None and sent.organisation_id == organisation.pk:
        return sent
    if by.person is None or not speaks_for(by, organisation):
        raise RuleBroken(
            _("Only confirmed members may write in the name of an organisation."), code="stranger"
        )
    _refuse_full(organisation)
    title, body = _checked(title, body)
    today = clock.today()
    _refuse_day(valid_until, today + dt.timedelta(days=SHORTEST_DAYS))
    announcement = Announcement.objects.create(
        programme=programme,
        kind=Announcement.Kind(kind),
        organisation=organisation,
        author=by.person,
        title=title,
        text=body,
        topic=Topic(topic),
        valid_until=valid_until,
        submission_key=submission_key,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    announced.record(announcement, by=by, programme_id=announcement.programme_id, kind=kind)
    search.show(FOUND_AS, announcement.pk, entry_of(announcement))
    return announcement


@transaction.atomic
def change_announcement(
    announcement: Announcement, *, title: str, body: str, topic: str, valid_until: dt.date, by: Account
) -> Announcement:
    """Say it better. Kind and organisation stay: whoever answered, answered these. The same words change nothing.

    Raises RuleBroken: "stranger", "closed", "hidden", and the refusals of `announce` about words and days.
    """
    announcement = _open(announcement, by=by)
    title, body = _checked(title, body)
    if valid_until != announcement.valid_until:
        _refuse_day(valid_until, clock.today())
    before = (announcement.title, announcement.text, announcement.topic, announcement.valid_until)
    if before == (title, body, topic, valid_until):
        return announcement
    announcement.title, announcement.text = title, body
    announcement.topic, announcement.valid_until = Topic(topic), valid_until
    announcement.changed_at = clock.now()
    announcement.save()
    announcement_changed.record(announcement, by=by, programme_id=announcement.programme_id)
    search.show(FOUND_AS, announcement.pk, entry_of(announcement))
    return announcement


@transaction.atomic
def renew_announcement(announcement: Announcement, *, by: Account) -> Announcement:
    """Keep it on the board for another month from today, or bring it back. A second click changes nothing.

    Raises RuleBroken: "stranger", "closed", "hidden", "full".
    """
    lock(announcement.organisation)
    announcement = _open(announcement, by=by)
    until = renewed_until(announcement.valid_until, clock.today())
    if until == announcement.valid_until:
        return announcement
    if announcement.is_expired:
        _refuse_full(announcement.organisation)
    announcement.valid_until = until
    announcement.changed_at = clock.now()
    announcement.save()
    announcement_renewed.record(
        announcement, by=by, programme_id=announcement.programme_id, valid_until=until.isoformat()
    )
    search.show(FOUND_AS, announcement.pk, entry_of(announcement))
    return announcement


@transaction.atomic
def close_announcement(announcement: Announcement, outcome: str, *, by: Account) -> Announcement:
    """Take it off the board and say how it ended. Answers that still wait are declined, and told so by e-mail.

    A second click changes nothing. Raises RuleBroken: "stranger", "hidden".
    """
    announcement = lock(announcement)
    _refuse_stranger(announcement, by)
    if announcement.state == State.CLOSED:
        return announcement
    _refuse_hidden(announcement)
    announcement.state, announcement.outcome = State.CLOSED, Announcement.Outcome(outcome)
    announcement.closed_at = announcement.changed_at = clock.now()
    announcement.save()
    waiting = list(
        Answer.objects.select_for_update(of=("self",))
        .filter(announcement=announcement, state=Answer.State.WAITING)
        .select_related("person", "organisation")
        .order_by("pk")
    )
    for answer in waiting:
        answer.announcement = announcement
        answer.state, answer.decided_at = Answer.State.DECLINED, clock.now()
        answer.save(update_fields=["state", "decided_at"])
        emails.answer_declined(answer)
    announcement_closed.record(
        announcement, by=by, programme_id=announcement.programme_id, outcome=outcome, declined=len(waiting)
    )
    search.show(FOUND_AS, announcement.pk, entry_of(announcement))
    return announcement


@transaction.atomic
def tell_of_expiry(announcement: Announcement, *, by: Account | None) -> bool:
    """Write to the author that the announcement will leave the board; once for each last day. Was anybody told?"""
    announcement = lock(announcement)
    created_on = announcement.created_at.astimezone(clock.WARSAW).date()
    if (
        not announcement.is_open
        or announcement.told_for == announcement.valid_until
        or not is_due_to_tell(announcement.valid_until, created_on, clock.today())
    ):
        return False
    announcement.told_for = announcement.valid_until
    announcement.save(update_fields=["told_for"])
    emails.announcement_expires(announcement)
    expiry_told.record(announcement, by=by, programme_id=announcement.programme_id)
    return True


def _open(announcement: Announcement, *, by: Account) -> Announcement:
    announcement = lock(announcement)
    _refuse_stranger(announcement, by)
    if announcement.state == State.CLOSED:
        raise RuleBroken(
            _("This announcement is closed. Write a new one if it is current again."), code="closed"
        )
    _refuse_hidden(announcement)
    return announcement


def _refuse_stranger(announcement: Announcement, by: Account) -> None:
    if not may_manage(by, announcement):
        raise RuleBroken(
            _("Only confirmed members may write in the name of an organisation."), code="stranger"
        )


def _refuse_hidden(announcement: Announcement) -> None:
    if announcement.state == State.HIDDEN:
        raise RuleBroken(
            _("The programme's team hid this announcement. Write to the team to have it shown again."),
            code="hidden",
        )


def _refuse_full(organisation: Organisation) -> None:
    hanging = Announcement.objects.filter(
        organisation=organisation, state=State.OPEN, valid_until__gte=clock.today()
    ).count()
    if hanging >= MOST_OPEN:
        raise RuleBroken(
            _(
                "%(organisation)s has %(most)d announcements on the board, and that is the most. "
                "Close one of them first."
            )
            % {"organisation": organisation.name, "most": MOST_OPEN},
            code="full",
        )


def _checked(title: str, body: str) -> tuple[str, str]:
    title, body = text.clean(title), text.clean_lines(body)
    if not title:
        raise RuleBroken(_("Write in a few words what it is about."), code="title", field="title")
    if not body:
        raise RuleBroken(_("Write what you offer or need."), code="text", field="body")
    for field, said in (("title", title), ("body", body)):
        if names_contact(said):
            raise RuleBroken(
                _(
                    "Everybody can read this. Leave out e-mail addresses and telephone numbers: "
                    "we show them to both sides when you accept an answer."
                ),
                code="contact",
                field=field,
            )
    return title[:120], body[:3000]


def _refuse_day(valid_until: dt.date, earliest: dt.date) -> None:
    latest = clock.today() + dt.timedelta(days=LONGEST_DAYS)
    if not earliest <= valid_until <= latest:
        raise RuleBroken(
            _("Choose a day from %(earliest)s to %(latest)s.")
            % {"earliest": words.short_date(earliest), "latest": words.short_date(latest)},
            code="valid_until",
            field="valid_until",
        )
