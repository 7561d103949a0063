"""Papers of the programme: a certificate of service, and the clause to begin with."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from osnowa.lib import clock, typeset
from osnowa.programme.models import Programme, ServicePaper
from osnowa.ui import words

# (letters that fit on one line at most, points): measured with our serif on a line of 165 mm
NAME_SIZES = ((28, 29.0), (36, 23.0), (46, 18.5), (56, 16.0), (70, 13.0))
CYCLE_SIZES = ((40, 21.0), (54, 16.0), (110, 14.0))
FEW_ROWS = 7  # lists of so many rows fit as they are
LETTERS_IN_A_ROW = 42


def service_paper(paper: ServicePaper) -> bytes:
    """What somebody of the team did, as a tagged PDF on one A4 sheet, out of its frozen facts."""
    with translation.override(paper.language):
        facts = paper.facts
        address = settings.BASE_URL + reverse("workshops:verify", args=[paper.code])
        work = [words.join_words(line) for line in facts.get("work", ())]
        span = ""
        if facts.get("first_on"):
            first, last = (dt.date.fromisoformat(facts[name]) for name in ("first_on", "last_on"))
            span = words.span(first, last)
        issued = words.short_date(paper.issued_at.astimezone(clock.WARSAW).date())
        served = paper.get_kind_display()
        return typeset.pdf(
            "programme/papers/certificate.typ",
            {
                "programme": words.join_words(
                    _("Programme “%(title)s”") % {"title": facts.get("programme", "")}
                ),
                "heading": _("Certificate"),
                "number": _("no. %(number)s") % {"number": paper.number},
                "revoked": _("Not valid since %(day)s.")
                % {"day": words.day(words.local(paper.revoked_at), weekday=False)}
                if paper.revoked_at
                else "",
                "opening": _("This certificate is given to"),
                "name": facts.get("name") or "—",
                "name-size": typeset.size_that_fits(facts.get("name", ""), NAME_SIZES),
                "organisation": "",
                "for": _("for work in this programme:"),
                "cycle": served,
                "cycle-size": typeset.size_that_fits(served, CYCLE_SIZES),
                "when": words.join_words(
                    _("%(hours)s clock hours, %(span)s.")
                    % {"hours": words.decimal(facts["hours"], 2), "span": span}
                ),
                "attendance": "",
                "contents": _("What was done"),
                "sessions": work,
                "after": "",
                "outcomes": [],
                "shrink": sum(1 + len(line) // LETTERS_IN_A_ROW for line in work) > FEW_ROWS,
                "signatures": [_("for the operator"), _("for the programme")],
                "check": _("Check this certificate:"),
                "address": short_address(address),
                "qr": typeset.qr(address),
                "qr-alt": _("QR code that leads to the check of this certificate: %(address)s")
                % {"address": short_address(address)},
                "issued": words.join_words(f"{facts['city']}, {issued}" if facts.get("city") else issued),
                "funding-note": words.join_words(facts.get("funding_note", "")),
            },
            title=_("Certificate %(number)s") % {"number": paper.number},
            language=paper.language,
        )


def short_address(address: str) -> str:
    """An address as people write it by hand: without https://."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def default_clause(programme: Programme, language: str) -> str:
    """An information clause to start from (RODO art. 13), naming operator and contact. "pl" or "en".

    It is a draft for the operator to check: legal grounds and periods depend on the agreement.
    """
    language = "en" if language.startswith("en") else "pl"
    return render_to_string(
        f"programme/clause/{language}.txt", {"programme": programme, "operator": programme.operator}
    ).strip()
