"""Reading calendars under an address: public ones, and the secret ones of participants, trainers and coordinators."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.people.models import Account, Person
from osnowa.programme.models import Programme, Role, TeamMember
from osnowa.workshops.models import CalendarFeed, Enrolment, Session
from osnowa.workshops.queries.led import led_by

Kind = CalendarFeed.Kind
KEPT = dt.timedelta(days=365)  # what is over for longer leaves the calendar
LEADERS = (Role.TRAINER, Role.COORDINATOR)


def feed_by_token(token: str) -> CalendarFeed | None:
    """The calendar behind an address, or None. Where its owner has gone, `sessions_of_feed` says nothing."""
    return CalendarFeed.objects.select_related("person", "account", "programme").filter(token=token).first()


def sessions_of_feed(feed: CalendarFeed) -> list[Session] | None:
    """What stands in it now, those called off too, each with its cycle and programme; one query or two.

    None where its owner has no right to it any more: who left the team, who was erased.
    """
    rows = Session.every.filter(ends_at__gt=clock.now() - KEPT).select_related("cycle__programme")
    if feed.kind == Kind.OWN:
        if feed.person is None or feed.person.erased_at is not None:
            return None
        return list(rows.filter(cycle__in=cycles_with_place(feed.person)))
    if feed.account is None or not feed.account.is_active:
        return None
    if feed.kind == Kind.LED:
        return list(rows.filter(pk__in=led_in_living_roles(feed.account).values("pk")))
    if not has_living_role(feed.account, feed.programme, Role.COORDINATOR):
        return None
    return list(rows.filter(cycle__programme=feed.programme))


def name_of_feed(feed: CalendarFeed) -> str:
    """What the calendar is called in the reader's program."""
    if feed.kind == Kind.PROGRAMME and feed.programme is not None:
        return feed.programme.title
    return _("Sessions that I lead") if feed.kind == Kind.LED else _("My workshops")


def cycles_with_place(person: Person) -> QuerySet[Enrolment, Any]:
    """Ids of cycles in which the person has a place."""
    return Enrolment.objects.filter(person=person, state=Enrolment.State.PLACED).values("cycle")


def led_in_living_roles(account: Account) -> QuerySet[Session]:
    """Sessions that the account leads, called off ones too, in programmes on whose team it is now."""
    programmes = TeamMember.objects.living().filter(account=account, role__in=LEADERS).values("programme")
    return led_by([account], Session.every.filter(cycle__programme__in=programmes))


def has_living_role(account: Account, programme: Programme | None, role: str) -> bool:
    return (
        TeamMember.objects.living().filter(account=account, programme=programme, role=role).exists()
        if programme is not None
        else False
    )


def public_sessions(programme: Programme) -> list[Session]:
    """Sessions of the published cycles of a programme, called off ones too. One query."""
    rows = Session.every.filter(
        cycle__programme=programme, cycle__is_published=True, ends_at__gt=clock.now() - KEPT
    ).select_related("cycle")
    found = list(rows)
    for session in found:
        session.cycle.programme = programme
    return found


def feeds_of(account: Account) -> dict[tuple[str, int | None], CalendarFeed]:
    """(kind, programme id) -> the feed of an account or of its person."""
    rows = list(CalendarFeed.objects.filter(account=account))
    if account.person_id is not None:
        rows += CalendarFeed.objects.filter(person=account.person_id)
    return {(feed.kind, feed.programme_id): feed for feed in rows}
