"""Papers of workshops: the certificate, and the list to be signed. One function and one template per paper."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.lib import clock, typeset
from osnowa.programme.documents import CYCLE_SIZES, NAME_SIZES, short_address
from osnowa.ui import words
from osnowa.workshops.models import Certificate, Cycle, Session
from osnowa.workshops.queries.attendance import lines
from osnowa.workshops.queries.papers import valid_papers

# Lists of so many rows at most fit as they are; longer ones are measured by the template, and shrink.
FEW_ROWS = 7
LETTERS_IN_A_ROW = 42


def certificate(paper: Certificate, *, preview: bool = False) -> bytes:
    """The certificate as a tagged PDF on one A4 sheet, in the language of its reader, out of its frozen facts.

    `preview`: of one that is not issued yet; the paper says so, and its code leads nowhere.
    """
    with translation.override(paper.language):
        facts = paper.facts
        address = settings.BASE_URL + reverse("workshops:verify", args=[paper.code])
        attended, held = facts.get("attended"), len(facts.get("sessions", ()))
        return typeset.pdf(
            "programme/papers/certificate.typ",
            {
                "programme": words.join_words(
                    _("Programme “%(title)s”") % {"title": facts.get("programme", "")}
                ),
                "heading": _("Certificate"),
                "number": _("no. %(number)s") % {"number": paper.number},
                "revoked": _("Preview: this certificate is not issued.")
                if preview
                else _("Not valid since %(day)s.")
                % {"day": words.day(words.local(paper.revoked_at), weekday=False)}
                if paper.revoked_at
                else "",
                "opening": _("This certificate is awarded to"),
                "name": facts.get("name") or "—",
                "name-size": typeset.size_that_fits(facts.get("name", ""), NAME_SIZES),
                "organisation": _("Organisation: %(name)s") % {"name": facts["organisation"]}
                if facts.get("organisation")
                else "",
                "for": _("for completing the workshop cycle"),
                "cycle": words.join_words(facts.get("cycle", "")),
                "cycle-size": typeset.size_that_fits(facts.get("cycle", ""), CYCLE_SIZES),
                "when": words.join_words(_when(facts)),
                "attendance": words.join_words(
                    _("Attendance: %(attended)s of %(held)s sessions, %(hours)s of %(hours_of)s hours.")
                    % {
                        "attended": attended,
                        "held": held,
                        "hours": words.decimal(facts["hours"], 2),
                        "hours_of": words.decimal(facts["hours_of"], 2),
                    }
                )
                if attended is not None
                else "",
                "contents": _("Programme of the sessions"),
                "sessions": [words.join_words(title) for title in facts.get("sessions", ())],
                "after": _("Abilities after the cycle"),
                "outcomes": [words.join_words(line) for line in facts.get("outcomes", ())],
                "shrink": _has_long_lists(facts),
                "signatures": [_("for the trainers"), _("for the programme")],
                "check": _("Check this certificate:"),
                "address": short_address(address),
                "qr": typeset.qr(address),
                "qr-alt": _("QR code that leads to the check of this certificate: %(address)s")
                % {"address": short_address(address)},
                "issued": _issued(paper),
                "funding-note": words.join_words(facts.get("funding_note", "")),
            },
            title=_("Certificate %(number)s") % {"number": paper.number},
            language=paper.language,
        )


def certificates_zipped(cycle: Cycle) -> Iterator[bytes]:
    """A ZIP of the cycle's valid certificates, one PDF each, in pieces as they are made: memory holds one paper."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_STORED) as folder:  # a PDF is packed already
        for paper in valid_papers(cycle):
            folder.writestr(f"{paper.number.replace('/', '-')}.pdf", certificate(paper))
            yield sent.taken()
    yield sent.taken()


class _Sent(io.RawIOBase):
    """What zipfile writes, handed on piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        found, self._pieces = b"".join(self._pieces), []
        return found


def attendance_list(session: Session) -> bytes:
    """The list to be signed, in the language of the page: who is expected, and nothing more than must be on it."""
    cycle = session.cycle
    programme = cycle.programme
    trainers = ", ".join(str(trainer) for trainer in cycle.trainers.all())
    title = _("Attendance list: cycle %(cycle)d, session %(session)d") % {
        "cycle": cycle.number,
        "session": session.number,
    }
    return typeset.pdf(
        "workshops/papers/attendance_list.typ",
        {
            "heading": _("Attendance list"),
            "running": f"{programme.title} · {title}",
            "facts": [
                [_("Project"), programme.title],
                [_("Financing"), programme.funding_note or programme.fund],
                [_("Cycle"), f"{cycle.number}. {cycle.title}"],
                [_("Session"), f"{session.number}. {session.title}"],
                [_("Date and hours"), words.span(session.starts_at, session.ends_at)],
                [_("Place"), session.where],
                [_("Trainer"), trainers],
            ],
            "head": [_("No."), _("First and last name"), _("Organisation or group"), _("Signature")],
            "rows": [
                [str(n), line.enrolment.person.name, line.organisation, ""]
                for n, line in enumerate((one for one in lines(session) if one.is_expected), start=1)
            ],
            "trainer-signature": _("trainer's signature"),
        },
        title=title,
        language=translation.get_language() or "pl",
    )


def _has_long_lists(facts: dict[str, Any]) -> bool:
    """Do the lists, or a title in two lines, take more room than there usually is?"""
    rows = max(
        sum(1 + len(entry) // LETTERS_IN_A_ROW for entry in facts.get(name, ()))
        for name in ("sessions", "outcomes")
    )
    return rows > FEW_ROWS or len(facts.get("cycle", "")) > CYCLE_SIZES[1][0]


def _when(facts: dict[str, Any]) -> str:
    """4 spotkania, 12 godzin zegarowych, 9–30 maja 2017, Białystok."""
    held = len(facts.get("sessions", ()))
    parts = []
    if held:
        parts.append(ngettext("%(count)d session", "%(count)d sessions", held) % {"count": held})
    if "hours_of" in facts:
        parts.append(_("%(hours)s clock hours") % {"hours": words.decimal(facts["hours_of"], 2)})
    if "first_on" in facts:
        first, last = (dt.date.fromisoformat(facts[name]) for name in ("first_on", "last_on"))
        parts.append(words.span(first, last))
    if facts.get("city"):
        parts.append(facts["city"])
    return ", ".join(parts) + "." if parts else ""


def _issued(paper: Certificate) -> str:
    day = words.short_date(paper.issued_at.astimezone(clock.WARSAW).date())
    city = paper.facts.get("city")
    return words.join_words(f"{city}, {day}" if city else day)
