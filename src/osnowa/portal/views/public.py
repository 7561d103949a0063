"""What the public may check: the results with their table, accessibility, privacy."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from osnowa.lib import clock, mail, sheets
from osnowa.portal import queries
from osnowa.programme.models import Programme
from osnowa.programme.queries import programmes_with_clause_for_readers, public_programmes
from osnowa.ui.words import short_date
from osnowa.workshops.models import Cycle

# Of the accessibility statement, which is about the software: reviewed by 31 March each year and after large changes.
DECLARED_ON = dt.date(2026, 11, 22)
REVIEWED_ON = dt.date(2026, 11, 25)
LICENCE = "CC0 1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
SESSION_DAYS = settings.SESSION_COOKIE_AGE // (24 * 60 * 60)


@require_safe
def results(request: HttpRequest, programme: str) -> HttpResponse:
    """Every figure with the rule by which it is counted, what stands behind it, and what the funder was told."""
    found = _public(request, programme)
    counted = queries.public_results(found)
    cycles = [row.cycle for row in queries.cycle_rows(found)]
    context = {
        "programme": found,
        "counted": counted,
        "blocks": [
            (block.activity, [(result, _parts(result, cycles)) for result in block.results])
            for block in queries.results_by_block(found, counted)
        ],
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    return render(request, "portal/results.html", context)


def _parts(result: queries.Result, cycles: list[Cycle]) -> list[tuple[Cycle, Decimal | None]]:
    """What each published cycle brought; None: too few people stand behind it to say."""
    return [
        (cycle, result.by_cycle[str(cycle.number)])
        for cycle in cycles
        if str(cycle.number) in result.by_cycle
    ]


@require_safe
def results_csv(request: HttpRequest, programme: str) -> StreamingHttpResponse:
    """The same figures as open data. The licence stands in every row, because rows get separated from their file."""
    found = _public(request, programme)
    counted = queries.public_results(found)
    header = [
        _("Programme"),
        _("Block"),
        _("Indicator no."),
        _("Indicator"),
        _("Unit"),
        _("Baseline"),
        _("Target"),
        _("Achieved"),
        _("Facts behind it"),
        _("Source of verification"),
        _("How it is counted"),
        _("In the last report"),
        _("Reported until"),
        _("Report submitted on"),
        _("As of"),
        _("Licence"),
    ]
    day = counted.counted_at.astimezone(clock.WARSAW)
    name = f"wyniki-{found.slug}-{day:%Y-%m-%d}"
    return sheets.csv_download(name, header, _rows(found, counted))


def _rows(programme: Programme, counted: queries.Results) -> Iterator[list[Any]]:
    as_of = counted.counted_at.astimezone(clock.WARSAW).strftime("%Y-%m-%d %H:%M")
    for block in queries.results_by_block(programme, counted):
        for result in block.results:
            told = result.reported
            yield [
                programme.title,
                block.activity.title if block.activity else "",
                result.number,
                result.name,
                str(result.counting.unit),
                result.baseline,
                result.target,
                result.value,
                result.facts,
                result.source_of_verification,
                str(result.counting.definition),
                told.value if told else None,
                told.until if told else None,
                told.submitted_on if told else None,
                as_of,
                f"{LICENCE} ({LICENCE_URL})",
            ]


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement's form follows the ministry's technical conditions (element ids `a11y-...`)."""
    shown = list(public_programmes().order_by("starts_on"))
    context = {
        "programmes": shown,
        "operators": list({programme.operator_id: programme.operator.name for programme in shown}.values()),
        "published_on": shown[0].starts_on if shown else DECLARED_ON,
        "declared_on": DECLARED_ON,
        "reviewed_on": REVIEWED_ON,
        "site_url": settings.BASE_URL + "/",
    }
    return render(request, "portal/accessibility.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why and for how long; whose it is, programme by programme; cookies by name."""
    shown = programmes_with_clause_for_readers().prefetch_related("clauses")
    context = {
        "told": [(programme, list(programme.clauses.all())) for programme in shown],
        "cookies": [
            (
                settings.SESSION_COOKIE_NAME,
                _("keeps you signed in"),
                _("%(days)d days, or until you sign out") % {"days": SESSION_DAYS},
            ),
            (
                settings.CSRF_COOKIE_NAME,
                _("proves that a form was sent from this site and by you"),
                _("a year"),
            ),
            (
                settings.LANGUAGE_COOKIE_NAME,
                _("remembers the language, if you chose one"),
                _("until you close the browser"),
            ),
            ("theme", _("remembers light or dark colours, if you chose them"), _("a year")),
            (
                "presence",
                _("knows your phone at the next session, if you said “I am here” on it"),
                _("120 days; sent only to the pages of attendance"),
            ),
            ("messages", _("carries one message to the next page"), _("until that page")),
        ],
        "kept": queries.kept_rows(mail.KEPT.days, SESSION_DAYS),
        "reviewed": short_date(REVIEWED_ON),
    }
    return render(request, "portal/privacy.html", context)


def _public(request: HttpRequest, slug: str) -> Programme:
    found = public_programmes().filter(slug=slug).first()
    if found is None:
        raise Http404
    request.programme = found  # type: ignore[attr-defined]  # read by project.navigation
    return found
