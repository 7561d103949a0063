"""Letters about sign-ups."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.lib import mail
from osnowa.lib.calendars import CANCEL, PUBLISH
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.queries.calendars import calendar_of_cycle, calendar_of_removed
from osnowa.workshops.queries.reserve import position_on_reserve, somebody_waits


@dataclass(frozen=True)
class Move:
    """A session as it is now, with when and where it was to be before."""

    session: Session
    starts_at: dt.datetime
    ends_at: dt.datetime
    where: str


def enrolment_confirmed(enrolment: Enrolment, sessions: Sequence[Session]) -> None:
    """You have a place: with the calendar file."""
    _queue("enrolment_confirmed", enrolment, [_calendar(enrolment, sessions)], sessions=sessions)


def enrolment_reserve(
    enrolment: Enrolment, sessions: Sequence[Session], *, position: int | None = None
) -> None:
    """You are on the reserve list; `position` is looked up where the caller does not know it."""
    position = position or position_on_reserve(enrolment)
    came_late = enrolment.created_at >= enrolment.cycle.recruitment_closes_at
    _queue("enrolment_reserve", enrolment, sessions=sessions, position=position, came_late=came_late)


def enrolment_cancelled(enrolment: Enrolment) -> None:
    """You gave up; until HH:MM you can take it back."""
    _queue(
        "enrolment_cancelled",
        enrolment,
        undo_until=enrolment.undo_until,
        somebody_waits=somebody_waits(enrolment.cycle),
    )


def place_passed_on(enrolment: Enrolment) -> None:
    """The ten minutes are over and somebody from the reserve list has your place."""
    _queue("place_passed_on", enrolment)


def place_given(enrolment: Enrolment, sessions: Sequence[Session]) -> None:
    """A place became free and it is yours: with the calendar file."""
    _queue("place_given", enrolment, [_calendar(enrolment, sessions)], sessions=sessions)


def place_offered(enrolment: Enrolment, sessions: Sequence[Session]) -> None:
    """A place is free: do you want it? One tap on the own page, until the hour named."""
    _queue("place_offered", enrolment, sessions=sessions)


def offer_ran_out(enrolment: Enrolment) -> None:
    """Nobody answered in time, so the next one is asked. One tap brings the person back into line."""
    _queue("offer_ran_out", enrolment)


def enrolment_changed(enrolment: Enrolment) -> None:
    """What you sent was changed; if it was not you, write to us."""
    _queue("enrolment_changed", enrolment)


def sessions_moved(enrolment: Enrolment, sessions: Sequence[Session], moves: Sequence[Move]) -> None:
    """Another time or place: before and now, with the calendar file that moves the entries."""
    _queue("sessions_moved", enrolment, [_calendar(enrolment, sessions)], sessions=sessions, moves=moves)


def session_removed(enrolment: Enrolment, sessions: Sequence[Session], removed: Session) -> None:
    """A session is called off: with the calendar file that takes it away. `sessions`: those that remain."""
    content = calendar_of_removed(enrolment.cycle, removed)
    attached = _calendar_file(f"{enrolment.cycle.slug}-odwolane.ics", CANCEL, content)
    _queue("session_removed", enrolment, [attached], sessions=sessions, removed=removed)


def _calendar(enrolment: Enrolment, sessions: Sequence[Session]) -> mail.Attachment:
    return _calendar_file(
        f"{enrolment.cycle.slug}.ics", PUBLISH, calendar_of_cycle(enrolment.cycle, sessions)
    )


def _calendar_file(name: str, method: str, content: bytes) -> mail.Attachment:
    """The method stands in the type as well: mail programs look there first (RFC 6047)."""
    return mail.Attachment(name, f"text/calendar; charset=utf-8; method={method}", content)


def _queue(
    template: str, enrolment: Enrolment, attachments: Sequence[mail.Attachment] = (), **facts: Any
) -> None:
    person, cycle = enrolment.person, enrolment.cycle
    if person.erased_at is not None or not person.email:
        return
    programme = cycle.programme
    mail.queue(
        f"workshops/{template}",
        to=person.email,
        language=enrolment.language,
        about=enrolment,
        programme_id=programme.pk,
        attachments=attachments,
        reply_to=programme.contact_email,
        context={
            "enrolment": enrolment,
            "cycle": cycle,
            "programme": programme,
            "own_url": settings.BASE_URL + reverse("workshops:enrolment", args=[enrolment.token]),
            "cycle_url": settings.BASE_URL + reverse("workshops:cycle", args=[programme.slug, cycle.slug]),
            **facts,
        },
    )
