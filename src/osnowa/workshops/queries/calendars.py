"""Calendar files and feeds, made from what the database knows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.lib import clock
from osnowa.lib.calendars import CANCEL, REQUEST, Meeting, calendar
from osnowa.workshops.models import Cycle, Session

ASK_AGAIN_AFTER = dt.timedelta(hours=4)


def calendar_of_cycle(cycle: Cycle, sessions: Iterable[Session], *, with_links: bool = False) -> bytes:
    """These sessions of a cycle, the same for everybody. Needs `cycle.programme`.

    `with_links`: where sessions are held online; only for who has a place, or leads. No participant's own link is in
    it: calendars are shared with families and colleagues.
    """
    return calendar(
        cycle.title,
        tuple(_meeting(cycle, session, with_link=with_links) for session in sessions),
        ask_again_after=ASK_AGAIN_AFTER,
    )


def feed(name: str, sessions: Iterable[Session], *, with_links: bool) -> bytes:
    """Sessions of any cycles, for programs that read an address by themselves. Needs `cycle.programme`."""
    return calendar(
        name,
        tuple(_meeting(session.cycle, session, with_link=with_links) for session in sessions),
        ask_again_after=ASK_AGAIN_AFTER,
    )


def invitation(cycle: Cycle, session: Session, *, address: str, name: str) -> bytes:
    """One session for one receiver: puts the entry into the calendar, or moves it. Nobody else's address is in it."""
    meeting = _meeting(cycle, session, with_link=True)
    return calendar(cycle.title, (replace(meeting, attendee=address, attendee_name=name),), REQUEST)


def cancellation(cycle: Cycle, session: Session, *, address: str, name: str) -> bytes:
    """The file that takes one session out of the receiver's calendar.

    A session that is removed for good (`session` keeps the id that it had) gets one version more than it ever had.
    """
    meeting = _meeting(cycle, session, with_link=False)
    if not session.is_called_off:
        meeting = replace(meeting, version=meeting.version + 1, changed_at=clock.now())
    return calendar(cycle.title, (replace(meeting, attendee=address, attendee_name=name),), CANCEL)


def changed_at(sessions: Iterable[Session]) -> dt.datetime | None:
    """When something of these entries changed last; None where there is none."""
    return max((max(one.changed_at, one.cycle.changed_at) for one in sessions), default=None)


def _meeting(cycle: Cycle, session: Session, *, with_link: bool) -> Meeting:
    url = settings.BASE_URL + reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug])
    place = session.place or ("" if session.online_url else cycle.place)
    if session.online_url:
        place = " / ".join(filter(None, [place, session.online_url if with_link else _("online")]))
    text = [url]
    if session.online_url and with_link:
        text.insert(0, _("Join online: %(link)s") % {"link": session.online_url})
    if session.is_called_off:
        text.insert(0, _("Called off: %(reason)s") % {"reason": session.cancelled_because})
    return Meeting(
        uid=f"session-{session.pk}@{urlsplit(settings.BASE_URL).hostname}",
        title=f"{cycle.title}: {session.title}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=place,
        text="\n".join(text),
        url=url,
        changed_at=max(cycle.changed_at, session.changed_at),
        version=cycle.sequence + session.sequence,
        organizer=cycle.programme.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        organizer_name=cycle.programme.title,
        is_cancelled=session.is_called_off,
    )
