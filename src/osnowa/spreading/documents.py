"""Papers of spreading: the record of a period for the funder, and a poster for the wall."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from osnowa.lib import clock, typeset
from osnowa.programme.models import Programme
from osnowa.spreading.models import ShortLink
from osnowa.spreading.queries.links import address_of, facts_of_cycle, short_address_of, target_of
from osnowa.spreading.queries.record import Record
from osnowa.ui import words

# Letters of the title that fit in its lines, and points
_TITLE_SIZES = ((22, 54.0), (45, 44.0), (80, 34.0), (120, 27.0))
_ADDRESS_SIZES = ((16, 29.0), (20, 23.5), (26, 18.0), (36, 13.0), (200, 11.0))


def poster(link: ShortLink, language: str) -> bytes:
    """A sheet A4 for the wall, as a tagged PDF: what, when, the code and the same address in letters."""
    with translation.override(language):
        target = target_of(link)
        programme = link.programme
        facts = facts_of_cycle(link.cycle) if link.cycle is not None else []
        short = short_address_of(link)
        return typeset.pdf(
            "spreading/papers/poster.typ",
            {
                "title": words.join_words(link.label),
                "title-size": typeset.size_that_fits(link.label, _TITLE_SIZES),
                "words": words.join_words(link.words or target.lead),
                "facts": [(label, words.join_words(value)) for label, value in facts],
                "call": _call(link),
                "or": _("or type this address:"),
                "address": short,
                "address-size": typeset.size_that_fits(short, _ADDRESS_SIZES),
                "url": address_of(link),
                "qr": typeset.qr(address_of(link)),
                "qr-alt": _("QR code that leads to %(address)s") % {"address": short},
                "operator": words.join_words(programme.operator.name),
                "contact": " · ".join(
                    part for part in (programme.contact_phone, programme.contact_email) if part
                ),
                "note": words.join_words(programme.funding_note),
            },
            title=link.label,
            language=language,
            author=programme.operator.name,
        )


def _call(link: ShortLink) -> str:
    return {
        ShortLink.Kind.CYCLE: _("Sign up: point your telephone's camera here"),
        ShortLink.Kind.NEWSLETTER: _("Get our news: point your telephone's camera here"),
    }.get(ShortLink.Kind(link.kind), _("Read on: point your telephone's camera here"))


def record_paper(programme: Programme, record: Record, language: str) -> bytes:
    """The distribution record of the period as a tagged PDF. Nobody's name is in it."""
    with translation.override(language):
        title = _("Distribution record")
        period = words.span(record.period.start, record.period.end)
        return typeset.pdf(
            "spreading/papers/record.typ",
            {
                "over": words.join_words(programme.operator.name),
                "title": title,
                "programme": words.join_words(programme.title),
                "facts": _facts(programme, period),
                "sums": _sums(record),
                "sums_head": [pgettext("column of the record", "What"), pgettext("statistics", "How many")],
                "sums_title": _("All together"),
                "sums_note": words.join_words(
                    _(
                        "Information distributed: prints, letters and downloads added up. Reads and visits are not in "
                        "it."
                    )
                ),
                "parts": [part for part in _parts(record) if part["rows"]],
                "nothing": "" if not record.is_empty else _("Nothing went out in these days."),
                "running": words.join_words(f"{title}, {programme.title}"),
                "funding": words.join_words(programme.funding_note),
                "example": words.join_words(programme.example_note),
            },
            title=f"{title}. {programme.title}, {period}",
            language=language,
            author=programme.operator.name,
        )


def _facts(programme: Programme, period: str) -> list[tuple[str, str]]:
    rows = [
        (_("Period"), period),
        (_("Funder"), ", ".join(part for part in (programme.funder.name, programme.fund) if part)),
        (_("Agreement"), programme.agreement_number),
        (_("Made on"), words.short_date(clock.now())),
    ]
    return [(label, words.join_words(value)) for label, value in rows if value]


def _sums(record: Record) -> list[tuple[str, str]]:
    rows = [
        (_("Information distributed, copies"), record.copies),
        (_("of it prints handed out"), record.prints),
        (_("of it letters of the newsletter"), record.letters),
        (_("of it downloads of texts"), record.downloads),
        (_("Organisations and groups reached"), record.organisations),
        (_("Reads of texts on the site"), record.reads),
        (_("Visits by codes on posters"), record.visits),
    ]
    return [(label, words.decimal(value)) for label, value in rows]


def _parts(record: Record) -> list[dict[str, Any]]:
    """Each table: its title, columns, head, rows; numbers stand right."""
    return [
        {
            "title": _("Issues of the newsletter"),
            "kind": "issues",
            "head": [_("Day"), _("Title"), _("Letters"), _("Organisations")],
            "rows": [
                [f"{one.day:%d.%m.%Y}", words.join_words(one.title), _n(one.letters), _n(one.organisations)]
                for one in record.issues
            ],
        },
        {
            "title": _("Prints handed out"),
            "kind": "prints",
            "head": [
                _("Day"),
                _("Title"),
                _("Where"),
                _("Copies"),
                _("People"),
                _("Organisations"),
                _("Proofs"),
            ],
            "rows": [
                [
                    f"{one.given_on:%d.%m.%Y}",
                    words.join_words(f"{one.title} ({one.get_kind_display()})"),
                    words.join_words(one.place),
                    _n(one.copies),
                    _n(one.people_count),
                    _n(one.organisations_count),  # type: ignore[attr-defined]  # annotated
                    _n(one.proofs_count),  # type: ignore[attr-defined]  # annotated
                ]
                for one in record.handouts
            ],
        },
        {
            "title": _("Texts published and read"),
            "kind": "texts",
            "head": [_("Title"), _("Published"), _("Reads"), _("Downloads")],
            "rows": [
                [
                    words.join_words(f"{one.title} ({one.kind})"),
                    f"{one.published_on:%d.%m.%Y}" if one.published_on else "–",
                    _n(one.reads),
                    _n(one.downloads),
                ]
                for one in record.texts
            ],
        },
        {
            "title": _("Materials given at sessions"),
            "kind": "sessions",
            "head": [_("Day"), _("Session"), _("Materials"), _("People"), _("Organisations")],
            "rows": [
                [
                    f"{one.day:%d.%m.%Y}",
                    words.join_words(f"{one.cycle_number}.{one.number}. {one.title}"),
                    _n(one.materials),
                    _n(one.people),
                    _n(one.organisations),
                ]
                for one in record.sessions
            ],
        },
        {
            "title": _("Posters with codes"),
            "kind": "posters",
            "head": [_("Title"), _("Where"), pgettext("short link", "Visits")],
            "rows": [
                [words.join_words(one.label), words.join_words(one.place), _n(one.visits)]
                for one in record.posters
            ],
        },
    ]


def _n(value: int | None) -> str:
    return words.decimal(value) if value else "–"
