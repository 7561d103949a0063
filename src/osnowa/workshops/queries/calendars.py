"""Calendar files of cycles, made from what the database knows."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.workshops.models import Cycle, Enrolment, Session
from osnowa.workshops.rules.calendars import Meeting, calendar


def calendar_of_cycle(cycle: Cycle, sessions: Iterable[Session]) -> bytes:
    """All sessions of a cycle, for anybody. Needs `cycle.programme`."""
    url = settings.BASE_URL + reverse("workshops:cycle", args=[cycle.programme.slug, cycle.slug])
    return calendar(cycle.title, [_meeting(cycle, session, url, text="") for session in sessions])


def calendar_of_enrolment(enrolment: Enrolment, sessions: Iterable[Session]) -> bytes:
    """The same entries with the reference and the participant's own link. Needs `cycle.programme`."""
    cycle = enrolment.cycle
    url = settings.BASE_URL + reverse("workshops:enrolment", args=[enrolment.token])
    text = _("Sign-up number: %(reference)s") % {"reference": enrolment.reference}
    return calendar(cycle.title, [_meeting(cycle, session, url, text) for session in sessions])


def _meeting(cycle: Cycle, session: Session, url: str, text: str) -> Meeting:
    changed_at = max(cycle.changed_at, session.changed_at)
    return Meeting(
        uid=f"session-{session.pk}@{urlsplit(settings.BASE_URL).hostname}",
        title=f"{cycle.title}: {session.title}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        place=session.place or cycle.place,
        text="\n".join(filter(None, [text, url])),
        url=url,
        changed_at=changed_at,
        version=max(0, int((changed_at - cycle.created_at).total_seconds())),
    )
