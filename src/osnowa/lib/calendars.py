"""Calendar files (RFC 5545): plain values in, bytes out."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

WARSAW = ZoneInfo("Europe/Warsaw")
# What a file asks for (RFC 5546, 3.2): PUBLISH shows entries to whoever reads it, REQUEST invites one person to one
# entry or moves it, CANCEL takes it away.
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Meeting:
    """One entry. `uid` never changes; `version` grows with every change, so that calendars move the entry.

    `attendee`: the address of the one who gets the file, and nobody else's; only of invitations.
    `starts_at`, `ends_at`, `changed_at`: aware moments.
    """

    uid: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    text: str
    url: str
    changed_at: dt.datetime
    version: int
    organizer: str = ""  # an address: both methods ask for it
    organizer_name: str = ""
    attendee: str = ""
    attendee_name: str = ""
    is_cancelled: bool = False


@lru_cache(maxsize=64)
def calendar(
    name: str,
    meetings: tuple[Meeting, ...],
    method: str = PUBLISH,
    ask_again_after: dt.timedelta | None = None,
) -> bytes:
    """A calendar file that any program opens: local times with the rules of Europe/Warsaw inside.

    `method`: PUBLISH adds and moves entries, REQUEST does so for one invited person, CANCEL takes those inside away
    (found by their `uid`). REQUEST and CANCEL hold one entry: programs look at the first only.
    `ask_again_after`: how often a program that reads the address by itself should look (RFC 7986, 5.7).
    Kept for the next one who asks: a cycle that fills up in an hour makes its file once.
    """
    file = Calendar()
    file.add("prodid", "-//Osnowa//Osnowa//PL")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", method)
    file.add("x-wr-calname", vText(_one_line(name)))
    if ask_again_after is not None:
        file.add("refresh-interval", ask_again_after, parameters={"VALUE": "DURATION"})
        file.add("x-published-ttl", vDuration(ask_again_after))
    head, end, _ = file.to_ical().rpartition(b"END:VCALENDAR")
    parts = [head]
    if meetings:
        parts.append(
            _timezone(min(m.starts_at for m in meetings).year, max(m.ends_at for m in meetings).year)
        )
    parts.extend(_event(meeting, method).to_ical() for meeting in meetings)
    return b"".join([*parts, end, b"\r\n"])


def _event(meeting: Meeting, method: str) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("summary", _one_line(meeting.title))
    event.add("dtstart", meeting.starts_at.astimezone(WARSAW))
    event.add("dtend", meeting.ends_at.astimezone(WARSAW))
    event.add("dtstamp", meeting.changed_at.astimezone(dt.UTC))
    event.add("last-modified", meeting.changed_at.astimezone(dt.UTC))
    event.add("sequence", meeting.version)
    is_cancelled = method == CANCEL or meeting.is_cancelled
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    if meeting.place:
        event.add("location", _one_line(meeting.place))
    event.add("description", meeting.text)
    event.add("url", meeting.url)
    if meeting.organizer:
        event.add("organizer", _address(meeting.organizer, meeting.organizer_name))
    if meeting.attendee and method != PUBLISH:  # a published entry has none: RFC 5546, 3.2.1
        attendee = _address(meeting.attendee, meeting.attendee_name)
        # Whoever signed up has accepted already: no program need ask, and nobody need be answered.
        attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
        event.add("attendee", attendee)
    return event


def _address(address: str, name: str) -> vCalAddress:
    said = vCalAddress(f"mailto:{_one_line(address)}")
    said.params["CN"] = vText(_one_line(name).replace('"', "”"))
    return said


def _one_line(words: str) -> str:
    """A line break would begin a new property."""
    return " ".join(words.split())


@lru_cache(maxsize=16)
def _timezone(first_year: int, last_year: int) -> bytes:
    """The changes of the clock between two years. Kept, because working it out takes longer than all the rest."""
    probe = Calendar()
    for year in range(first_year, last_year + 1):
        for month in (1, 7):
            event = Event()
            event.add("dtstart", dt.datetime(year, month, 1, 12, tzinfo=WARSAW))
            probe.add_component(event)
    probe.add_missing_timezones(dt.date(first_year, 1, 1), dt.date(last_year + 1, 1, 1))
    return probe.timezones[0].to_ical()
