"""The list of cycles for other sites, and a cycle as search engines read it (schema.org)."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from osnowa.programme.models import Programme
from osnowa.workshops.models import Cycle, Session
from osnowa.workshops.queries.cycles import places_of, public_cycles, recruitment_of_row
from osnowa.workshops.rules.places import Places
from osnowa.workshops.rules.recruitment import Recruitment

FORMAT = "osnowa-workshops/1"  # of the JSON: raised when a key changes its meaning or goes
COMING = (
    Recruitment.OPEN,
    Recruitment.RESERVE,
    Recruitment.NOT_OPEN,
    Recruitment.CLOSED,
    Recruitment.STARTED,
)


def listed_cycles(programme: Programme) -> list[tuple[Cycle, Recruitment, Places, list[Session]]]:
    """Published cycles that are not over, by number, with all their sessions. Two queries."""
    rows = public_cycles(programme).prefetch_related("sessions")
    found = []
    for cycle in rows:
        cycle.programme = programme
        stands = recruitment_of_row(cycle)
        if stands in COMING:
            found.append((cycle, stands, places_of(cycle), list(cycle.sessions.all())))
    return found


def listing_facts(programme: Programme) -> dict[str, Any]:
    """The list as plain values for JSON; its shape is told in docs/manual/kalendarze.md. Two queries."""
    return {
        "format": FORMAT,
        "programme": programme.title,
        "url": _address("workshops:cycles", programme.slug),
        "calendar": _address("workshops:programme_calendar", programme.slug),
        "cycles": [
            {
                "number": cycle.number,
                "title": cycle.title,
                "summary": cycle.summary,
                "url": _address("workshops:cycle", programme.slug, cycle.slug),
                "state": str(stands.value),
                "places": seats.capacity,
                "free": seats.free if stands == Recruitment.OPEN else 0,
                "sign_up_opens_at": cycle.recruitment_opens_at.isoformat(),
                "sign_up_closes_at": cycle.recruitment_closes_at.isoformat(),
                "place": cycle.place,
                "sessions": [
                    {
                        "number": session.number,
                        "title": session.title,
                        "starts_at": session.starts_at.isoformat(),
                        "ends_at": session.ends_at.isoformat(),
                        "place": session.place or ("" if session.online_url else cycle.place),
                        "online": bool(session.online_url),
                    }
                    for session in sessions
                ],
            }
            for cycle, stands, seats, sessions in listed_cycles(programme)
        ],
    }


def event_of(cycle: Cycle, sessions: list[Session], seats: Places, stands: Recruitment) -> dict[str, Any]:
    """The cycle as a schema.org EducationEvent with its sessions inside. Asks nothing; needs `cycle.programme`.

    `sessions`: called off ones too. Links of online sessions are not told: the page stands in their place.
    """
    url = _address("workshops:cycle", cycle.programme.slug, cycle.slug)
    standing = [session for session in sessions if not session.is_called_off]
    if not standing:
        return {}
    online = [bool(session.online_url) for session in standing]
    mode = (
        "OnlineEventAttendanceMode"
        if all(session.is_only_online for session in standing)
        else "MixedEventAttendanceMode"
        if any(online)
        else "OfflineEventAttendanceMode"
    )
    return {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "name": cycle.title,
        "description": cycle.summary,
        "url": url,
        "inLanguage": "pl",
        "isAccessibleForFree": True,
        "startDate": min(session.starts_at for session in standing).isoformat(),
        "endDate": max(session.ends_at for session in standing).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}",
        "location": _location(standing[0], cycle, url),
        "organizer": {
            "@type": "Organization",
            "name": getattr(cycle, "operator_name", "") or cycle.programme.title,
            "url": _address("workshops:cycles", cycle.programme.slug),
        },
        "maximumAttendeeCapacity": seats.capacity,
        "remainingAttendeeCapacity": seats.free,
        "offers": {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "PLN",
            "url": url,
            "validFrom": cycle.recruitment_opens_at.isoformat(),
            "availability": "https://schema.org/" + ("InStock" if stands == Recruitment.OPEN else "SoldOut"),
        },
        "subEvent": [
            {
                "@type": "EducationEvent",
                "name": session.title,
                "startDate": session.starts_at.isoformat(),
                "endDate": session.ends_at.isoformat(),
                "eventStatus": "https://schema.org/"
                + ("EventCancelled" if session.is_called_off else "EventScheduled"),
                "location": _location(session, cycle, url),
            }
            for session in sessions
        ],
    }


def _location(session: Session, cycle: Cycle, url: str) -> dict[str, str]:
    if session.is_only_online:
        return {"@type": "VirtualLocation", "url": url}
    place = session.place or cycle.place or _("to be settled")
    return {"@type": "Place", "name": place, "address": place}


def _address(name: str, *args: str) -> str:
    return settings.BASE_URL + reverse(name, args=args)
