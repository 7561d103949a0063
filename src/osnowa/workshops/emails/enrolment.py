"""Letters about sign-ups."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from osnowa.lib import clock, mail
from osnowa.lib.calendars import CANCEL, PUBLISH, REQUEST
from osnowa.lib.models import OutgoingMail
from osnowa.workshops.models import Enrolment, Session
from osnowa.workshops.queries.calendars import calendar_of_cycle, cancellation, invitation
from osnowa.workshops.queries.own_page import OwnTask, tasks_for_letter
from osnowa.workshops.queries.reserve import position_on_reserve, somebody_waits


@dataclass(frozen=True)
class Move:
    """A session as it is now, with when and where it was to be before; `link`: online, for people with a place."""

    session: Session
    starts_at: dt.datetime
    ends_at: dt.datetime
    where: str
    link: str = ""


def enrolment_confirmed(enrolment: Enrolment, sessions: Sequence[Session]) -> None:
    """You have a place: with the calendar file."""
    files = [_calendar(enrolment, sessions)]
    queue("enrolment_confirmed", enrolment, files, sessions=sessions, tasks=_to_do(enrolment, sessions))


def enrolment_reserve(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    position: int | None = None,
    over_limit: bool = False,
) -> None:
    """You are on the reserve list; `position` is looked up where the caller does not know it.

    `over_limit`: there are places, and as many people of the organisation have one as the cycle allows.
    """
    position = position or position_on_reserve(enrolment)
    came_late = enrolment.created_at >= enrolment.cycle.recruitment_closes_at
    queue(
        "enrolment_reserve",
        enrolment,
        sessions=sessions,
        position=position,
        came_late=came_late,
        over_limit=over_limit,
        tasks=_to_do(enrolment, sessions),
    )


def enrolment_applied(enrolment: Enrolment, sessions: Sequence[Session]) -> None:
    """We have your application; who has a place is said on a day."""
    terms = getattr(enrolment.cycle, "terms", None)
    queue(
        "enrolment_applied",
        enrolment,
        sessions=sessions,
        results_on=terms.results_on if terms else None,
        tasks=_to_do(enrolment, sessions),
    )


def ranking_result(
    enrolment: Enrolment,
    sessions: Sequence[Session],
    *,
    points: int | None,
    because: str,
    corrected_because: str = "",
) -> None:
    """A place, the reserve list, or no place, with points and why; of a correction also why the list changed."""
    facts: dict[str, Any] = {"points": points, "because": because, "corrected_because": corrected_because}
    match enrolment.state:
        case Enrolment.State.PLACED:
            attached = [_calendar(enrolment, sessions)]
            queue("ranking_placed", enrolment, attached, sessions=sessions, **facts)
        case Enrolment.State.RESERVE:
            position = position_on_reserve(enrolment)
            queue("ranking_reserve", enrolment, sessions=sessions, position=position, **facts)
        case _:
            queue("ranking_refused", enrolment, **facts)


def enrolment_cancelled(enrolment: Enrolment) -> None:
    """You gave up; until HH:MM you can take it back."""
    queue(
        "enrolment_cancelled",
        enrolment,
        undo_until=enrolment.undo_until,
        somebody_waits=somebody_waits(enrolment.cycle),
    )


def place_passed_on(enrolment: Enrolment) -> None:
    """The ten minutes are over and somebody from the reserve list has your place."""
    queue("place_passed_on", enrolment)


def place_given(enrolment: Enrolment, sessions: Sequence[Session]) -> None:
    """A place became free and it is yours: with the calendar file."""
    queue("place_given", enrolment, [_calendar(enrolment, sessions)], sessions=sessions)


def place_offered(enrolment: Enrolment, sessions: Sequence[Session]) -> None:
    """A place is free: do you want it? One tap on the own page, until the hour named."""
    queue("place_offered", enrolment, sessions=sessions)


def offer_ran_out(enrolment: Enrolment) -> None:
    """Nobody answered in time, so the next one is asked. One tap brings the person back into line."""
    queue("offer_ran_out", enrolment)


def enrolment_changed(enrolment: Enrolment) -> None:
    """What you sent was changed; if it was not you, write to us."""
    queue("enrolment_changed", enrolment)


def sessions_moved(enrolment: Enrolment, sessions: Sequence[Session], moves: Sequence[Move]) -> None:
    """Another time, place or link: before and now, with what moves the entries in the calendar of who has a place."""
    files = _entries(enrolment, [move.session for move in moves], sessions)
    queue("sessions_moved", enrolment, files, sessions=sessions, moves=moves)


def sessions_added(enrolment: Enrolment, sessions: Sequence[Session], added: Sequence[Session]) -> None:
    """There are more sessions than before: with what puts them into the calendar of who has a place."""
    queue("sessions_added", enrolment, _entries(enrolment, added, sessions), sessions=sessions, added=added)


def session_removed(enrolment: Enrolment, sessions: Sequence[Session], removed: Session) -> None:
    """A session is called off: with what takes it out of the calendar. `sessions`: those that remain."""
    files: list[mail.Attachment] = []
    if enrolment.state == Enrolment.State.PLACED:
        person, cycle = enrolment.person, enrolment.cycle
        content = cancellation(cycle, removed, address=person.email, name=person.name)
        files = calendar_parts(f"{cycle.slug}-odwolane.ics", CANCEL, content)
    queue("session_removed", enrolment, files, sessions=sessions, removed=removed)


def _to_do(enrolment: Enrolment, sessions: Sequence[Session]) -> Callable[[], list[OwnTask]]:
    """What waits for the person on their own page; asked by the template, so that it is in the reader's language."""
    return cache(lambda: tasks_for_letter(enrolment, list(sessions)))


