"""Papers of reporting: a submitted report as PDF, and its fields ready to be copied into a funder's generator."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from osnowa.lib import typeset
from osnowa.reporting import rules
from osnowa.reporting.models import EvidenceLine, Report, ReportFigure
from osnowa.reporting.queries.figures import facts_words
from osnowa.reporting.queries.reports import BATCH, frozen_lines
from osnowa.ui import words

FACTS_ON_PAPER = 4000  # beyond that a paper is no longer read: the CSV holds them all, and the paper says so


def report(paper: Report, language: str) -> bytes:
    """A submitted report as a tagged PDF: cover, figures, narrative, the facts behind each figure, the seal.

    People stand in it as numbers: the same person has the same number in the whole paper, and no paper tells whose
    it is. Raises ValueError for a draft, whose figures still move.
    """
    if not paper.is_submitted or paper.submitted_at is None:
        raise ValueError("Only a submitted report is a paper.")
    with translation.override(language):
        title = _title(paper)
        figures = list(paper.figures.order_by("number"))
        return typeset.pdf(
            "reporting/papers/report.typ",
            {
                "heading": title,
                "programme": words.join_words(paper.programme.title),
                "operator": paper.programme.operator.name,
                "period": words.span(paper.starts_on, paper.ends_on),
                "facts": _facts(paper),
                "running": words.join_words(f"{title}, {paper.programme.title}"),
                "funding": words.join_words(paper.programme.funding_note),
                "example": words.join_words(paper.programme.example_note),
                "headings": {
                    "figures": _("Results against targets"),
                    "narrative": _("Results and how they were measured"),
                    "activities": _("How the activities were carried out"),
                    "appendix": _("Appendix: the facts behind the figures"),
                    "counted": _("what was counted"),
                    "left_out": _("Facts that do not count, and why"),
                    "seal": _("The seal"),
                },
                "figures_head": [
                    _("No."),
                    _("Result"),
                    _("Target"),
                    _("In the period"),
                    _("From the beginning"),
                    _("How we know"),
                ],
                "figures": [_figure_row(figure) for figure in figures],
                "narrative": _paragraphs(paper.narrative),
                "activities": _paragraphs(paper.narrative_activities),
                "appendix_note": words.join_words(
                    _(
                        "People are shown as numbers. The same number means the same person in the whole report."
                    )
                ),
                "line_head": [_("No."), _("Day"), _("Fact"), _("Person"), _("Amount")],
                "reason_head": [_("No."), _("Day"), _("Fact"), _("Person"), _("Why it does not count")],
                "appendix": _appendix(figures),
                "checksum": [paper.checksum[at : at + 8] for at in range(0, 64, 8)],
                "seal_note": words.join_words(
                    _(
                        "SHA-256 of the figures and all facts behind them, as they stood on %(when)s."
                        " If one digit of the frozen data changed, this number would be different."
                    )
                    % {"when": words.long_date(paper.submitted_at)}
                ),
            },
            title=f"{title}. {paper.programme.title}",
            language=language,
            author=paper.programme.operator.name,
        )


def _title(paper: Report) -> str:
    return _("Final report") if paper.kind == Report.Kind.FINAL else _("Partial report")


def _facts(paper: Report) -> list[tuple[str, str]]:
    programme = paper.programme
    agreement = programme.agreement_number
    if programme.agreement_on:
        agreement = _("%(number)s of %(day)s") % {
            "number": agreement or "—",
            "day": words.short_date(programme.agreement_on),
        }
    rows = [
        (_("Period"), words.span(paper.starts_on, paper.ends_on)),
        (_("Programme runs"), words.span(programme.starts_on, programme.ends_on)),
        (_("Runs it"), programme.operator.name),
        (_("Funder"), ", ".join(part for part in (programme.funder.name, programme.fund) if part)),
        (_("Agreement"), agreement),
        (_("Submitted"), words.long_date(paper.submitted_at) if paper.submitted_at else ""),
    ]
    return [(label, words.join_words(value)) for label, value in rows if value]


def _figure_row(figure: ReportFigure) -> list[str]:
    return [
        str(figure.number),
        words.join_words(figure.name),
        words.decimal(figure.target, 2),
        words.decimal(figure.value, 2),
        words.decimal(figure.value_to_date, 2),
        words.join_words(figure.source_of_verification),
    ]


def _paragraphs(text: str) -> list[str]:
    return [words.join_words(part.strip()) for part in text.split("\n") if part.strip()]


def _appendix(figures: Iterable[ReportFigure]) -> list[dict[str, Any]]:
    numbers: dict[uuid.UUID, int] = {}
    room = FACTS_ON_PAPER
    parts = []
    for figure in figures:
        counted: list[list[str]] = []
        left_out: list[list[str]] = []
        for line in frozen_lines(figure)[:room].iterator(chunk_size=BATCH):
            row = left_out if line.reason else counted
            row.append(_line_row(line, len(row) + 1, numbers))
        room -= len(counted) + len(left_out)
        missing = figure.lines_count - len(counted) - len(left_out)
        parts.append(
            {
                "heading": words.join_words(f"{figure.number}. {figure.name}"),
                "definition": words.join_words(figure.definition),
                "sum": _sum_words(figure),
                "lines": counted,
                "left_out": left_out,
                "missing": ngettext(
                    "%(count)s more fact is in the CSV file of this report.",
                    "%(count)s more facts are in the CSV file of this report.",
                    missing,
                )
                % {"count": words.decimal(missing)}
                if missing
                else "",
            }
        )
    return parts


def _sum_words(figure: ReportFigure) -> str:
    return words.join_words(
        _("In the period: %(value)s %(unit)s. Checked: %(facts)s.")
        % {
            "value": words.decimal(figure.value, 2),
            "unit": figure.unit,
            "facts": facts_words(figure.lines_count),
        }
    )


def _line_row(line: EvidenceLine, place: int, numbers: dict[uuid.UUID, int]) -> list[str]:
    person = str(numbers.setdefault(line.who, len(numbers) + 1)) if line.who else "–"
    last = words.join_words(line.reason) if line.reason else words.decimal(line.amount, 2)
    return [str(place), line.happened_on.strftime("%d.%m.%Y"), words.join_words(line.label), person, last]


# Ready to copy

NOT_APPLICABLE = "nie dotyczy"  # what the form wants in a field that does not apply (domain.md 1.1)


@dataclass(frozen=True)
class Copied:
    """One field of the funder's form. `label` is the form's own Polish wording; `text` is what to paste."""

    label: str
    text: str  # empty: not written yet, so there is nothing to paste

    @property
    def length(self) -> int:
        return len(self.text)


@dataclass(frozen=True)
class Part:
    """A part of the form, with its fields."""

    heading: str
    fields: list[Copied] = field(default_factory=list)


def fields_to_copy(paper: Report, rows: Iterable[tuple[str, str, str, str]]) -> list[Part]:
    """The report field by field, in the order and wording of the form (Dz.U. 2018 poz. 2057; domain.md 1.2, 1.3).

    `rows`: (name, target, achieved, source) of each result. Content is Polish, whoever reads: it goes into a
    Polish form.
    """
    programme = paper.programme
    results = [
        Copied(f"Rezultat {place}: {label}", text)
        for place, (name, target, achieved, source) in enumerate(rows, start=1)
        for label, text in (
            ("nazwa rezultatu", name),
            ("planowany poziom osiągnięcia (wartość docelowa)", target),
            ("osiągnięty poziom", achieved),
            ("sposób monitorowania / źródło informacji", source or NOT_APPLICABLE),
        )
    ]
    return [
        Part(
            "Nagłówek",
            [
                Copied("Rodzaj sprawozdania", "końcowe" if paper.kind == Report.Kind.FINAL else "częściowe"),
                Copied(
                    "Okres, za jaki jest składane sprawozdanie",
                    f"{paper.starts_on:%d.%m.%Y}–{paper.ends_on:%d.%m.%Y}",
                ),
                Copied("Tytuł zadania publicznego", programme.title),
                Copied("Nazwa Zleceniobiorcy(-ców)", programme.operator.name),
                Copied(
                    "Data zawarcia umowy",
                    f"{programme.agreement_on:%d.%m.%Y}" if programme.agreement_on else NOT_APPLICABLE,
                ),
                Copied("Numer umowy, o ile został nadany", programme.agreement_number or NOT_APPLICABLE),
            ],
        ),
        Part(
            "Część I. Sprawozdanie merytoryczne",
            [
                Copied(
                    "1. Opis osiągniętych rezultatów wraz z liczbowym określeniem skali działań",
                    paper.narrative.strip(),
                ),
                Copied(
                    "2. Szczegółowy opis wykonania poszczególnych działań",
                    paper.narrative_activities.strip(),
                ),
            ],
        ),
        Part("Rezultaty (tabela III.6 oferty)", results),
    ]


# What Polish calls one, two to four, five and more, and a part of the things that figures count.
UNITS_IN_POLISH = {
    "osoby": ("osoba", "osoby", "osób", "osoby"),
    "godziny": ("godzina", "godziny", "godzin", "godziny"),
    "cykle": ("cykl", "cykle", "cykli", "cyklu"),
    "artykuły": ("artykuł", "artykuły", "artykułów", "artykułu"),
    "konsultacje": ("konsultacja", "konsultacje", "konsultacji", "konsultacji"),
    "grupy": ("grupa", "grupy", "grup", "grupy"),
    "kontakty": ("kontakt", "kontakty", "kontaktów", "kontaktu"),
    "narzędzia": ("narzędzie", "narzędzia", "narzędzi", "narzędzia"),
    "ogłoszenia": ("ogłoszenie", "ogłoszenia", "ogłoszeń", "ogłoszenia"),
    "wdrożenia": ("wdrożenie", "wdrożenia", "wdrożeń", "wdrożenia"),
    "wizyty": ("wizyta", "wizyty", "wizyt", "wizyty"),
    "pary testów": ("para testów", "pary testów", "par testów", "pary testów"),
    "spotkania": ("spotkanie", "spotkania", "spotkań", "spotkania"),
    "teksty": ("tekst", "teksty", "tekstów", "tekstu"),
    "egzemplarze": ("egzemplarz", "egzemplarze", "egzemplarzy", "egzemplarza"),
    "odczyty": ("odczyt", "odczyty", "odczytów", "odczytu"),
    "pobrania": ("pobranie", "pobrania", "pobrań", "pobrania"),
    "wydania": ("wydanie", "wydania", "wydań", "wydania"),
    "listy": ("list", "listy", "listów", "listu"),
    "zaświadczenia": ("zaświadczenie", "zaświadczenia", "zaświadczeń", "zaświadczenia"),
    "organizacje i grupy": (
        "organizacja lub grupa",
        "organizacje i grupy",
        "organizacji i grup",
        "organizacji lub grupy",
    ),
}


def achieved_words(in_period: Decimal, to_date: Decimal, unit: str) -> str:
    """A level that was reached, for the form: in the period and from the beginning, each said by name."""
    if rules.cents(in_period) == rules.cents(to_date):
        return f"{amount_words(to_date, unit)} (tyle samo w okresie sprawozdania i od początku zadania)"
    return (
        f"w okresie sprawozdania: {amount_words(in_period, unit)};"
        f" od początku zadania: {amount_words(to_date, unit)}"
    )


def amount_words(amount: Decimal, unit: str) -> str:
    """120 osób: an amount in the words of the form. A unit that is not known here follows in brackets.

    Without no-break spaces, which generators do not like.
    """
    with translation.override("pl"):
        said = words.decimal(rules.cents(amount), 2).replace(words.NBSP, " ")
    if unit not in UNITS_IN_POLISH:
        return f"{said} ({unit})" if unit else said
    return f"{said} {UNITS_IN_POLISH[unit][rules.polish_form(amount)]}"
