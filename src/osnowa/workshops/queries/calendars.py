"""Calendar files of cycles, made from what the database knows."""

from collections.abc import Iterable
from dataclasses import replace
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from osnowa.lib import clock
from osnowa.lib.calendars import CANCEL, Meeting, calendar
from osnowa.workshops.models import Cycle, Session


def calendar_of_cycle(cycle: Cycle, sessions: Iterable[Session]) -> bytes:
    """All sessions of a cycle, the same for everybody. Needs `cycle.programme`.

    No participant's link is in it: calendars are shared with families and colleagues.
    """
    url = _page_of(cycle)
    return calendar(cycle.title, tuple(_meeting(cycle, session, url) for session in sessions))


def calendar_of_removed(cycle: Cycle, session: Session) -> bytes:
    """The file that takes a removed session out of calendars (`session` keeps the id that it had)."""
    meeting = _meeting(cycle, session, _page_of(cycle))
    now = clock.now()
    version = max(meeting.version + 1, int((now - cycle.created_at).total_seconds()))
    return calendar(cycle.title, (replace(meeting, changed_at=now, version=version),), CANCEL)


def _page_of(cycle: Cycle) -> str:
    return settings.BASE_URL + reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug])


def _meeting(cycle: Cycle, session: Session, url: str) -> Meeting:
    changed_at = max(cycle.changed_at, session.changed_at)
    return Meeting(
        uid=f"session-{session.pk}@{urlsplit(settings.BASE_URL).hostname}",
        title=f"{cycle.title}: {session.title}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place or cycle.place,
        text=url,
        url=url,
        changed_at=changed_at,
        version=max(0, int((changed_at - cycle.created_at).total_seconds())),
        organizer=cycle.programme.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        organizer_name=cycle.programme.title,
    )