def _calendar(enrolment: Enrolment, sessions: Sequence[Session]) -> mail.Attachment:
    return _calendar_file(
        f"{enrolment.cycle.slug}.ics",
        PUBLISH,
        calendar_of_cycle(enrolment.cycle, sessions, with_links=True),
    )


def _entries(
    enrolment: Enrolment, changed: Sequence[Session], sessions: Sequence[Session]
) -> list[mail.Attachment]:
    """One changed session is an invitation, which mail programs put into the calendar by themselves. Several are a file
    to open: an invitation is about one thing (RFC 5546, 3.2.2). Who waits has no entries, and gets none.
    """
    if enrolment.state != Enrolment.State.PLACED:
        return []
    if len(changed) > 1:
        return [_calendar(enrolment, sessions)]
    person, cycle = enrolment.person, enrolment.cycle
    content = invitation(cycle, changed[0], address=person.email, name=person.name)
    return calendar_parts(f"{cycle.slug}.ics", REQUEST, content)


def calendar_parts(name: str, method: str, content: bytes) -> list[mail.Attachment]:
    """An invitation in the letter for programs that act on it, and the same as a file for everybody else."""
    return [
        mail.Attachment(name, f"text/calendar; charset=utf-8; method={method}", content, is_alternative=True),
        mail.Attachment(name, "application/ics", content),
    ]


def _calendar_file(name: str, method: str, content: bytes) -> mail.Attachment:
    """The method stands in the type as well: mail programs look there first (RFC 6047)."""
    return mail.Attachment(name, f"text/calendar; charset=utf-8; method={method}", content)


def queue(
    template: str, enrolment: Enrolment, attachments: Sequence[mail.Attachment] = (), **facts: Any
) -> None:
    """One letter to the person of a sign-up, with the facts that every letter repeats."""
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


def feed_address(enrolment: Enrolment, address: str) -> None:
    """The secret address of the person's calendar: to the mailbox only. Asked for again at once, it is one letter."""
    lately = OutgoingMail.objects.filter(
        template="workshops/feed_address",
        about_kind=Enrolment._meta.label_lower,  # noqa: SLF001  the public name of a kind
        about_id=enrolment.pk,
        created_at__gt=clock.now() - dt.timedelta(minutes=5),
        text__contains=address,
    )
    if not lately.exists():
        my_calendar = reverse("workshops:enrolment_my_calendar", args=[enrolment.token])
        queue("feed_address", enrolment, address=address, calendar_url=settings.BASE_URL + my_calendar)
